# The analyst's desk over HTTP: clicks become text and back, the address is the table, a
# question with parts is kept, frozen by one, validated by another, opened byte for byte,
# and corrected by a release that leaves the earlier one as it was.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/desk_client.py" "$ADDRESS" "$ROOT/demo/questions/question-63-2022.vraag" ||
    { tail -5 server.log >&2; fail "the desk"; }
serve_end
ok "what the desk does"

# the same bytes from the command line, for ever
for form in xlsx csv json jsonstat html text; do
    "$V" release open vraag-63-2022 --db sqlite:demo.db --format "$form" >again."$form" 2>/dev/null ||
        "$V" release open vraag-63-2022 --db sqlite:demo.db --format "$form" --out again."$form"
    cmp "again.$form" "opened.$form" || fail "$form is not what was opened at the desk"
done
ok "six forms, byte for byte"
"$V" verify --db sqlite:demo.db >verify.txt 2>&1 || { cat verify.txt >&2; fail "verify"; }
"$V" release show vraag-63-2022 --db sqlite:demo.db | grep -qE '^by [0-9a-f-]{36}$' || fail "no author"
ok "its author is a worker, and the records are whole"
