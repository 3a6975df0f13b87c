# A server that is told to stop while it is busy: what came in is answered whole, a form
# that is halfway gets the time it needs, and newcomers are refused.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
"$V" init --db sqlite:house.db 2>words.txt || { cat words.txt >&2; fail "init"; }
serve_region house.db --quiet
said=$(python3 "$ROOT/tests/flow/stop_client.py" "${ADDRESS##*:}" "$SERVER") || {
    echo "$said" >&2
    fail "stopping"
}
ok "$said; the half form was answered"
status=0
wait "$SERVER" || status=$?
SERVER=
[ "$status" = 0 ] || fail "it ended with status $status"
grep -q '^Stopped; 0 connections' server.out || { cat server.out >&2; fail "somebody was left"; }
# a second time on the same records, and ended by the keyboard
serve_region house.db --quiet
kill -INT "$SERVER"
wait "$SERVER" || fail "SIGINT ends it with a failure"
SERVER=
"$V" verify --db sqlite:house.db >said.txt || { cat said.txt >&2; fail "verify"; }
ok "SIGINT as well, and the records are whole"
