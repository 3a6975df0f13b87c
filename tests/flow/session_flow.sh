# A session ends while somebody writes: they are told until when they stay logged in, can
# put it off, and what they send too late comes back to them after the next login.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
"$V" routes >routes.txt
person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    JOIN job j ON j.person = g.person AND j.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL AND g.valid_to IS NULL
    ORDER BY g.person LIMIT 1")
[ ${#person} = 32 ] || fail "nobody whom the first login accompanies has a job"
person="${person:0:8}-${person:8:4}-${person:12:4}-${person:16:4}-${person:20}"
serve_region demo.db --quiet
python3 -B "$ROOT/tests/flow/session_client.py" "$ADDRESS" routes.txt demo.db "$person" ||
    { tail -5 server.log >&2; fail "a session that ends"; }
serve_end
