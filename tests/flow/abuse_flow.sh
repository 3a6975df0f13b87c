# A server among those who do not mean well: what no browser sends, clients that are
# slow on purpose, more connections than one should have. It answers or drops them, and
# still answers everybody else.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
"$V" init --db sqlite:house.db 2>words.txt || { cat words.txt >&2; fail "init"; }
serve_region house.db --patience 2
port=${ADDRESS##*:}
for story in wire uploads slow many; do
    python3 "$ROOT/tests/flow/abuse_client.py" "$port" "$story" >story.txt ||
        { tail -3 story.txt >&2; tail -3 server.log >&2; fail "$story"; }
    ok "$story: $(wc -l <story.txt) probes"
done
curl -s "$ADDRESS/metrics" >metrics.txt
grep -q '^vindplaats_connections_dropped_total [1-9]' metrics.txt || fail "dropped ones are not counted"
grep -q 'etc/passwd\|Set-Cookie\|%2e' server.log metrics.txt && fail "what was sent stands in the log"
serve_end
ok "it stopped as if nothing had happened"
