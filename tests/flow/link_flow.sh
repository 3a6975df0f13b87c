# Two senders know the same people, each with its own errors. Linked, reviewed, taken
# apart, put back, erased, restored: nothing is merged and nothing is forgotten.

# shellcheck shell=bash
demo=$ROOT/demo/import
count() { # NAME [FILE]
    sed -n "s/^$1 //p" "${2:-out.txt}"
}
sql() { sqlite3 -readonly vindplaats.db "$1"; }
clean() { "$V" verify --deep >verify.txt || { cat verify.txt >&2; fail "defects after $*"; }; }
person() { sed -n "$1p" ids.txt; } # the file of row N, in the order they came
link() { "$V" link "$@" >out.txt 2>err.txt || { cat out.txt err.txt >&2; fail "link $*"; }; }
human_of() { sql "select hex(human) from person_link where retracted_at is null and person = x'$(tr -d - <<<"$1")'"; }
together() { [ -n "$(human_of "$1")" ] && [ "$(human_of "$1")" = "$(human_of "$2")" ]; }

# 240 people at one sender; 120 of them and 80 others at the second, with errors. Each
# row's number says who it is: the truth, which the program never sees.
python3 - <<'PY'
import csv, random
r = random.Random(20261122)
given = 'Amira Bart Chantal Dirk Elif Fatima Geert Hilde Ilse Jan Karim Lien Mehmet Nadia Omar Pieter Quinten Rachid Sofie Tine Ugur Vera Wim Xander Yasmina Zehra Annelies Boris Catharina Dries'.split()
family = 'Aerts Bakkali Claes Demir Everaert Franssens Goossens Hermans Ilkay Janssens Kaya Lambrechts Maes Nijs Ozdemir Peeters Quintens Rombouts Smets Thijs Uyttendaele Verbeke Willems Yildirim Zaman Vandenberghe Desmet Haddad Benali Declercq'.split()
streets = 'Kerkstraat Stationsstraat Molenweg Nieuwstraat Dorpsplein Beekstraat Schoolstraat Lindelaan Veldstraat Groenstraat'.split()
towns = [('9000', 'Gent'), ('8500', 'Kortrijk'), ('3000', 'Leuven'), ('2000', 'Antwerpen'), ('3500', 'Hasselt')]
def insz(y, m, d, serial):
    base = f'{y % 100:02}{m:02}{d:02}{serial:03}'
    return base + f'{97 - int(("2" if y >= 2000 else "") + base) % 97:02}'
people = []
for n in range(320):
    y, m, d = r.randint(1960, 2004), r.randint(1, 12), r.randint(1, 28)
    code, town = r.choice(towns)
    people.append(dict(n=n, given=r.choice(given), family=r.choice(family), y=y, m=m, d=d, sex=r.choice('fm'),
        address=f'{r.choice(streets)} {r.randint(1, 180)}, {code} {town}', insz=insz(y, m, d, 1 + n)))
def wrong(s):
    i = r.randrange(len(s) - 1)
    return r.choice([s[:i] + s[i + 1:], s[:i] + s[i + 1] + s[i] + s[i + 2:], s[:i] + s[i] + s[i:], s[:i] + r.choice('aeinrst') + s[i + 1:]])
head = ['participation', 'insz', 'given_name', 'family_name', 'birth_date', 'address', 'project', 'reached_on', 'sex']
def row(p, key, errors, number):
    given, family, y, m, d, address = p['given'], p['family'], p['y'], p['m'], p['d'], p['address']
    for _ in range(errors):
        what = r.randrange(4)
        if what == 0: given = wrong(given)
        elif what == 1: family = wrong(family)
        elif what == 2: d = max(1, min(28, d + r.choice([-1, 1, 10])))
        else: address = wrong(address.split(',')[0]) + ',' + address.split(',')[1]
    return [key, p['insz'] if number else '', given, family, f'{y}-{m:02}-{d:02}', address, '701-01', '2024-02-05', p['sex']]
with open('first.csv', 'w', newline='') as f:
    w = csv.writer(f); w.writerow(head + ['pseudonym', 'pseudonym_project'])
    for p in people[:240]:
        pseudonym = ['', ''] if p['n'] % 3 else [f'P{p["n"]}', 'streek']
        w.writerow(row(p, f'E{p["n"]}', 0, p['n'] % 5 == 0) + pseudonym)
# an import finds the file of a known number; so at the second sender a third of those whom
# both know carry a pseudonym of a linkage, and eight the number they had before
def second(p):
    had_before = p['n'] < 240 and p['n'] % 15 == 0
    cells = row(p, f'T{p["n"]}', 1 if p['n'] % 2 and not had_before else 0, False)
    if had_before: cells[1] = insz(p['y'], p['m'] + 40, p['d'], 500 + p['n'])
    return cells + (['', ''] if had_before or p['n'] % 3 else [f'P{p["n"]}', 'streek'])
with open('second.csv', 'w', newline='') as f:
    w = csv.writer(f); w.writerow(head + ['pseudonym', 'pseudonym_project'])
    for p in people[120:320]: w.writerow(second(p))
with open('truth.txt', 'w') as f:
    for p in people[:240] + people[120:320]: f.write(f'{p["n"]}\n')
PY
"$V" init 2>/dev/null
for kind in organisations calls projects; do
    "$V" import $kind "$demo/$kind.csv" --received 2026-11-20 >out.txt 2>err.txt || fail "$kind: $(cat err.txt)"
done
# what nobody linked yet
expect 66 E1005 "two files" -- "$V" link persons
[ "$(sql 'select count(*) from link_run')" = 0 ] || fail "a run without files"
"$V" import participants first.csv --sender buurtwerk-west --received 2026-11-20 >out.txt 2>err.txt || fail "$(cat out.txt err.txt)"
"$V" import participants second.csv --sender ocmw-brugge --received 2026-11-20 >out.txt 2>err.txt || fail "$(cat out.txt err.txt)"
"$V" person list --limit 1000 | tail -n +2 | cut -d, -f1 >ids.txt
[ "$(wc -l <ids.txt)" = 440 ] || fail "440 files were expected, there are $(wc -l <ids.txt)"
# the order of ids is the order of rows within a delivery
paste -d' ' truth.txt ids.txt >known.txt

# --- an older database ---

cp vindplaats.db.key older.db.key
sqlite3 vindplaats.db "vacuum into 'older.db'"
# as the version wrote it that knew no links: without what the migrations since then made
sed -nE 's/^CREATE (UNIQUE )?INDEX ([a-z_]+).*/drop index if exists \2;/p; s/^CREATE TABLE ([a-z_]+).*/drop table \1;/p' \
    "$ROOT"/src/store/migrations/000[3-9]*.sql | tac >before.sql
echo 'delete from migration where number >= 3;' >>before.sql
sqlite3 -bail older.db <before.sql || fail "an older database could not be made"
chmod 600 older.db
expect 78 E3006 "init --upgrade" -- "$V" link persons --db sqlite:older.db
"$V" init --upgrade --db sqlite:older.db >out.txt 2>&1 || fail "upgrade: $(cat out.txt)"
"$V" link persons --db sqlite:older.db >older.txt 2>err.txt || fail "$(cat err.txt)"
"$V" verify --deep --db sqlite:older.db >verify.txt || { cat verify.txt >&2; fail "defects after an upgrade"; }
ok "a database of the version before is upgraded, linked, and verifies"

# --- a run ---

link persons --dry-run
[ "$(sql 'select count(*) from link_run')" = 0 ] || fail "a dry run wrote a run"
[ "$(sql 'select count(*) from person_link')" = 0 ] || fail "a dry run linked"
[ "$(sql "select count(*) from read_log where reason = 'linkage run'")" = 440 ] || fail "looks of a dry run"
grep -q "dry run" err.txt || fail "a dry run does not say so"
cp out.txt dry.txt
ok "a dry run tells what it would do, logs whom it opened and links nobody"
link persons
for name in human_beings pairs_linked pairs_to_review; do
    [ "$(count $name)" = "$(count $name dry.txt)" ] || fail "$name is not as the dry run said"
done
cp out.txt run.txt
cmp -s older.txt run.txt || { diff older.txt run.txt >&2; fail "an upgraded database links otherwise"; }
[ "$(sql "select count(*) from read_log where reason = 'linkage run'")" = 880 ] || fail "looks of a run"
grep -Eiq 'amira|janssens|kerkstraat' out.txt err.txt && fail "a name in what a run says"
clean "the first run"
cat >judge.py <<'PY'
import sqlite3, sys
truth = {}
for line in open('known.txt'):
    n, person = line.split()
    truth[bytes.fromhex(person.replace('-', ''))] = int(n)
db = sqlite3.connect('file:vindplaats.db?mode=ro', uri=True)
human = dict(db.execute('select person, human from person_link where retracted_at is null'))
persons = sorted(truth)
right = wrong = missed = 0
for i, a in enumerate(persons):
    for b in persons[i + 1:]:
        linked = a in human and human.get(a) == human.get(b)
        same = truth[a] == truth[b]
        right += linked and same; wrong += linked and not same; missed += same and not linked
print(right, wrong, missed)
PY
read -r right wrong missed < <(python3 judge.py)
[ "$right" -ge 104 ] && [ "$wrong" -le 1 ] || fail "$right pairs linked rightly, $wrong wrongly, $missed missed"
ok "of 120 people with a file at both senders $right were linked, $wrong wrongly"
[ "$(count linked_by_pseudonym)" -ge 30 ] || fail "links by pseudonym: $(count linked_by_pseudonym)"
[ "$(count two_numbers_to_review)" -ge 8 ] || fail "two numbers: $(count two_numbers_to_review)"
# no two national numbers in one human being
[ "$(sql "select count(*) from (select human from person_link as l join identity_match as m on m.person = l.person
    and m.kind = 'insz' where l.retracted_at is null group by human having count(distinct m.hash) > 1)")" = 0 ] ||
    fail "two numbers in one human being"
ok "nobody has two national numbers"

# --- the same again ---

link persons
[ "$(count links_added)$(count pairs_added)$(count links_retracted)$(count pairs_retracted)" = 0000 ] || fail "$(cat out.txt)"
[ "$(sql "select count(*) from read_log where reason = 'linkage run'")" = 880 ] || fail "somebody was opened for nothing"
[ "$(sql 'select count(*) from link_run')" = 2 ] || fail "a run without a row"
link persons --again
[ "$(count links_added)$(count pairs_added)$(count links_retracted)$(count pairs_retracted)" = 0000 ] || fail "$(cat out.txt)"
[ "$(count human_beings)" = "$(count human_beings run.txt)" ] || fail "the same again gives other human beings"
ok "a second run writes its row and nothing else, and opens nobody unless asked"

# --- looking and deciding ---

"$V" link review --limit 1000 >queue.csv 2>err.txt || fail "review: $(cat err.txt)"
head -1 queue.csv | tr -d '\r' | grep -qx 'pair,person,other,bits,basis,levels' || fail "$(head -1 queue.csv)"
grep -Eiq 'amira|janssens|kerkstraat' queue.csv && fail "a name in the list of pairs"
# two files of one human being, linked by evidence
read -r a b < <(sql "select lower(hex(p.person)), lower(hex(p.other)) from link_pair as p join person_link as l on l.person = p.person
    where p.verdict = 'link' and p.basis = 'evidence' and p.retracted_at is null and l.retracted_at is null
    and (select count(*) from person_link as m where m.human = l.human and m.retracted_at is null) = 2
    order by p.millibits limit 1" | tr '|' ' ')
dashed() { sed -E 's/(.{8})(.{4})(.{4})(.{4})(.{12})/\1-\2-\3-\4-\5/' <<<"$1"; }
a=$(dashed "$a") b=$(dashed "$b")
pair=$(dashed "$(sql "select lower(hex(id)) from link_pair where retracted_at is null and person = x'${a//-/}' and other = x'${b//-/}'")")
expect 64 E1001 "needs --reason" -- "$V" link review show "$pair"
expect 64 E1001 "needs --reason" -- "$V" link review same "$a" "$b"
expect 66 E1005 "no pair" -- "$V" link review show 01900000-0000-7000-8000-000000000001 --reason x
looks=$(sql 'select count(*) from read_log')
"$V" link review show "$pair" --reason "vraag van de coach" --lang nl >out.txt 2>err.txt || fail "show: $(cat err.txt)"
[ "$(sql 'select count(*) from read_log')" = $((looks + 2)) ] || fail "two looks were expected in the log"
[ "$(sql "select count(*) from read_log where reason = 'vraag van de coach'")" = 2 ] || fail "the reason of the looks"
grep -q '^familienaam' out.txt && grep -q 'samen' out.txt && grep -q 'nu gekoppeld' out.txt || { cat out.txt >&2; fail "the view"; }
"$V" link review show "$b" "$a" --reason "vraag" --lang en >out.txt 2>err.txt || fail "$(cat err.txt)"
grep -q '^family name' out.txt || fail "the view in English"
ok "a pair stands side by side, and both looks are logged"

# --- taking apart ---

human=$(human_of "$a")
together "$a" "$b" || fail "the pair is not linked"
"$V" link split "$a" --reason "twee zussen" >split.txt 2>err.txt || fail "split: $(cat err.txt)"
together "$a" "$b" && fail "still linked after a split"
clean "a split"
expect 66 E1005 "not linked" -- "$V" link split "$a" --reason "nog eens"
link persons
together "$a" "$b" && fail "a later run put together what a worker took apart"
[ "$(count decided_different)" = 1 ] || fail "the run does not know of the split"
link persons --again
together "$a" "$b" && fail "a later run put together what a worker took apart"
ok "what a worker took apart stays apart"
"$V" link history "$a" >out.txt 2>err.txt || fail "history: $(cat err.txt)"
for what in file_linked file_unlinked decided_different "twee zussen" made ended; do
    grep -q "$what" out.txt || { cat out.txt >&2; fail "history does not tell: $what"; }
done
expect 73 E1006 "so already" -- "$V" link review different "$a" "$b" --reason "nogmaals"
"$V" link undo "$(count run split.txt)" --reason "toch dezelfde" >out.txt 2>err.txt || fail "undo: $(cat err.txt)"
together "$a" "$b" || fail "not linked again after undo"
[ "$(human_of "$a")" != "$human" ] || ok "the number of the human being came back"
expect 66 E1005 "holds" -- "$V" link undo "$(count run split.txt)" --reason "nog eens"
clean "undo"
ok "a split is undone, and history tells all of it"

# --- same, against what was said before ---

c=$(sed -n 's/^5 //p' known.txt) d=$(sed -n 's/^77 //p' known.txt) f=$(sed -n 's/^93 //p' known.txt)
together "$c" "$d" && fail "two strangers are linked"
"$V" link review same "$c" "$d" --reason "papieren gezien" >same.txt 2>err.txt || fail "same: $(cat err.txt)"
together "$c" "$d" || fail "said to be the same and not linked"
link persons
together "$c" "$d" || fail "a run took apart what a worker linked"
"$V" link review different "$d" "$f" --reason "andere mensen" >out.txt 2>err.txt || fail "different: $(cat err.txt)"
expect 73 E1006 contradicts -- "$V" link review same "$c" "$f" --reason "toch"
"$V" link undo "$d" "$c" --reason "vergissing" >out.txt 2>err.txt || fail "undo of a pair: $(cat err.txt)"
together "$c" "$d" && fail "still linked after undo"
clean "decisions"
ok "decisions hold against evidence, are refused when they contradict, and can be undone"

# --- a sample ---

"$V" link review --sample 30 --seed 7 >sample.csv 2>err.txt || fail "sample: $(cat err.txt)"
[ "$(tail -n +2 sample.csv | wc -l)" -le 30 ] && [ "$(tail -n +2 sample.csv | wc -l)" -ge 10 ] || fail "$(cat err.txt)"
"$V" link review --drawn >drawn.csv 2>/dev/null || fail "drawn"
cmp sample.csv drawn.csv || fail "what was drawn is not what is kept"
"$V" link review --sample 30 --seed 7 >again.csv 2>/dev/null
cmp sample.csv again.csv || fail "the same seed draws other pairs"
read -r one two < <(sed -n 's/^link,\([^,]*\),\([^,]*\),.*/\1 \2/p' sample.csv | head -1)
"$V" link review same "$one" "$two" --reason "steekproef" >out.txt 2>err.txt || fail "$(cat err.txt)"
"$V" link review --drawn 2>/dev/null | grep -q "^link,$one,$two,.*,same" || fail "a decision on a drawn pair is not told"
ok "a sample is drawn by seed, kept, and comes back with what was decided"

# --- new files ---

before=$(sql 'select hex(human), hex(person) from person_link where retracted_at is null order by 1, 2')
python3 - <<'PY'
import csv
rows = list(csv.reader(open('first.csv')))
with open('third.csv', 'w', newline='') as f:
    w = csv.writer(f); w.writerow(rows[0])
    for r in rows[130:150]: w.writerow(['D' + r[0][1:], ''] + r[2:9] + ['', ''])
PY
"$V" import participants third.csv --sender buurtwerk-west --received 2026-11-21 --accept-jump >out.txt 2>err.txt ||
    fail "$(cat out.txt err.txt)"
link persons
[ "$(count links_retracted)" = 0 ] || fail "new files moved old ones: $(cat out.txt)"
[ "$(count links_added)" -ge 15 ] || fail "new files were not linked: $(cat out.txt)"
sql 'select hex(human), hex(person) from person_link where retracted_at is null order by 1, 2' >after.txt
printf '%s\n' "$before" | comm -23 - after.txt >lost.txt
[ ! -s lost.txt ] || fail "numbers of human beings did not survive new files"
ok "new files join, and every number there was survives"

# --- erasing ---

read -r gone < <(sql "select lower(hex(person)) from person_link where retracted_at is null and basis = 'evidence' limit 1")
gone=$(dashed "$gone")
was=$(human_of "$gone")
n_pairs=$(sql "select count(*) from link_pair where retracted_at is null and (person = x'${gone//-/}' or other = x'${gone//-/}')")
"$V" person erase "$gone" --reason "gevraagd" 2>/dev/null || fail "erase"
link persons
[ "$(count left_out_erased)" = 1 ] || fail "$(cat out.txt)"
[ "$(human_of "$gone")" = "$was" ] || fail "who was erased lost the link"
[ "$(sql "select count(*) from link_pair where retracted_at is null and (person = x'${gone//-/}' or other = x'${gone//-/}')")" = "$n_pairs" ] ||
    fail "who was erased lost pairs"
[ "$(sql "select count(*) from identity_sketch where person = x'${gone//-/}'")" = 0 ] || fail "a sketch remains"
clean "erasing"
other=$(dashed "$(sql "select lower(hex(person)) from person_link where retracted_at is null and human = x'$was' and person <> x'${gone//-/}' limit 1")")
looks=$(sql 'select count(*) from read_log')
expect 66 E2003 "erased" -- "$V" link review show "$gone" "$other" --reason "kijken"
[ "$(sql 'select count(*) from read_log')" = "$looks" ] || fail "a look was logged though nobody was opened"
ok "who is erased keeps the links and loses the identity"

# --- backup and an older database ---

"$V" backup copy.db 2>/dev/null || fail "backup"
sqlite3 -readonly copy.db 'select hex(person), hex(human) from person_link order by 1, 2' >copy.txt
sql 'select hex(person), hex(human) from person_link order by 1, 2' | cmp - copy.txt || fail "links of the backup"
"$V" restore copy.db --db sqlite:new.db --key vindplaats.db.key 2>/dev/null || fail "restore"
"$V" link history --db sqlite:new.db --key vindplaats.db.key >restored.txt 2>/dev/null || fail "history of the restored"
"$V" link history 2>/dev/null | cmp - restored.txt || fail "history differs after restoring"
ok "a backup keeps links, pairs, decisions and history"
