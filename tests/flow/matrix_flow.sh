# Every route asked as everybody: nobody, an account for every role, a guide of another
# organisation, and somebody with two roles. Who gets which kind of answer is compared
# with matrix.txt, which people have read.
#
# A new route, or another answer that is meant, is written with
#     MATRIX=write bash tests/flow/run_flow tests/flow/matrix_flow.sh build/dev/vindplaats
# and looked at in the difference before it is committed.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
"$V" routes >routes.txt
sed -n 's/^LOGIN("\([^"]*\)".*/\1/p' "$ROOT/src/demo/demo_logins.def" | awk '!seen[$0]++' >logins.txt
[ "$(head -1 logins.txt)" = toeleider ] || fail "the first login is no guide"
# somebody whom the first login accompanies, and nobody of the second organisation does
person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL AND g.valid_to IS NULL
      AND (SELECT count(*) FROM guidance o WHERE o.person = g.person) = 1
      AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person = g.person)
    ORDER BY g.person LIMIT 1")
[ ${#person} = 32 ] || fail "the first login accompanies nobody"
person="${person:0:8}-${person:8:4}-${person:12:4}-${person:16:4}-${person:20}"
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/matrix_client.py" "$ADDRESS" routes.txt logins.txt \
    vindplaats-demo "$person" >matrix.txt || { tail -5 server.log >&2; fail "asking"; }
serve_end
if [ "${MATRIX:-}" = write ]; then
    cp matrix.txt "$ROOT/tests/flow/matrix.txt"
    ok "written: tests/flow/matrix.txt"
else
    diff "$ROOT/tests/flow/matrix.txt" matrix.txt >difference.txt || {
        cat difference.txt >&2
        fail "who gets what differs from tests/flow/matrix.txt (see the head of this file)"
    }
fi
# what holds whatever the file says
grep -A3 -E '^(GET|POST) /(personen|veld|dossiers|beheer)' matrix.txt | grep -E '^    (page|done|form-again): .*\bnobody\b' &&
    fail "nobody sees what is not for nobody"
awk '/^[A-Z]/ { route = $0 } /^    page: .*\<buur\>/ && route ~ /:person/ { print route; bad = 1 } END { exit bad }' matrix.txt ||
    fail "another organisation sees a person of strangers"
ok "$(wc -l <routes.txt) routes as $(wc -l <logins.txt) logins and as nobody"
