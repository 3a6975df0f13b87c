# A page on a market square with a cheap phone: every page that a guide reaches by links,
# with its stylesheet, script and pictures fetched for the first time, compressed.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
MOST=60000
demo_region
serve_region demo.db --quiet
"$V" routes >routes.txt
python3 "$ROOT/tests/flow/weight_client.py" "$ADDRESS" routes.txt toeleider vindplaats-demo "$MOST" >weights.txt 2>weights.err ||
    { cat weights.txt weights.err >&2; fail "pages are too heavy"; }
cat weights.txt
ok "no page weighs more than $MOST bytes: $(tail -1 weights.txt)"

# the check itself: with a smaller limit it fails
python3 "$ROOT/tests/flow/weight_client.py" "$ADDRESS" routes.txt toeleider vindplaats-demo 2000 >small.txt 2>small.err &&
    fail "a limit of 2000 bytes was not noticed"
grep -q 'weighs [0-9]* bytes, at most 2000' small.err || fail "a limit of 2000 bytes failed for another reason: $(cat small.err)"
ok "a page over the limit is found"
serve_end
