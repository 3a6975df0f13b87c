# Is there a file of this person already? Found in spite of typing errors, never opened,
# logged without the name, and not named to another organisation.

# shellcheck shell=bash
"$V" init 2>/dev/null
printf 'code,name\nwest,West\noost,Oost\n' >organisations.csv
printf 'code,name\n701,Oproep\n' >calls.csv
printf 'code,title,call,promotor\nP1,Een,701,west\nP2,Twee,701,oost\n' >projects.csv
for kind in organisations calls projects; do "$V" import $kind $kind.csv >/dev/null 2>err.txt || fail "$(cat err.txt)"; done
head='participation,given_name,family_name,birth_date,insz,project,reached_on'
printf '%s\nA1,Вікторія,Шевченко,1990-02-11,,P1,2024-01-10\nA2,Jan,Peeters,1985-07-30,85073003328,P1,2024-01-11\n' "$head" >west.csv
printf '%s\nB1,Fatma,Yıldız,1988-04-05,,P2,2024-01-12\n' "$head" >oost.csv
for s in west oost; do
    "$V" import participants $s.csv --sender $s >out.txt 2>err.txt || fail "$(cat err.txt)"
done
first() { sed -n 2p out.txt | cut -d, -f1; }
find_person() { "$V" person find "$@" >out.txt 2>err.txt || { cat err.txt >&2; fail "person find $*"; }; }
is_found() { # FAMILY NAME: of the first that was found
    "$V" person show "$(first)" --identity --reason test 2>/dev/null | grep -q "^family_name $1\$" ||
        { cat out.txt >&2; fail "not $1"; }
}
find_person --name 'Viktoriia Shevchenko'; is_found Шевченко
find_person --name 'peters jan' --birth-date 30/07/1985; is_found Peeters
find_person --birth-date 1985-07; is_found Peeters
find_person --insz 85.07.30-033.28; is_found Peeters
find_person --name 'yildiz' --birth-date 1988-05-04; is_found Yıldız
find_person --name 'Zbigniew Kowalczyk' --birth-date 1944
[ "$(wc -l <out.txt)" = 1 ] || fail "somebody was found who is not there"
ok "found in spite of errors, order and script; who is not there is not found"

find_person --name 'Jan Peeters' --birth-date 1985-07-30
grep -q ',1.00,,same,same,unknown,same' out.txt || { cat out.txt >&2; fail "parts that agree"; }
! grep -aqiE 'peeters|1985' out.txt err.txt || fail "a value stands in what was found"
expect 64 '--identity needs --reason' -- "$V" person find --name Jan --identity
find_person --name 'Jan Peeters' --identity --reason intake
grep -q 'Jan,Peeters,' out.txt || { cat out.txt >&2; fail "who it is was not opened"; }
ok "ids and what agrees; who it is only with a reason"

find_person --name 'Jan Peeters' --organisation oost
[ "$(wc -l <out.txt)" = 1 ] && grep -q 'ask the network coordinator' err.txt || { cat out.txt err.txt >&2; fail "a file elsewhere"; }
find_person --name 'Jan Peeters' --organisation west
[ "$(wc -l <out.txt)" = 2 ] || { cat out.txt >&2; fail "a file of one's own"; }
expect 66 'no organisation with code "zuid"' -- "$V" person find --name Jan --organisation zuid
ok "a file of another organisation is told of, not named"

expect 65 'a name, a date of birth or an INSZ number' -- "$V" person find
expect 65 'at least two letters' -- "$V" person find --name '?!'
expect 65 'a date of birth, or its year' -- "$V" person find --birth-date gisteren
expect 65 'its check digits do not fit' -- "$V" person find --insz 85073003329
expect 65 '--limit' -- "$V" person find --name Jan --limit 0
python3 - <<'PY' || fail "the log of searches"
import sqlite3
rows = sqlite3.connect('vindplaats.db').execute(
    "SELECT reason FROM audit WHERE act = 'search for a person'").fetchall()
text = ' '.join(r[0] for r in rows).lower()
assert len(rows) >= 9, rows
assert 'by name birth_date, 1 found' in text, text
for needle in ('peeters', 'peters', '1985', '85073003328', 'yildiz', 'shevchenko'):
    assert needle not in text, needle
PY
ok "every search is logged, and never for whom"

dump() { python3 -c "import sqlite3
for r in sqlite3.connect('vindplaats.db').execute('SELECT kind, hex(person), hex(bits) FROM identity_sketch ORDER BY 1, 2'): print(*r)"; }
dump >before.txt
[ "$(wc -l <before.txt)" = 3 ] || fail "three sketches were expected"
"$V" rebuild >out.txt 2>err.txt || fail "$(cat err.txt)"
dump | cmp - before.txt || fail "a rebuild changed sketches"
python3 -c "import sqlite3; d = sqlite3.connect('vindplaats.db'); d.execute('DELETE FROM identity_sketch'); d.commit()"
find_person --name Peeters
grep -q 'vindplaats rebuild' err.txt || { cat err.txt >&2; fail "an older database does not say so"; }
"$V" rebuild >out.txt 2>err.txt && dump | cmp - before.txt || fail "an older database"
find_person --name Peeters; is_found Peeters
"$V" verify --deep >out.txt || fail "defects after a rebuild"
ok "a rebuild changes nothing, and makes what an older program did not"

find_person --name Peeters
"$V" person erase "$(first)" --reason test 2>/dev/null
find_person --name Peeters
[ "$(wc -l <out.txt)" = 1 ] || fail "an erased person is found"
dump | grep -c . | grep -qx 2 || fail "an erased person keeps a sketch"
ok "who was erased cannot be found"
