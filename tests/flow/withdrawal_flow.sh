# Everything about somebody is let through to another organisation: a handover, a
# consultation, a coordination, papers, figures. Then the person stops it while all of those
# pages are open: none shows anything any more, and no form of before does anything.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL AND g.valid_to IS NULL
      AND (SELECT count(*) FROM guidance o WHERE o.person = g.person) = 1
      AND EXISTS (SELECT 1 FROM trajectory_fact t WHERE t.person = g.person)
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person = g.person)
      AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.person = g.person)
    ORDER BY (SELECT count(*) FROM document d WHERE d.person = g.person) DESC, g.person LIMIT 1")
[ ${#person} = 32 ] || fail "the guide accompanies nobody alone"
receiver=$(sqlite3 demo.db "
    SELECT lower(hex(m.organisation)) FROM membership m
    JOIN worker_fact w ON w.id = m.worker AND w.retracted_at IS NULL
    WHERE w.login = 'bemiddelaar' AND m.retracted_at IS NULL LIMIT 1")
municipality=$(sqlite3 demo.db "
    SELECT value FROM attribute WHERE person = x'$person' AND kind = 'municipality'
      AND retracted_at IS NULL AND valid_to IS NULL ORDER BY valid_from DESC LIMIT 1")
[ ${#municipality} = 5 ] || fail "the person lives nowhere"
dashed() { echo "${1:0:8}-${1:8:4}-${1:12:4}-${1:16:4}-${1:20}"; }
code=$(sqlite3 demo.db "SELECT code FROM organisation_fact WHERE id = x'$receiver' AND retracted_at IS NULL")
"$V" account add coordinatie.elders --db sqlite:demo.db --name 'Joke Vermeirsch' --organisation "$code" \
    --role network_coordinator --from 2026-01-01 --no-second-factor >invitation.txt || fail "an account"
invitation=$(grep -o '/uitnodiging?code=[A-Za-z0-9_-]*' invitation.txt) || fail "no invitation"
serve_region demo.db
python3 -B "$ROOT/tests/flow/withdrawal_client.py" "$ADDRESS" vindplaats-demo \
    "$(dashed "$person")" "$municipality" "$(dashed "$receiver")" "$invitation" ||
    { grep -v notice server.log | tail -5 >&2; fail "what is left after stopping"; }
serve_end
! grep -qE 'Merk|[0-9a-f]{8}-[0-9a-f]{4}-7' server.log || fail "a name, words or an id stand in the log"
! grep -qaE 'Merk(roepnaam|vandevelde|doel|nota|papier|wens|overleg|zorg)' demo.db demo.db-wal 2>/dev/null ||
    fail "words about the person stand open in the database"
ok "no name, no words and no id in the log, and none of them open in the database"
"$V" verify --db sqlite:demo.db >out.txt || { cat out.txt >&2; fail "defects"; }
ok "the store verifies"
