# What a visitor of the demonstration sees: each list of each login, and each page of a
# file, shows at least so many rows. No list may be empty again.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
# of today: lists of days follow the clock
"$V" demo --db sqlite:demo.db --today "$(date -u +%F)" >logins.txt 2>words.txt ||
    { cat words.txt >&2; fail "demo"; }
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/demo_pages_client.py" "$ADDRESS" >story.txt ||
    { cat story.txt >&2; tail -3 server.log >&2; fail "pages of the demonstration"; }
while read -r line; do ok "$line"; done <story.txt
serve_end
grep -qE 'level=(error|critical)| (error|critical) "' server.log &&
    fail "the server had trouble: $(grep -m1 -E 'error|critical' server.log)"
expect 0 'defects 0' -- "$V" verify --deep --db sqlite:demo.db
