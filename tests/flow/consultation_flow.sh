# A case consultation over HTTP: called together, somebody put on its list once the person
# lets all at the table know, what was said and promised, withdrawn while the page is open;
# a stranger finds nothing, and a form sent twice is one.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region

# somebody whom the guide accompanies alone, and of whom nobody else was told anything
person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL AND g.valid_to IS NULL
      AND (SELECT count(*) FROM guidance o WHERE o.person = g.person) = 1
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person = g.person)
      AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.person = g.person)
    ORDER BY g.person LIMIT 1")
[ ${#person} = 32 ] || fail "the guide accompanies nobody alone"
receiver=$(sqlite3 demo.db "
    SELECT lower(hex(m.organisation)) FROM membership m
    JOIN worker_fact w ON w.id = m.worker AND w.retracted_at IS NULL
    WHERE w.login = 'ocmw' AND m.retracted_at IS NULL LIMIT 1")
dashed() { echo "${1:0:8}-${1:8:4}-${1:12:4}-${1:16:4}-${1:20}"; }
serve_region demo.db --quiet
python3 -B "$ROOT/tests/flow/consultation_client.py" "$ADDRESS" vindplaats-demo \
    "$(dashed "$person")" "$(dashed "$receiver")" ||
    { tail -5 server.log >&2; fail "a consultation"; }
serve_end
"$V" verify --deep --db sqlite:demo.db >out.txt || { cat out.txt >&2; fail "defects"; }
ok "the store verifies"
