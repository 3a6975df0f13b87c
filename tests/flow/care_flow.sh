# Care around a person, as a guide does it in the browser: conditions, measuring, assets,
# documents and those that should stay out, appointments with their calendar files, the
# ring. Another program (ical.js) reads the calendar files.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
[ -d "$ROOT/tests/node/node_modules/ical.js" ] || fail "ical.js is not installed: run tools/setup test"
demo_region
person=$(sqlite3 demo.db "SELECT lower(hex(g.person)) FROM guidance AS g
    JOIN worker_fact AS w ON w.id = g.worker AND w.login = 'toeleider'
    WHERE g.retracted_at IS NULL AND EXISTS (SELECT 1 FROM trajectory_fact AS t
        WHERE t.person = g.person AND t.retracted_at IS NULL
        AND t.reached_on < unixepoch() / 86400 - 200 AND NOT EXISTS
        (SELECT 1 FROM trajectory_end AS x WHERE x.person = t.person))
    AND NOT EXISTS (SELECT 1 FROM appointment AS x WHERE x.person = g.person)
    AND NOT EXISTS (SELECT 1 FROM competence AS x WHERE x.person = g.person)
    ORDER BY g.person LIMIT 1")
[ ${#person} = 32 ] || fail "the demonstration has nobody whom its guide accompanies"
person=$(sed -E 's/(.{8})(.{4})(.{4})(.{4})/\1-\2-\3-\4-/' <<<"$person")
serve_region demo.db
python3 "$ROOT/tests/flow/care_client.py" "$ADDRESS" "$person" "$PWD" >story.txt ||
    { cat story.txt >&2; tail -3 server.log >&2; fail "care around a person"; }
while read -r line; do ok "$line"; done <story.txt

HOME=$PWD TZ=America/New_York node "$ROOT/tests/node/read_calendar.mjs" \
    first.ics moved.ics cancelled.ics >read.txt || fail "ical.js does not read the files"
printf '%s\n' \
    'REQUEST 0 CONFIRMED 2031-03-29T13:30:00.000Z 2031-03-29T14:15:00.000Z' \
    'REQUEST 1 CONFIRMED 2031-03-30T08:00:00.000Z 2031-03-30T09:00:00.000Z' \
    'CANCEL 2 CANCELLED 2031-03-30T08:00:00.000Z 2031-03-30T09:00:00.000Z' >wanted.txt
diff wanted.txt read.txt >&2 || fail "the calendar says something else"
ok "one appointment moves over the change to summer time, and is cancelled"

serve_end
for word in schuldbemiddeling 'Spreekt vier talen' 'brief van Mila' geheim Meir; do
    grep -qaF -- "$word" demo.db demo.db-wal server.log 2>/dev/null && fail "'$word' stands open"
done
ok "no words about the person stand open in the database or the log"
expect 0 'defects 0' -- "$V" verify --deep --db sqlite:demo.db
