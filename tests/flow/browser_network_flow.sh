# What crosses the border of one organisation, in a real browser and counted in taps:
# usability scripts 7 to 10. See tests/browser/network.mjs.
# optimised: see tests/README.md

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf '%s\n' 'guide toeleider vindplaats-demo' 'mediator bemiddelaar vindplaats-demo' \
    'coordinator netwerkcoordinator vindplaats-demo' 'promotor promotor vindplaats-demo' \
    'analyst beleidsmedewerker vindplaats-demo' >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt TODAY=2026-11-22 node "$ROOT/tests/browser/network.mjs" ||
    fail "the network in a browser"
