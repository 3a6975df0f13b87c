# Frozen answers: the same bytes for ever in every format, also after records changed and
# after another program opens them; asked again as known then and as known now; names
# given once; damage found; nothing by half after a kill, on a full disk, or on a
# read-only one.
# optimised: see tests/README.md

# shellcheck shell=bash
DB=sqlite:demo.db
Q=$ROOT/demo/questions/question-63-2022.vraag
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }
release() { local word=$1; shift; "$V" release "$word" --db $DB "$@"; }
sql() { sqlite3 demo.db "$1"; }

demo_region
printf 'question 7\ntitle "Bereik"\nasked by "Een lid"\ncount persons reached\nrows province\n' >now.vraag
is 1 "$("$V" release list --db $DB | wc -l)" "releases of a new database"

# --- freeze, and open in every format
"$V" answer "$Q" --db $DB --freeze vraag-63-2022 --out handed.xlsx 2>words.txt ||
    { cat words.txt >&2; fail "freeze"; }
grep -qE '^frozen: vraag-63-2022, as known at 20[0-9-]+T[0-9:]+Z, in [0-9]+ formats' words.txt || fail "the words of freezing"
"$V" answer now.vraag --db $DB --freeze bereik-1 >handed.txt 2>words.txt || { cat words.txt >&2; fail "freeze"; }
formats=$(release show vraag-63-2022 | sed -n 's/^form \([a-z]*\) .*/\1/p')
for format in text csv json xlsx; do
    grep -qx "$format" <<<"$formats" || fail "not frozen as $format"
done
for format in $formats; do
    for name in vraag-63-2022 bereik-1; do
        release open $name --format "$format" >"$name.$format" || fail "$name as $format"
        [ -s "$name.$format" ] || fail "$name as $format is empty"
        release show $name | grep -q "^form $format bytes $(stat -c %s "$name.$format") blake2b $(b2sum -l 256 "$name.$format" | cut -d' ' -f1)\$" ||
            fail "length and digest of $name as $format"
    done
done
cmp handed.xlsx vraag-63-2022.xlsx || fail "what was handed over"
cmp handed.txt bereik-1.text || fail "what was printed"
is 1 "$(sqlite3 :memory: "select json_valid(readfile('bereik-1.json'))")" "json"
unzip -tqq vraag-63-2022.xlsx || fail "xlsx"
release open bereik-1 --out again.csv 2>words.txt && cmp again.csv bereik-1.csv || fail "--out"
ok "$(wc -w <<<"$formats") formats open as they were handed over, with the digests b2sum gives"
release show bereik-1 --question >show.txt
for line in "number 7" "title Bereik" "by cli" "as_of $(date -u +%F)" "language nl" "rows province"; do
    grep -qxF "$line" show.txt || { cat show.txt; fail "show: no '$line'"; }
done
is "2022-09-30" "$(release list | tr -d '\r' | sed -n 's/^vraag-63-2022,[^,]*,\([^,]*\),.*,stands,63.*/\1/p')" "as-of day in the list"

# --- asked again: nothing has changed
same() { # name: as known then every cell is what was frozen
    release compare "$1" >differences.csv 2>words.txt || { cat words.txt differences.csv >&2; fail "compare $1"; }
    grep -qF "as known then: 0 differ, and every byte of the json is the same" words.txt || { cat words.txt >&2; fail "$1 is not reproduced"; }
}
same vraag-63-2022
# the question names a moment of knowledge; two of its cells were corrected after it
is "3c,3c.1,dimension_status=running,549,549,518 3c,3c.1,dimension_status=running_aftercare_employed,0,0,31" \
    "$(tail -n +2 differences.csv | tr -d '\r' | paste -sd' ')" "cells that were corrected since"
cells=$(sed -n 's/^cells //p' words.txt)
[ "$cells" -gt 300 ] || fail "only $cells cells were compared"
is "$(($(wc -l <vraag-63-2022.csv) - 1))" "$cells" "cells compared"
same bereik-1
is 1 "$(wc -l <differences.csv)" "nothing but the heads"
ok "asked again as known then: $cells cells, and every byte of the json, are the same"

# --- records change; the release does not, and compare tells what came in
before=$(sqlite3 :memory: "select json_extract(readfile('bereik-1.json'), '\$.parts[0].tables[0].cells[#-1][0].value')")
"$V" debug write 25 --db $DB >ids.txt
for format in $formats; do
    for name in vraag-63-2022 bereik-1; do
        release open $name --format "$format" | cmp - "$name.$format" || fail "$name as $format after 25 writes"
    done
done
same bereik-1
"$V" ask 'count persons reached' --db $DB --out now.json 2>words2.txt
is "$((before + 25))" "$(sqlite3 :memory: "select json_extract(readfile('now.json'), '\$.parts[0].tables[0].cells[0][0].value')")" "persons now"
grep -q "^1,1.1,province=_T,$before,$before,$((before + 25))" differences.csv || { cat differences.csv; fail "the total now"; }
sed -n 's/^as known now: \([0-9]*\) differ/\1/p' words.txt | grep -qx "$(($(wc -l <differences.csv) - 1))" || fail "number of differences"
ok "25 persons later: the same bytes; compare shows each cell that they changed"

# --- what was known then is not what it was: told, not hidden
cp demo.db back.db; cp demo.db.key back.db.key
sqlite3 back.db "update trajectory_fact set retracted_at = recorded_at
    where id in (select id from trajectory_fact order by id limit 50)"
expect 65 E1003 "as known then" "not what was frozen" "verify looks for damage" -- "$V" release compare bereik-1 --db sqlite:back.db
ok "an answer that is not reproduced is an error"

# --- names
expect 73 E1006 "bereik-1 is there already" "bereik-1-2" -- "$V" answer now.vraag --db $DB --freeze bereik-1
expect 64 "needs --reason" -- "$V" release withdraw bereik-1 --db $DB
expect 64 "needs --reason" -- "$V" release withdraw bereik-1 --reason "  " --db $DB
expect 0 "withdrawn" -- "$V" release withdraw bereik-1 --reason 'a column was missing' --db $DB
expect 73 E1006 "withdrawn already" -- "$V" release withdraw bereik-1 --reason again --db $DB
expect 73 E1006 "and was withdrawn" -- "$V" answer now.vraag --db $DB --freeze bereik-1
expect 0 "warning: this release was withdrawn: a column was missing" -- "$V" release open bereik-1 --db $DB
cmp out.txt bereik-1.text || fail "a withdrawn release opens as it was"
release show bereik-1 | grep -qx "withdrawn_reason a column was missing" || fail "why it was withdrawn"
release list | grep -q '^bereik-1,.*,withdrawn,' || fail "the list says it was withdrawn"
for name in "" Vraag a/b ../x "jan jansens" .x -x "$(printf 'a%.0s' $(seq 65))" "é" "x;y"; do
    expect 65 E1003 "the name of a release" -- "$V" answer now.vraag --db $DB "--freeze=$name"
done
expect 65 E1003 "identifies somebody" -- "$V" answer now.vraag --db $DB --freeze v-85.07.30-033.28
! grep -q 033 err.txt || fail "the number is repeated"
expect 66 E1005 "did you mean vraag-63-2022?" -- "$V" release open vraag-63-2023 --db $DB
expect 65 E1003 -- "$V" release open "../x" --db $DB
expect 66 E1005 -- "$V" release show nothing-like-it --db $DB
expect 64 "did you mean" -- "$V" release open vraag-63-2022 --format cvs --db $DB
expect 64 "does not say which format" -- "$V" release open vraag-63-2022 --out x.doc --db $DB
expect 73 E1006 "is not replaced" -- "$V" release open vraag-63-2022 --out handed.xlsx --db $DB
expect 64 "does not go with --freeze" -- "$V" answer now.vraag --db $DB --freeze x --bom --format csv
expect 64 "does not go with --freeze" -- "$V" answer now.vraag --db $DB --freeze x --explain
expect 65 E1002 "line 1" -- "$V" ask 'cuont persons' --db $DB --freeze x
expect 66 E1005 -- "$V" release show x --db $DB
expect 0 "frozen: one-statement" -- "$V" ask 'count persons reached columns sex' --db $DB --freeze one-statement
same one-statement
expect 0 "frozen: fr" -- "$V" answer now.vraag --db $DB --freeze fr --lang fr
same fr
is 1 "$(sql "select count(*) from question where number = '7'")" "one question, frozen twice"
"$V" verify --db $DB >verify.txt || { cat verify.txt >&2; fail "defects"; }
ok "the database verifies"

# --- the checks: errors refuse, unless a reason is given and kept
expect 64 "--despite is for --freeze" -- "$V" answer now.vraag --db $DB --despite x
expect 64 "expected a reason" -- "$V" answer now.vraag --db $DB --freeze x --despite " "
expect 64 "the checks found none" -- "$V" answer now.vraag --db $DB --freeze x --despite 'asked by the minister'
expect 66 E1005 -- "$V" release show x --db $DB
printf 'question 8 of 2022-10-14\nas of 2022-11-30\ncount persons reached where call = 490 rows province\n' >later.vraag
if "$V" answer later.vraag --db $DB --freeze later >/dev/null 2>err.txt; then
    echo "skipped: no rule of this build finds an error in an answer, so none could refuse it"
else
    expect 65 E4002 "nothing is kept" "--despite REASON" -- "$V" answer later.vraag --db $DB --freeze later
    expect 66 E1005 -- "$V" release show later --db $DB
    expect 0 "frozen: later" -- "$V" answer later.vraag --db $DB --freeze later --despite 'the later day was asked for'
    release show later | grep -qx "despite the later day was asked for" || fail "the reason is kept"
    ok "errors refuse; a reason is kept"
fi

# --- another program: the version is kept, the bytes do not ask for it
cp demo.db later.db; cp demo.db.key later.db.key
sqlite3 later.db "update release set program = '0.0.9'"
for format in $formats; do
    "$V" release open vraag-63-2022 --format "$format" --db sqlite:later.db | cmp - "vraag-63-2022.$format" || fail "$format of another version"
done
ok "what another version froze opens the same"

# --- damaged bytes are found, by verify and by who opens them
damage() { # SQL WORDS
    cp demo.db bad.db; cp demo.db.key bad.db.key
    sqlite3 bad.db "$1"
    expect 65 "$2" -- "$V" verify --db sqlite:bad.db
    expect 65 E3005 "the bytes kept" -- "$V" release open vraag-63-2022 --format xlsx --out bad.xlsx --db sqlite:bad.db
    [ ! -e bad.xlsx ] || fail "damaged bytes were written"
}
xlsx="format = 'xlsx' and release = (select id from release where name = 'vraag-63-2022')"
damage "update release_form set packed = cast(substr(packed, 1, 900) || x'00' || substr(packed, 902) as blob) where $xlsx" "release: vraag-63-2022 as xlsx"
damage "update release_form set packed = substr(packed, 1, length(packed) - 5) where $xlsx" "release: vraag-63-2022 as xlsx"
damage "update release_form set n_bytes = 9000000000000 where $xlsx" "release: vraag-63-2022 as xlsx"
damage "update release_form set digest = zeroblob(32) where $xlsx" "do not have the digest"
damage "update release_form set packed = (select packed from release_form where format = 'csv' limit 1) where $xlsx" "release: vraag-63-2022 as xlsx"
cp demo.db bad.db; sqlite3 bad.db "delete from release_form"
expect 65 "release without a form" "release_form has 0 rows" -- "$V" verify --db sqlite:bad.db
ok "damage is found"

# --- kill -9 while it freezes: all of it or nothing
cp demo.db kill.db; cp demo.db.key kill.db.key
n_forms=$(wc -w <<<"$formats") there=0
started=$(date +%s%N)
"$V" answer "$Q" --db sqlite:kill.db --freeze measured >/dev/null 2>&1 || fail "freeze"
freeze_ms=$((($(date +%s%N) - started) / 1000000)) # on this machine, now
for round in $(seq 12); do
    "$V" answer "$Q" --db sqlite:kill.db --freeze "kill-$round" >killed.txt 2>&1 &
    writer=$!
    # near its end, where it writes, and after it
    ms=$((freeze_ms * (60 + 10 * round) / 100))
    sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
    kill -9 $writer 2>/dev/null || true
    wait $writer 2>/dev/null || true
    "$V" release list --db sqlite:kill.db >list.txt || fail "round $round: does not open"
    grep -q "^kill-$round," list.txt || continue
    there=$((there + 1))
    is "$n_forms" "$("$V" release show "kill-$round" --db sqlite:kill.db | grep -c ^form)" "forms after a kill"
done
"$V" verify --db sqlite:kill.db >verify.txt || { cat verify.txt >&2; fail "defects after kills"; }
is "$(sqlite3 kill.db "select count(*) * $n_forms from release")" "$(sqlite3 kill.db 'select count(*) from release_form')" "forms of releases"
is "$(($(sqlite3 kill.db 'select count(*) from release') + 0))" "$(sqlite3 kill.db 'select count(*) from answer where exists (select 1 from release r where r.question = answer.question and r.recorded_at = answer.recorded_at)')" "answers of releases"
ok "12 kills: $there releases whole, $((12 - there)) not there, none by half"

# --- full and read-only disks, and the wrong key
expect 78 E2001 -- "$V" release list --db $DB --key none.key
cp back.db.key other.key; "$V" init --db sqlite:other.db 2>/dev/null
expect 78 E2001 -- "$V" release list --db $DB --key other.db.key
expect 74 "standard output" -- bash -c "'$V' release open vraag-63-2022 --format json --db $DB >/dev/full"
cp demo.db limited.db; cp demo.db.key limited.db.key
expect 74 E3004 -- bash -c "ulimit -f 20; '$V' answer '$Q' --db sqlite:limited.db --freeze too-much"
expect 66 E1005 -- "$V" release show too-much --db sqlite:limited.db
"$V" verify --db sqlite:limited.db >verify.txt || { cat verify.txt >&2; fail "defects after a full disk"; }
if unshare -rm true 2>/dev/null; then
    mkdir ro; cp demo.db demo.db.key ro/
    expect 74 E3003 -- unshare -rm bash -c "mount --bind ro ro && mount -o remount,bind,ro ro &&
        '$V' answer now.vraag --db sqlite:ro/demo.db --freeze read-only"
    mkdir full
    expect 74 E3004 "release open whole --out" -- unshare -rm bash -c "mount -t tmpfs -o size=8k none full &&
        '$V' answer '$Q' --db $DB --freeze whole --out full/a.xlsx"
    same whole
else
    echo "skipped aloud: no mounts permitted here; a limit on the size of files was tried instead"
fi
ok "full, read-only, another key"
