# Every page in a real browser, as each role, phone and desk, Dutch and Arabic: see
# tests/browser/pages_check.mjs. `tools/setup test` brings the browser and axe-core.
# EVERY=yes looks at all four combinations.
# optimised: see tests/README.md

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf '%s %s vindplaats-demo\n' guide toeleider mediator bemiddelaar coordinator netwerkcoordinator partnership partnerschap \
    administrator beheerder analyst beleidsmedewerker >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/pages_check.mjs" || fail "pages in a browser"
