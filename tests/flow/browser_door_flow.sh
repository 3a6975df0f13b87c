# The pages of the door in a real browser: see tests/browser/door_check.mjs.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf '%s %s vindplaats-demo\n' guide toeleider >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/door_check.mjs" || fail "the door in a browser"
