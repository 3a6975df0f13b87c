# Forms that somebody else made, sessions that somebody else planted, a form that is sent
# twice, what no form should hold, and scripts written into fields: over HTTP, as a guide
# of the demonstration region.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/forgery_client.py" "$ADDRESS" vindplaats-demo >story.txt || {
    tail -n 3 story.txt >&2
    tail -n 3 server.log >&2
    fail "see above"
}
cat story.txt
serve_end
# eight times and once more: one answer, one conversation
form=$(sed -n 's/.*answered once: //p' story.txt | tr -d -)
[ "$(sqlite3 demo.db "SELECT count(*) FROM form_reply WHERE id = x'$form'")" = 1 ] || fail "answers"
[ "$(sqlite3 demo.db "SELECT count(*) FROM chat WHERE id = x'$form' OR reach = x'$form'")" = 1 ] ||
    fail "the conversation is not there once"
"$V" verify --db sqlite:demo.db >said.txt || { cat said.txt >&2; fail "verify"; }
ok "one row of it, and the records are whole"
