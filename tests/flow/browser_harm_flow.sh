# Scripts written into every text of every form: none of them runs, none becomes a part of
# a page. See tests/browser/script_check.mjs.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
printf '%s %s vindplaats-demo\n' guide toeleider administrator beheerder >accounts.txt
HOME=$PWD DB=demo.db ACCOUNTS=accounts.txt node "$ROOT/tests/browser/script_check.mjs" || fail "harm"
