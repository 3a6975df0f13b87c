# From a figure to its members, over HTTP: only files that one may open, no number that the
# table does not show, nobody for who sees figures only; each look is in the log.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/members_client.py" "$ADDRESS" ||
    { tail -5 server.log >&2; fail "the way from a figure to its members"; }
serve_end
ok "what stands behind a figure"
