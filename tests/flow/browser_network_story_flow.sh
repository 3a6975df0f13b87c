# What crosses the border of one organisation, in a real browser and counted in taps: see
# tests/browser/network_check.mjs. `tools/setup test` brings the browser and axe-core.
# optimised: see tests/README.md

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf '%s %s vindplaats-demo\n' guide toeleider mediator bemiddelaar coordinator netwerkcoordinator \
    analyst beleidsmedewerker >accounts.txt
"$V" ask 'count handovers accepted rows receiver kind' --db sqlite:demo.db --format csv >before.csv 2>words.txt ||
    { cat words.txt >&2; fail "how many were accepted before"; }
ACCEPTED_BEFORE=$(awk -F, '$11 == "vdab" || $12 == "vdab" { print ($11 == "vdab") ? $13 : $14 }' before.csv)
[ -n "$ACCEPTED_BEFORE" ] || fail "nothing is counted before: $(cat before.csv)"
export ACCEPTED_BEFORE
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/network_check.mjs" || fail "the network in a browser"
