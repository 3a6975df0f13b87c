# What is not there, asked for as everybody: 404 with the same words on every route that
# has an id, whether the id is nothing's, somebody else's or none at all; a form that is
# sent does not judge what was filled in first.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
"$V" routes >routes.txt
sed -n 's/^LOGIN("\([^"]*\)".*/\1/p' "$ROOT/src/demo/demo_logins.def" | awk '!seen[$0]++' >logins.txt

# somebody whom this login accompanies, alone
accompanied() {
    local id
    id=$(sqlite3 demo.db "
        SELECT lower(hex(g.person)) FROM guidance g
        JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
        WHERE w.login = '$1' AND g.retracted_at IS NULL AND g.valid_to IS NULL
          AND (SELECT count(*) FROM guidance o WHERE o.person = g.person) = 1
        ORDER BY g.person LIMIT 1")
    [ ${#id} = 32 ] || fail "$1 accompanies nobody"
    echo "${id:0:8}-${id:8:4}-${id:12:4}-${id:16:4}-${id:20}"
}
serve_region demo.db --quiet
python3 -B "$ROOT/tests/flow/unknown_client.py" "$ADDRESS" routes.txt logins.txt \
    vindplaats-demo "$(accompanied toeleider)" "$(accompanied buur)" ||
    { tail -5 server.log >&2; fail "things that are not there"; }
serve_end
