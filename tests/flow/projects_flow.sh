# A project: its figures are those of `ask`, its money right to the cent, its targets kept,
# and its report written, handed in, sent back, accepted and read again as it was.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/projects_client.py" "$ADDRESS" "$V" demo.db ||
    { tail -5 server.log >&2; fail "a project over HTTP"; }
serve_end
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
