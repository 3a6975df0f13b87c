# The analyst's desk in a real browser, counted in taps: see tests/browser/desk_check.mjs.
# `tools/setup test` brings the browser and axe-core.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf 'analyst beleidsmedewerker vindplaats-demo\n' >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/desk_check.mjs" || fail "the desk in a browser"
