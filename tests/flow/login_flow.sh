# Who gets in, how, and for how long: invitations, passwords, the second step, devices,
# expiry, roles and their periods, guessing; and who looked at whom is told.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region

"$V" init --db sqlite:house.db >/dev/null 2>&1 || fail "init"
"$V" account add an.peeters --name 'An Peeters' --role system_admin --organisation OCMW \
    --organisation-name 'OCMW Ergens' --organisation-kind ocmw --db sqlite:house.db >link.txt
serve_region house.db --behind-proxy
python3 "$ROOT/tests/flow/login_client.py" "$ADDRESS" "$V" house.db \
    "$(sed -n 's/^ *\(\/uitnodiging.*\)$/\1/p' link.txt)" || { tail -5 server.log >&2; fail "logging in"; }
serve_end
cp server.log first.log
serve_region house.db --behind-proxy
python3 "$ROOT/tests/flow/login_client.py" "$ADDRESS" "$V" house.db again ||
    { tail -5 server.log >&2; fail "a restart"; }
serve_end
cat first.log >>server.log

# nothing of it stands where others read: tokens, passwords, logins, addresses
for word in 'code=' sessie eenden peeters jan.bos 192.0.2 198.51.100 JBSW; do
    ! grep -qF -- "$word" server.log || fail "the log of requests holds $word"
done
ok "the log of requests holds no token, password, login or address"
"$V" verify --db sqlite:house.db >out.txt 2>&1 || { cat out.txt >&2; fail "verify"; }
strings -n 8 house.db | grep -qF 'drie eenden' && fail "a password stands open in the database"
"$V" account list --db sqlite:house.db >list.csv
grep -q '^jan.bos,closed,no,OCMW,job_coach,2026-01-01,' list.csv || { cat list.csv >&2; fail "the list of accounts"; }
expect 66 "E1005" -- "$V" account reset niemand --db sqlite:house.db
expect 66 "--organisation-name" -- "$V" account add x --name X --role guide --organisation NERGENS --db sqlite:house.db
expect 64 "E1001" -- "$V" account add x --name X --db sqlite:house.db
"$V" account close els.vos --db sqlite:house.db 2>/dev/null
"$V" account list --db sqlite:house.db | grep -q '^els.vos,closed,' || fail "closing an account"
ok "accounts from the command line"

person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL ORDER BY g.person LIMIT 1")
person="${person:0:8}-${person:8:4}-${person:12:4}-${person:16:4}-${person:20}"
serve_region demo.db --behind-proxy --quiet
python3 "$ROOT/tests/flow/login_client.py" "$ADDRESS" "$V" demo.db - toeleider "$person" ||
    { tail -5 server.log >&2; fail "looks"; }
serve_end
