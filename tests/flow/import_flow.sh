# Partners' files into an empty database: every kind, twice, wrong, enormous, changing.

# shellcheck shell=bash
demo=$ROOT/demo/import
order="organisations calls projects partnerships budgets targets figures places actions
    participants starts phases contacts activities outcomes ends judgements referrals
    observations spells"
from() { # KIND: what a sender has keys of its own for
    case $1 in
    organisations | calls | projects | partnerships | budgets | targets | figures) ;;
    *) printf '%s' "--sender buurtwerk-west" ;;
    esac
}
# shellcheck disable=SC2046
import() { "$V" import "$1" "$2" $(from "$1") --received 2026-11-20 "${@:3}"; }
count() { # NAME: of the last output
    sed -n "s/^$1 //p" out.txt
}
head_of() { "$V" verify | sed -n 's/^head //p'; }
clean() { "$V" verify --deep >verify.txt || { cat verify.txt >&2; fail "defects after $*"; }; }
unchanged() { # HEAD WHAT
    [ "$(head_of)" = "$1" ] || fail "something was written: $2"
    ok "nothing written: $2"
}

"$V" init 2>/dev/null
for kind in $order; do
    [ "$(printf '%s\n' $order | grep -cx "$kind")" = 1 ] || fail "$kind twice"
    import "$kind" "$demo/$kind.csv" >out.txt 2>err.txt || { cat err.txt >&2; fail "$kind"; }
    [ "$(count refused)" = 0 ] && [ "$(count added)" = "$(count rows)" ] || fail "$kind: $(cat out.txt)"
    clean "$kind"
done
"$V" import --layouts | sed -n 's/^### //p' | LC_ALL=C sort >kinds.txt
printf '%s\n' $order | LC_ALL=C sort | cmp - kinds.txt || fail "a kind has no demonstration file"
ok "every kind of file goes into an empty database, and it verifies"

# the person who comes twice is one person, and can be counted
[ "$("$V" person list --limit 10 | tail -n +2 | wc -l)" = 3 ] || fail "three persons were expected"
"$V" ask 'count persons reached where call = 701 as of 2024-12-31' >out.txt 2>err.txt || fail "$(cat err.txt)"
grep -qw 3 out.txt || { cat out.txt >&2; fail "3 persons reached were expected"; }
ok "a person in two projects counts once"

# the five minutes of docs/import.md, as they stand there
mkdir minutes
cd minutes || fail "a folder cannot be entered"
sed -n '/^```sh$/,/^```$/{/^```/d;p}' "$ROOT/docs/import.md" | sed "s#demo/import/#$demo/#; s#^vindplaats#$V#" >minutes.sh
[ "$(wc -l <minutes.sh)" -ge 6 ] || fail "docs/import.md has no example"
bash -e minutes.sh >out.txt 2>err.txt || { cat minutes.sh out.txt err.txt >&2; fail "the example of docs/import.md"; }
cd ..
ok "the five minutes of docs/import.md"
"$V" import --layouts >layouts.md
sed '1,/^<!-- layouts/d' "$ROOT/docs/import.md" | cmp - layouts.md ||
    fail "docs/import.md is not what the program says: vindplaats import --layouts"
ok "docs/import.md is true"
for kind in $order; do
    "$V" import --csvw "$kind" >csvw.json
    python3 - "$kind" "$demo/$kind.csv" <<'PY' || fail "CSVW of $kind"
import csv, io, json, sys
kind, path = sys.argv[1:]
m = json.load(open('csvw.json'))
assert m['@context'][0] == 'http://www.w3.org/ns/csvw' and m['url'] == kind + '.csv'
names = [c['name'] for c in m['tableSchema']['columns']]
assert len(set(names)) == len(names) and set(m['tableSchema']['primaryKey']) <= set(names)
raw = open(path, 'rb').read()
text = raw.decode('utf-8-sig') if raw.isascii() or raw[:3] == b'\xef\xbb\xbf' else raw.decode('cp1252')
head = next(csv.reader(io.StringIO(text), delimiter=';' if ';' in text.split('\n')[0] else ','))
assert {h.lower() for h in head} <= set(names)
assert {c['name'] for c in m['tableSchema']['columns'] if c['required']} <= {h.lower() for h in head}
PY
done
ok "CSVW metadata of every kind, and the demonstration files fit it"

# twice
before=$(head_of)
for kind in $order; do
    import "$kind" "$demo/$kind.csv" >out.txt 2>err.txt || fail "$kind again: $(cat err.txt)"
    [ "$(count unchanged)" = "$(count rows)" ] || fail "$kind again: $(cat out.txt)"
done
unchanged "$before" "all files a second time"
# and written another way: separator, days, labels, order of columns, encoding, case
sed 's/,/\t/g; s/2024-\(..\)-\(..\)/\2\/\1\/2024/g' "$demo/starts.csv" >starts.tsv
import starts starts.tsv >out.txt
[ "$(count unchanged)" = 3 ] || fail "tabs and other days: $(cat out.txt)"
iconv -f WINDOWS-1252 -t UTF-8 "$demo/participants.csv" |
    awk -F';' -v OFS=';' '{t = $1; $1 = $2; $2 = t; print}' >swapped.csv
import participants swapped.csv >out.txt
[ "$(count unchanged)" = 4 ] || fail "UTF-8 and other order: $(cat out.txt)"
unchanged "$before" "the same rows, written another way"

# a dry run decides as the import does
sed 's/2024-03-01/2024-03-02/' "$demo/starts.csv" >corrected.csv
import starts corrected.csv --dry-run >out.txt 2>err.txt
[ "$(count changed)" = 1 ] && grep -q "dry run" err.txt || fail "dry run: $(cat out.txt)"
unchanged "$before" "a dry run"
import starts corrected.csv >out.txt
[ "$(count changed)" = 1 ] && [ "$(count unchanged)" = 2 ] || fail "correction: $(cat out.txt)"
clean "a correction"
import starts "$demo/starts.csv" >out.txt # and back
[ "$(count changed)" = 1 ] || fail "correction back"
ok "a row that says something else corrects"

# corrections of every kind: another day or amount, same key
for kind in $order; do
    case $kind in
    organisations) sed 's/OCMW Brugge/OCMW van Brugge/' "$demo/$kind.csv" ;;
    calls) sed 's/2026-06-30/2026-09-30/' "$demo/$kind.csv" ;;
    projects) sed 's/Op de hoek/Om de hoek/' "$demo/$kind.csv" ;;
    partnerships) sed 's/31005|34022/31005/' "$demo/$kind.csv" ;;
    budgets) sed 's/125000,50/125001,50/' "$demo/$kind.csv" ;;
    targets) sed 's/minstens 400,400/minstens 410,410/' "$demo/$kind.csv" ;;
    figures) sed 's/,3,3,/,4,4,/' "$demo/$kind.csv" ;;
    places) sed 's/Markt/Grote Markt/' "$demo/$kind.csv" ;;
    actions) sed 's/,14,2/,15,2/' "$demo/$kind.csv" ;;
    participants) sed '2s/vrouw/x/; 2s/direct_outreach/campaign/; 2s/long_term_sick|//' "$demo/$kind.csv" ;;
    starts) cat corrected.csv ;;
    phases) sed 's/2024-05-01/2024-05-02/' "$demo/$kind.csv" ;;
    spells) sed 's/,job/,education/' "$demo/$kind.csv" ;;
    *) sed '2s/2024-\(..\)-../2024-\1-28/' "$demo/$kind.csv" ;;
    esac >"again_$kind.csv"
    import "$kind" "again_$kind.csv" >out.txt 2>err.txt || fail "$kind corrected: $(cat err.txt)"
    [ "$(count changed)" = 1 ] && [ "$(count added)" = 0 ] || fail "$kind corrected: $(cat out.txt err.txt)"
    clean "a correction of $kind"
    import "$kind" "again_$kind.csv" >out.txt
    [ "$(count changed)" = 0 ] || fail "$kind corrected twice"
done
[ "$("$V" person list --limit 10 | tail -n +2 | wc -l)" = 3 ] || fail "a correction made a person"
ok "a correction of every kind; the persons stay"

# what is refused, and how it is told
before=$(head_of)
participants() { printf 'participation,project,reached_on,sex,birth_date,insz,family_name,municipality\n'; cat; }
refuse() { # KIND WORDS... <FILE: exit 65, the words, and nothing written
    local kind=$1; shift
    cat >bad.csv
    # shellcheck disable=SC2046
    expect 65 "$@" -- "$V" import "$kind" bad.csv $(from "$kind") --received 2026-11-20 --accept-jump
    [ "$(head_of)" = "$before" ] || fail "something was written: $*"
}
participants <<<'Z1,701-01,2024-02-05,vruow,,,,' | refuse participants 'line 2, column 4 (sex)' 'found "vruow"' 'did you mean f (vrouw)?' '1 of 1 rows'
participants <<<'Z1,701-01,2024-02-05,f,2024-02-06,,,' | refuse participants 'a day not before birth' '(reached_on)'
participants <<<'Z1,701-01,2024-02-05,f,1880-01-01,,,' | refuse participants 'at most 120 years' 'the value is not shown'
participants <<<'Z1,701-01,2024-02-05,f,,85073003329,Geheimenaam,' | refuse participants 'a register or BIS number' 'the value is not shown'
! grep -qE '85073003329|Geheimenaam' out.txt err.txt || fail "an identity stands in a verdict"
participants <<<'Z1,701-01,2024-02-05,f,1990-01-01,85073003328,,' | refuse participants 'go together'
participants <<<'Z1,701-01,2027-02-05,f,,,,' | refuse participants 'not after 2026-11-20'
participants <<<'Z1,701-01,2023-02-29,f,,,,' | refuse participants 'a day that exists'
participants <<<'Z1,799-01,2024-02-05,f,,,,' | refuse participants 'one of the projects on record' '(project)'
participants <<<'Z1,,2024-02-05,f,,,,' | refuse participants 'one of project or partnership'
participants <<<'Z1,701-01,2025-02-05,f,,,,44040' | refuse participants 'exists on 2025-02-05' 'on that day it is 44088'
printf 'Z1,701-01,2024-02-05,f,,,,\nZ1,701-01,2024-02-05,m,,,,\n' | participants | refuse participants 'line 3' 'each key once in a file'
printf 'Z1,701-01,2024-02-05,f,,,,\nZ2,701-01,05/02/2024,m,,,,\n' | participants | refuse participants 'a day as 2024' 'as on line 2' || true
printf 'Z1,701-01,2024-02-05,f,,,\n' | participants | refuse participants '8 cells, as in the header, found 7'
printf 'Z1,701-01,2024-02-05,"f"x,,,,\n' | participants | refuse participants 'after a quote (character'
printf 'Z1,701-01,2024-02-05,f,,,ab\000c,\n' | participants | refuse participants 'zero byte' || true
printf 'call,amount_kind,amount\n701,allocated,-5\n' | refuse budgets 'an amount of zero or more' 'found "-5"'
printf 'call,amount_kind,amount\n701,allocated,5.125\n' | refuse budgets 'at most two decimals'
printf 'call;amount_kind;amount\n701;allocated;5.500.000\n' | refuse budgets 'an amount'
printf 'call,project,amount_kind,amount\n701,701-01,allocated,5\n' | refuse budgets 'one of call or project, found 2'
printf 'code,name,valid_from,valid_to\n702,x,2024-01-01,2023-01-01\n' | refuse calls 'valid_to on or after valid_from'
printf 'code,name\n701-09,x\n' | refuse projects 'the header lacks' 'title' || true
printf 'code,name,predecessor\n702,x,699\n' | refuse calls 'one of the calls on record' '(predecessor)'
printf 'key,participation,on\nC9,D-001,2024-01-05\n' | refuse contacts 'on or after 2024-02-05'
printf 'key,participation,on\nC9,D-999,2024-03-05\n' | refuse contacts 'one of the participants on record'
printf 'key,person,labour_status,valid_from\nS9,K-17,employed,1980-01-01\n' | refuse spells 'not before birth'
printf 'key,person,labour_status,benefit,valid_from\nS9,K-17,employed,pension,2020-01-01\n' | refuse spells 'found 2 of them'
printf 'key,person,labour_status,valid_from,exit\nS9,K-17,employed,2020-01-01,job\n' | refuse spells 'a spell that has ended'
unchanged "$before" "every refused row"

# headers
header() { # HEADER WORDS...
    printf '%s\n' "$1" >bad.csv
    expect 65 "${@:2}" -- "$V" import starts bad.csv
}
header 'participation,no' 'have no column "no"' 'did you mean on?'
header 'participation,On,ON' 'names column on twice'
header 'participation' 'lacks what starts need: on'
header 'a;b;c' 'expected a header with the columns of starts'
header '' 'expected a header'
: >bad.csv
expect 65 'the file is empty' -- "$V" import starts bad.csv
expect 66 'did you mean starts' -- "$V" import start bad.csv
expect 66 'No such file' -- "$V" import starts missing.csv
expect 65 'is a folder' -- "$V" import starts .
expect 66 'no organisation' -- "$V" import starts "$demo/starts.csv" --sender nobody
expect 64 'found the file to import' -- "$V" import starts bad.csv --report bad.csv
# a report never replaces the records or their key
records=$(sha256sum vindplaats.db.key)
for own in vindplaats.db ./vindplaats.db-wal vindplaats.db.key; do
    expect 64 'of its own for --report' -- "$V" import starts bad.csv --report $own
done
[ "$records" = "$(sha256sum vindplaats.db.key)" ] || fail "the key was overwritten"
"$V" verify >out.txt 2>err.txt || fail "the database was overwritten"
expect 65 '--received: expected a day' '2022-09-30' -- "$V" import starts bad.csv --received 31/02/2023
[ -e bad.csv ] && expect 64 'KIND FILE' -- "$V" import starts
unchanged "$before" "every refused header"

# encodings
iconv -t UTF-16 "$demo/starts.csv" >bad.csv
expect 65 'UTF-16' 'CSV UTF-8' -- "$V" import starts bad.csv
iconv -t UTF-16LE "$demo/starts.csv" >bad.csv
expect 65 'UTF-16' -- "$V" import starts bad.csv
{ printf 'code,name\nx1,caf\303\251\nx2,caf'; printf '\351\n'; } >bad.csv
expect 65 'characters of one encoding' 'line 3' -- "$V" import organisations bad.csv
printf 'code,name\nx1,\201\n' >bad.csv
expect 65 'characters of one encoding' -- "$V" import organisations bad.csv

# quotes that never close, and a line of 10 GB that costs no memory
{ echo 'code,name'; echo 'x1,one'; echo 'x2,"two'; } >bad.csv
expect 65 'line 3' 'quote that closes the cell' 'close it' -- "$V" import organisations bad.csv
{ cat bad.csv; seq 200000 | sed 's:.*:x3,three:'; } >long.csv
expect 65 'line 3' 'more than 1048576 bytes' 'close it' -- "$V" import organisations long.csv
mkfifo line.fifo
{ printf 'code,name\nx1,'; head -c 10G /dev/zero 2>/dev/null | tr '\0' a 2>/dev/null; } >line.fifo 2>/dev/null &
status=0
"$V" import organisations line.fifo >out.txt 2>err.txt & reader=$!
most=0
while kill -0 $reader 2>/dev/null; do
    now=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' /proc/$reader/status 2>/dev/null || true)
    [ "${now:-0}" -gt "$most" ] && most=$now
    sleep 0.02
done
wait $reader || status=$?
wait
[ "$status" = 65 ] && grep -q 'line 2: a row of more than 1048576 bytes' err.txt || fail "10 GB line: $status $(cat err.txt)"
unchanged "$before" "wrong encodings, open quotes, and a line of 10 GB ($most KiB of memory)"

# good rows may be kept; the report has them all
{ cat "$demo/places.csv"; echo 'P3,Station Gent,physical_location,44021'; echo 'P4,Nergens,physical_location,99999'; } >mixed.csv
import places mixed.csv --keep-good --accept-jump --report report.csv >out.txt 2>err.txt || fail "keep-good"
[ "$(count added)$(count refused)" = 11 ] || fail "keep-good: $(cat out.txt)"
[ "$(tail -n +2 report.csv | cut -d, -f2 | sort | uniq -c | tr -s ' \n' ' ')" = " 1 added 1 changed 1 refused 1 unchanged " ] ||
    fail "report: $(cat report.csv)"
[ "$(stat -c %a report.csv)" = 600 ] || fail "the report may be read by others"
clean "keep-good"

# jumps
before=$(head_of)
{ head -1 "$demo/contacts.csv"; for i in $(seq 30); do echo "X$i,D-001,2024-05-$((i % 28 + 1)),phone,5,,,"; done; } | sed 's/ /0/' | sed 's/-\([0-9]\),/-0\1,/' >many.csv
expect 65 'rows +900 %' 'more than 50 %' '--accept-jump' -- "$V" import contacts many.csv --sender buurtwerk-west --received 2026-11-20
sed 's/125000,50/925000,50/' "$demo/budgets.csv" >many_euro.csv
expect 65 'total +' 'more than 50 %' -- "$V" import budgets many_euro.csv --received 2026-11-20
unchanged "$before" "deliveries that jump"
import contacts many.csv --max-jump 900 >out.txt 2>err.txt || fail "--max-jump"
[ "$(count added)" = 30 ] || fail "--max-jump"

# a file that changes while it is read
before=$(head_of)
{ echo 'key,participation,on'; for i in $(seq 60000); do echo "Y$i,D-001,2024-06-01"; done; } >growing.csv
"$V" import contacts growing.csv --sender buurtwerk-west --accept-jump >out.txt 2>err.txt & reader=$!
while kill -0 $reader 2>/dev/null; do echo 'Y0,D-001,2024-06-01' >>growing.csv; sleep 0.05; done
status=0; wait $reader || status=$?
[ "$status" = 65 ] && grep -qE 'changed while it was read|each key once' err.txt || fail "a growing file: $status $(cat err.txt)"
unchanged "$before" "a file that changes while it is read"

# two at once: one waits, then says so; afterwards it goes
mkfifo slow.fifo
"$V" import contacts slow.fifo --sender buurtwerk-west --accept-jump >slow.txt 2>&1 & first=$!
exec 9>slow.fifo
printf 'key,participation,on\nW1,D-001,2024-06-02\n' >&9
printf 'key,participation,on\nW2,D-001,2024-06-03\n' >other.csv
sleep 0.5
expect 75 E3002 'another import' -- "$V" import contacts other.csv --sender buurtwerk-west --accept-jump
exec 9>&-
wait $first || fail "the first of two: $(cat slow.txt)"
import contacts other.csv --accept-jump >out.txt 2>err.txt || fail "the second, afterwards"
[ "$(count added)" = 1 ] || fail "the second, afterwards: $(cat out.txt)"
clean "two at once"
ok "two imports at once: the second waits, says so, and goes when it can"

# killed in the middle
before=$(head_of)
for rows in 1000 20000 40000; do
    "$V" import contacts slow.fifo --sender buurtwerk-west --accept-jump >out.txt 2>&1 & first=$!
    exec 9>slow.fifo
    { echo 'key,participation,on'; for i in $(seq $rows); do echo "K$i,D-001,2024-06-01"; done; } >&9
    kill -9 $first
    exec 9>&-
    wait $first 2>/dev/null || true
    clean "kill -9"
    unchanged "$before" "an import killed after $rows rows"
done

# persons: found by number under another key and sender, never somebody else, never erased
number() { printf 'participation,person,insz,birth_date,project,reached_on,sex\n'; cat; }
number <<<'N1,M-1,850730-033.28,1985-07-30,701-01,2024-05-01,m' >n.csv
expect 65 'a register or BIS number' -- "$V" import participants n.csv --sender ocmw-brugge
number <<<'N1,M-1,85.07.30-033.28,1985-07-30,701-01,2024-05-01,m' >n.csv
"$V" import participants n.csv --sender ocmw-brugge >out.txt
number <<<'E1,,85073003328,,701-02,2024-06-01,m' >n2.csv
"$V" import participants n2.csv --sender buurtwerk-west --accept-jump >out.txt
[ "$(count persons_new)$(count persons_found_by_insz)" = 01 ] || fail "by number: $(cat out.txt)"
number <<<'N9,K-17,85073003328,,701-01,2024-05-01,m' >n3.csv
expect 65 'somebody else on record' 'not shown' -- "$V" import participants n3.csv --sender buurtwerk-west --accept-jump
person=$("$V" person list --limit 20 | tail -1 | cut -d, -f1)
"$V" person erase "$person" --reason test 2>/dev/null
expect 65 'a person who was not erased' -- "$V" import participants <(number <<<'N1,M-1,,1985-07-30,701-01,2024-05-02,m') --sender ocmw-brugge --accept-jump
clean "persons"
ok "a number finds a person again; who was erased stays erased"

# a pseudonym of a linkage keeps files apart, says whose they are to a run, and is sealed
pseudonyms() { printf 'participation,pseudonym,pseudonym_project,project,reached_on\n'; cat; }
pseudonyms <<<'P1,5ec7e7b1,,701-01,2024-05-01' >p.csv
expect 65 'the linkage project beside a pseudonym' 'name it' -- "$V" import participants p.csv --sender ocmw-brugge --accept-jump
for sender in ocmw-brugge buurtwerk-west; do
    pseudonyms <<<'P1,5ec7e7b1,koppeling-2026,701-01,2024-05-01' >p.csv
    "$V" import participants p.csv --sender $sender --accept-jump >out.txt
    [ "$(count persons_new)" = 1 ] || fail "a pseudonym joined two files: $(cat out.txt)"
done
! grep -aq 5ec7e7b1 vindplaats.db || fail "a pseudonym stands open in the database"
clean "pseudonyms"
ok "a pseudonym is kept as a keyed hash of its project"
if grep -aq -e Voorbeeld -e 85073003328 -e 'nog niet' vindplaats.db; then fail "an identity stands open in the database"; fi
ok "no name, number or note of a file stands open in the database"
