# Two senders know some of the same people. Counted before and after they are linked, as
# known then and now, by file and by human being, with the band of what links may miss.

# shellcheck shell=bash
python3 - <<'PY'
import csv, random
r = random.Random(7)
given = 'Amira Bart Chantal Dirk Elif Fatima Geert Hilde Ilse Jan Karim Lien Mehmet Nadia Omar Pieter Quinten Rachid Sofie Tine'.split()
family = 'Aerts Bakkali Claes Demir Everaert Franssens Goossens Hermans Ilkay Janssens Kaya Lambrechts Maes Nijs Ozdemir Peeters Quintens Rombouts Smets Thijs'.split()
streets = 'Kerkstraat Stationsstraat Molenweg Nieuwstraat Dorpsplein Beekstraat'.split()
people = [dict(given=r.choice(given), family=r.choice(family), born=f'{r.randint(1960, 2004)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}',
    address=f'{r.choice(streets)} {r.randint(1, 180)}, 9000 Gent', sex=r.choice('fm')) for _ in range(220)]
def slip(s):
    i = r.randrange(len(s) - 1)
    return s[:i] + s[i + 1] + s[i] + s[i + 2:]
def row(n, key, slips):
    p = dict(people[n])
    for _ in range(slips):
        field = r.choice(['given', 'family', 'address'])
        p[field] = slip(p[field])
    return [key, p['given'], p['family'], p['born'], p['address'], p['sex'], 'P1' if key[0] == 'W' else 'P2', '2024-02-05']
head = 'participation,given_name,family_name,birth_date,address,sex,project,reached_on'.split(',')
def write(name, rows):
    with open(name, 'w', newline='') as f: csv.writer(f).writerows(rows)
write('west.csv', [head] + [row(n, f'W{n}', 0) for n in range(160)])
write('oost.csv', [head] + [row(n, f'O{n}', n % 4) for n in range(80, 220)]) # 80 of both
# a job is known to one of the two
write('jobs-west.csv', ['key,participation,on,outcome'.split(',')] + [[f'J{n}', f'W{n}', '2024-05-01', 'employed'] for n in range(0, 160, 4)])
write('jobs-oost.csv', ['key,participation,on,outcome'.split(',')] + [[f'J{n}', f'O{n}', '2024-06-01', 'employed'] for n in range(82, 220, 4)])
PY
"$V" init 2>/dev/null
printf 'code,name\nwest,West\noost,Oost\n' >organisations.csv
printf 'code,name\n701,Oproep\n' >calls.csv
printf 'code,title,call,promotor\nP1,Een,701,west\nP2,Twee,701,oost\n' >projects.csv
for kind in organisations calls projects; do "$V" import $kind $kind.csv >/dev/null 2>err.txt || fail "$(cat err.txt)"; done
for s in west oost; do
    "$V" import participants $s.csv --sender $s >out.txt 2>err.txt || fail "$(cat err.txt)"
    "$V" import outcomes jobs-$s.csv --sender $s >out.txt 2>err.txt || fail "$(cat err.txt)"
done
ask() { "$V" ask "$1" --lang en >out.txt 2>err.txt || { cat err.txt >&2; fail "ask $1"; }; }
total() { "$V" ask "$1" --format csv 2>/dev/null | python3 -c "
import csv, sys
rows = list(csv.DictReader(sys.stdin))
print(rows[-1]['value'])"; }
is() { # WANTED STATEMENT
    local got; got=$(total "$2")
    [ "$got" = "$1" ] || { "$V" ask "$2" >&2; fail "$got, expected $1: $2"; }
}
is 300 'count persons reached'
ask 'count persons reached'
! grep -qE 'files|links' out.txt || { cat out.txt >&2; fail "a note of links without links"; }
cp out.txt before.txt
sleep 1.1 # the moment is told in whole seconds: what was imported in this one would come after it
before=$(date -u +%Y-%m-%dT%H:%M:%SZ)
sleep 1.1
"$V" link persons >run.txt 2>err.txt || fail "link persons: $(cat err.txt)"
ok "300 files, before anything is linked"

now=$(total 'count persons reached')
[ "$now" -lt 240 ] && [ "$now" -ge 215 ] || { cat run.txt >&2; fail "$now persons, of whom there are 220"; }
is 300 'count persons reached without links'
is 300 'count trajectories reached'
is 300 "count persons reached known at $before"
is 75 'count persons with outcome employed without links'
"$V" ask "count persons reached known at $before" --lang en >out.txt 2>err.txt || fail "known at: $(cat err.txt)"
! grep -qE 'files|links' out.txt || { cat out.txt >&2; fail "a link before it was known"; }
ask 'count persons reached rows project'
grep -q "300 files of $now persons" out.txt || { cat out.txt >&2; fail "no note of files"; }
ask 'count persons reached without links'
grep -q 'Files are counted' out.txt || { cat out.txt >&2; fail "no note that files are counted"; }
"$V" ask --explain 'count persons reached' >out.txt 2>&1
grep -q "persons   $now, of 300 files" out.txt || { cat out.txt >&2; fail "the explanation"; }
ok "linked: each person once; files, trajectories and what was known before stay"

# the band: the comparison's own, until somebody looked at a sample
ask 'count persons reached'
tr -s '\n ' ' ' <out.txt | grep -q "by the comparison’s own estimate: no sample" || { cat out.txt >&2; fail "no band of the model"; }
"$V" link review --sample 12 --reason steekproef >sample.csv 2>err.txt || fail "sample: $(cat err.txt)"
"$V" link review --drawn >drawn.csv 2>err.txt || fail "drawn: $(cat err.txt)"
python3 - <<'PY' >decide.txt || fail "the sample"
# who is who: files came in order of row, west first
import csv, sqlite3
db = sqlite3.connect('vindplaats.db')
ids = [r[0] for r in db.execute('select id from person_fact order by id')]
number = {p: (n if n < 160 else n - 80) for n, p in enumerate(ids)}
for pair, a, b in db.execute('select p.id, p.person, p.other from link_sample s join link_pair p on p.person = s.person and p.other = s.other where p.retracted_at is null'):
    text = pair.hex()
    print('same' if number[a] == number[b] else 'different', '-'.join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]]))
PY
[ "$(wc -l <decide.txt)" -ge 12 ] || fail "too few pairs drawn: $(cat decide.txt)"
while read -r what pair; do
    "$V" link review "$what" "$pair" --reason nagekeken >out.txt 2>err.txt || fail "review $what: $(cat err.txt)"
done <decide.txt
ask 'count persons reached'
tr -s '\n ' ' ' <out.txt >flat.txt
n=$(wc -l <decide.txt)
grep -qE "between [0-9]+ and [0-9]+ persons \(95 %\), estimated from $n reviewed pairs" flat.txt || { cat out.txt >&2; fail "no band of reviewed pairs"; }
read -r low high <<<"$(grep -oE 'between [0-9]+ and [0-9]+ persons' flat.txt | tr -dc '0-9 ' | xargs)"
[ "$low" -le 220 ] && [ "$high" -ge 220 ] || fail "the truth, 220, is not between $low and $high"
for lang in nl fr en; do
    "$V" ask 'count persons with outcome employed rate of persons reached' --lang $lang >out.txt 2>err.txt || fail "$(cat err.txt)"
    tr -s '\n ' ' ' <out.txt | grep -qE '(aandeel|part totale|share in total) (ligt )?.*(tussen|de|between).*95 %' || { cat out.txt >&2; fail "no band of the rate in $lang"; }
done
ok "a band of the total and of a rate, from pairs that were looked at"

"$V" verify --deep >out.txt || { cat out.txt >&2; fail "defects"; }
total 'count persons reached without links' >again.txt
grep -qx 300 again.txt || fail "files changed"
"$V" ask "count persons reached known at $before" --lang en | sed '/[Kk]nown/d' >then.txt
grep -q 300 then.txt || fail "what was known before changed"
ok "nothing was merged"
