# From a conversation on a market to aftercare, in a real browser: on a phone, at a desk,
# with the keyboard alone and without script, within budgets of taps; somebody known in
# another script is found before a file is made. See tests/browser/story_check.mjs.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
echo 'guide toeleider vindplaats-demo' >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/story_check.mjs" || fail "the story"
