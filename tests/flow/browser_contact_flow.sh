# Two conversations on a phone, in a real browser, counted in taps: see
# tests/browser/contact_check.mjs. `tools/setup test` brings the browser.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/playwright-core" ] || fail "the browser is not installed: run tools/setup test"
demo_region
printf 'guide toeleider vindplaats-demo\n' >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/contact_check.mjs" || fail "two conversations in a browser"
