# Two people at one form: see stale_client.py.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
dashed() { local id=$1; [ ${#id} = 32 ] || fail "no $2 to write at"; echo "${id:0:8}-${id:8:4}-${id:12:4}-${id:16:4}-${id:20}"; }
of() { sqlite3 demo.db "$1"; }
toeleider=$(of "SELECT hex(id) FROM worker_fact WHERE login = 'toeleider' AND retracted_at IS NULL")
row=$(of "SELECT lower(hex(a.person)), lower(hex(a.id)) FROM appointment a
    JOIN guidance g ON g.person = a.person AND g.worker = x'$toeleider'
      AND g.retracted_at IS NULL AND g.valid_to IS NULL
    WHERE a.retracted_at IS NULL AND a.state = 'planned' ORDER BY a.starts_at DESC LIMIT 1")
serve_region demo.db --quiet
python3 -B "$ROOT/tests/flow/stale_client.py" "$ADDRESS" demo.db \
    "$(dashed "${row%%|*}" person)" "$(dashed "${row##*|}" appointment)" ||
    { tail -5 server.log >&2; fail "two at one form"; }
serve_end
