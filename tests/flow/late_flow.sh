# A page that asks more of the database than it may: it is ended and says so, whoever
# asks for little is answered meanwhile, and it is counted.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
"$V" init --db sqlite:house.db 2>words.txt || { cat words.txt >&2; fail "init"; }
# sessions that take minutes to read, for whoever comes with a cookie
sqlite3 house.db "
    alter table session rename to session_kept;
    create view session as select k.* from
        (with recursive n (i) as (values (1) union all select i + 1 from n where i < 4000000000)
         select count(*) as c from n) join session_kept as k;"
COOKIE=sessie=01a204a6-f7a5-76e7-bdf1-1053d46da466012345A
serve_region house.db --page-ms 400
curl -s "$ADDRESS/aanmelden" -o login.html -w '%{http_code}' | grep -q 200 || fail "who brings no cookie"
SECONDS=0
curl -s --max-time 60 -D head.txt -o late.html -H "Cookie: $COOKIE" "$ADDRESS/aanmelden" &
asked=$!
for _ in 1 2 3 4 5 6; do
    curl -s --max-time 20 -o other.html -w '%{http_code}' "$ADDRESS/aanmelden" | grep -q 200 ||
        fail "others wait for a slow page"
done
wait "$asked" || fail "no answer to a page that is ended"
[ "$SECONDS" -lt 40 ] || fail "it took $SECONDS s"
head -1 head.txt | grep -q ' 503 ' || { cat head.txt >&2; fail "status"; }
grep -qi '^Retry-After: 10' head.txt || fail "when to come back"
grep -q 'Dit duurde te lang' late.html || { cat late.html >&2; fail "words"; }
grep -q 'E3008' late.html || fail "code"
grep -q '</html>' late.html || fail "half a page"
sqlite3 house.db "drop view session; alter table session_kept rename to session;"
curl -s -H "Cookie: $COOKIE" "$ADDRESS/aanmelden" -o login.html -w '%{http_code}' |
    grep -q 200 || fail "what was slow is quick again"
curl -s "$ADDRESS/metrics" >metrics.txt
grep -q '^vindplaats_requests_late_total 1$' metrics.txt || fail "not counted once"
grep -q 'E3008\|page failed' server.log || { tail -3 server.log >&2; fail "not in the log"; }
grep -q '01a204a6' server.log && fail "a cookie in the log"
serve_end
ok "a page that reads too long is ended, said and counted"
"$V" serve --db sqlite:house.db --page-ms 0 2>said.txt && fail "no time at all"
grep -q 'milliseconds a page' said.txt || { cat said.txt >&2; fail "no word of the option"; }
ok "the limit is checked"
