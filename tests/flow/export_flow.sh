# Pseudonymised facts: every fact is there, nobody is; the same pseudonyms within one
# project and others elsewhere; who stands alone is counted; all of a folder or nothing.

# shellcheck shell=bash
DB=sqlite:demo.db
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }
sql() { sqlite3 demo.db "$1"; }
facts() { "$V" export "$@" --db $DB --reason 'evaluation of call 490' </dev/null; }
# rows of a file, without its heads
rows() { tail -n +2 "$1" | tr -d '\r'; }

demo_region
facts all --sensitive --accept-unique --project 'evaluation 490' 2>words.txt || { cat words.txt >&2; fail "export"; }
grep -qE '^written: all, as known at 20' words.txt || fail "the words of an export"
for pair in participants:trajectory_fact starts:trajectory_start ends:trajectory_end phases:phase_episode \
    contacts:contact activities:activity outcomes:outcome judgements:judgement referrals:referral \
    observations:observation organisations:organisation_fact calls:call_fact \
    projects:project_fact partnerships:partnership_fact budgets:budget targets:target places:outreach_place_fact \
    actions:outreach_action_fact; do
    is "$(sql "select count(*) from ${pair#*:} where retracted_at is null")" "$(rows "all/${pair%:*}.csv" | wc -l)" "rows of ${pair%:*}"
    grep -q "^${pair%:*}.csv, $(rows "all/${pair%:*}.csv" | wc -l) rijen" all/README.txt || fail "README counts ${pair%:*}"
done
# who is only in a register is not exported, and how many is told
reached="in (select person from trajectory_fact where retracted_at is null)"
is "$(sql "select count(*) from spell where retracted_at is null and person $reached")" "$(rows all/spells.csv | wc -l)" "rows of spells"
is "$(sql "select count(*) from person_fact where retracted_at is null and id not $reached")" \
    "$(sed -n 's/^left out: \([0-9]*\) persons.*/\1/p' words.txt)" "persons left out"
is "$(sql "select count(*) from person_fact where retracted_at is null and id $reached")" "$(rows all/participants.csv | cut -d, -f2 | sort -u | wc -l)" "persons"
is "$(sql "select sum(n) from reach where retracted_at is null and thread is null")" \
    "$(rows all/actions.csv | awk -F, '{ n += $8 + $10 } END { print n }')" "heads counted at actions"
is "$(sql "select count(*) from coverage where retracted_at is null")" \
    "$(rows all/partnerships.csv | tr , '\n' | grep -E '^[0-9]{5}([|][0-9]{5})*$' | tr '|' '\n' | wc -l)" "municipalities of partnerships"
sql "select lower(hex(id)) from outreach_place union select lower(hex(id)) from outreach_action" >ids.txt
! cat all/*.csv | grep -qF -f ids.txt || fail "an internal id of outreach"
ok "every fact that is counted is there"

# --- nobody is
sql "select lower(hex(id)) from person union select lower(hex(id)) from trajectory_fact
    union select lower(hex(id)) from spell union select lower(hex(id)) from outcome" >ids.txt
sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12})$/\1-\2-\3-\4-\5/' ids.txt >uuids.txt
cat ids.txt uuids.txt >secret.txt
[ "$(wc -l <secret.txt)" -gt 80000 ] || fail "too few ids to look for"
! cat all/*.csv | grep -qF -f secret.txt || fail "an internal id"
for column in insz given_name family_name birth_name birth_date birth_month phone mail address note; do
    ! head -qn 1 all/*.csv | tr -d '\r' | tr , '\n' | grep -qx $column || fail "the column $column"
done
is "drwx------ 600" "$(stat -c %A all) $(stat -c %a all/* | sort -u)" "modes"
is 0 "$(find . -name 'all.*' | wc -l)" "what was written beside"
is "$(find all -type f | sed 's|.*/||' | sort | paste -sd' ')" \
    "$( (sqlite3 :memory: "select json_extract(value, '\$.url') from json_each(readfile('all/csv-metadata.json'), '\$.tables')"; echo README.txt; echo csv-metadata.json) | sort | paste -sd' ')" "files in the metadata"
for file in all/*.csv; do
    is "$(head -1 "$file" | tr -d '\r')" "$(sqlite3 :memory: "select group_concat(json_extract(c.value, '\$.name'), ',')
        from json_each(readfile('all/csv-metadata.json'), '\$.tables') t, json_each(t.value, '\$.tableSchema.columns') c
        where json_extract(t.value, '\$.url') = '$(basename "$file")'")" "columns of $file in the metadata"
done
ok "no internal id, no name, no number; the metadata name every file and column"

# --- pseudonyms
rows all/participants.csv | cut -d, -f2 >persons.txt
LC_ALL=C sort -c persons.txt || fail "persons do not stand in order of pseudonym"
grep -vqE '^[0-9a-f]{32}$' persons.txt && fail "what is no pseudonym"
known=$(sed -n 's/^Zoals bekend op: \(.*\)\.$/\1/p' all/README.txt)
facts again --sensitive --accept-unique --project 'evaluation 490' 2>/dev/null || fail "again"
for file in all/*.csv; do cmp "$file" "again/${file#*/}" || fail "another export of the same project"; done
"$V" debug write 3 --db $DB >/dev/null
facts later --sensitive --accept-unique --project 'evaluation 490' 2>/dev/null || fail "later"
is 3 "$(rows later/participants.csv | cut -d, -f2 | LC_ALL=C sort -u | LC_ALL=C comm -13 <(LC_ALL=C sort -u persons.txt) - | wc -l)" "new persons"

facts before --sensitive --accept-unique --project 'evaluation 490' --known-at "$known" 2>/dev/null || fail "known at"
diff <(rows before/starts.csv) <(rows all/starts.csv) >/dev/null || fail "as known then"
facts other --sensitive --accept-unique --project 'evaluation 491' 2>/dev/null || fail "another project"
facts fresh1 --accept-unique 2>/dev/null || fail "fresh"
facts fresh2 --accept-unique 2>/dev/null || fail "fresh"
# nothing but the codes of programmes may stand in two of them
for one in participants starts contacts spells; do
    cat all/$one.csv other/$one.csv fresh1/$one.csv fresh2/$one.csv | tr -d '\r' | tr , '\n' |
        grep -E '^[0-9a-f]{32}$' | sort >pseudonyms.txt
    for folder in all other fresh1 fresh2; do
        tr -d '\r' <$folder/$one.csv | tr , '\n' | grep -E '^[0-9a-f]{32}$' | sort -u
    done | sort | uniq -d >shared.txt
    [ -s pseudonyms.txt ] && [ ! -s shared.txt ] || fail "pseudonyms of two exports are the same in $one"
done
ok "one project: the same pseudonyms; another, or none: others"

# --- one file
facts all.zip --sensitive --accept-unique --project 'evaluation 490' --known-at "$known" 2>/dev/null || fail "zip"
unzip -tqq all.zip || fail "the zip does not unzip"
mkdir unpacked && unzip -qo all.zip -d unpacked
is "$(find before -type f -printf '%f\n' | sort)" "$(find unpacked -type f -printf '%f\n' | sort)" "files in the zip"
for file in unpacked/*.csv; do cmp "$file" "before/${file#*/}" || fail "$file in the zip"; done
is "600" "$(stat -c %a all.zip)" "mode of the zip"
is 1 "$(find . -maxdepth 1 -name 'all.zip*' | wc -l)" "what was written beside the zip"
expect 73 E1006 -- "$V" export all.zip --db $DB --reason a --coarse
ok "the same files in one zip"

# --- art. 9, and coarse
! head -1 fresh1/participants.csv | grep -qE 'nationality|birth_country|work_disability|benefit|target_group|minority' || fail "special attributes unasked"
! head -1 fresh1/spells.csv | grep -q benefit || fail "benefits unasked"
facts coarse --coarse 2>words.txt || { cat words.txt >&2; fail "coarse"; }
head -1 coarse/participants.csv | grep -q ',age_class,province,' || fail "classes"
! cat coarse/{participants,starts,ends,phases,contacts,activities,outcomes,spells}.csv | grep -qE ',[0-9]{4}-[0-9]{2}-[0-9]{2}' || fail "a day in a coarse export"
grep -q gYearMonth coarse/csv-metadata.json || fail "months in the metadata"
alone() { # FILE PLACE AGE: how many combinations one person has, by somebody else's count
    rm -f alone.db
    sqlite3 alone.db ".import --csv $1 t" "select count(*) from (select 1 from t
        group by $2, $3, sex, education having count(distinct person) = 1)"
}
is "$(alone coarse/participants.csv province age_class)" "$(sed -n 's/^warning: \([0-9]*\) comb.*/\1/p' words.txt)" "who stands alone, coarse"
expect 77 E1007 "stand alone" "--coarse" -- "$V" export fine --db $DB --reason x
[ ! -e fine ] && [ -z "$(find . -name 'fine*')" ] || fail "a refused export left something"
is "$(alone later/participants.csv municipality birth_year)" "$(sed -nE 's/.* ([0-9]+) combinations.*/\1/p; s/^vindplaats: E1007: ([0-9]+) comb.*/\1/p' err.txt)" "who stands alone"
ok "who stands alone is counted as sqlite counts it"

# --- the audit, and verify
is "9" "$(sql "select count(*) from audit where act = 'export pseudonymised facts'")" "audit rows"
is "1" "$(sql "select count(*) from audit where act = 'export pseudonymised facts' and reason glob 'evaluation of call 490; * persons, * participations, * alone; coarse'")" "audit row of the coarse one"
"$V" verify --db $DB >verify.txt || { cat verify.txt >&2; fail "defects"; }

# --- wrong use
expect 64 "needs --reason" -- "$V" export x --db $DB
expect 64 "a reason of one line" -- "$V" export x --db $DB --reason "   "
expect 64 "a reason of one line" -- "$V" export x --db $DB --reason "$(printf 'a\nb')"
expect 64 "a reason of one line" -- "$V" export x --db $DB --reason "$(head -c 201 /dev/zero | tr '\0' a)"
expect 64 "name of a research project" -- "$V" export x --db $DB --reason a --project ""
expect 64 "name of a research project" -- "$V" export x --db $DB --reason a --project " a"
expect 64 E1001 -- "$V" export "" --db $DB --reason a
expect 65 E10 -- "$V" export x --db $DB --reason a --known-at yesterday
expect 73 E1006 "nothing is replaced" -- "$V" export all --db $DB --reason a --coarse
expect 73 E1006 -- "$V" export demo.db --db $DB --reason a --coarse
expect 73 E1006 -- "$V" export . --db $DB --reason a --coarse
expect 66 E1005 "make the folder above it first" -- "$V" export no/such --db $DB --reason a --coarse
"$V" init --db sqlite:empty.db 2>/dev/null
expect 78 E2001 -- "$V" export x --db $DB --key empty.db.key --reason a --coarse
expect 0 "0 persons" -- "$V" export nobody --db sqlite:empty.db --reason a
is 1 "$(wc -l <nobody/participants.csv)" "rows of an empty export"
[ ! -e x ] || fail "something was made"
ok "wrong use makes nothing"

# --- killed, full, read-only
for round in $(seq 6); do
    "$V" export killed --db $DB --reason a --coarse 2>/dev/null & writer=$!
    sleep "0.$(printf %02d $((round * 14)))"
    kill -9 $writer 2>/dev/null || true
    wait $writer 2>/dev/null || true
    [ ! -e killed ] || { [ -s killed/README.txt ] && [ "$(find killed -name 'rows-*' | wc -l)" = 0 ] || fail "half a folder has the name"; }
    rm -rf killed killed.*
done
ok "killed: no half folder has the name"
expect 74 E3004 -- bash -c "ulimit -f 600; '$V' export limited --db $DB --reason a --coarse"
[ -z "$(find . -name 'limited*')" ] || fail "a full disk left something"
if unshare -rm true 2>/dev/null; then
    mkdir full ro
    expect 74 E3004 "make room" -- unshare -rm bash -c "mount -t tmpfs -o size=3m none full &&
        { '$V' export full/x --db $DB --reason a --coarse; s=\$?; ls -A full >left.txt; exit \$s; }"
    [ ! -s left.txt ] || fail "a full disk left something"
    expect 74 E3003 -- unshare -rm bash -c "mount --bind ro ro && mount -o remount,bind,ro ro &&
        '$V' export ro/x --db $DB --reason a --coarse"
    cp demo.db demo.db.key ro/
    expect 74 E3003 -- unshare -rm bash -c "mount --bind ro ro && mount -o remount,bind,ro ro &&
        '$V' export x --db sqlite:ro/demo.db --reason a --coarse"
    [ ! -e x ] || fail "an export that could not be logged"
else
    echo "skipped aloud: no mounts permitted here; a limit on the size of files was tried instead"
fi
ok "full and read-only disks"
