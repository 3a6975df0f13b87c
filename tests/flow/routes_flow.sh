# The routes as others read them: a table, an OpenAPI document that another program
# than ours finds valid, and the table of permissions that stands in docs/.

# shellcheck shell=bash
[ -d "$ROOT/tests/node/node_modules/@seriousme" ] ||
    fail "@seriousme/openapi-schema-validator is not installed: run tools/setup test"
"$V" routes >routes.txt || fail "routes"
awk -F '\t' 'NF != 4 || $1 !~ /^(GET|POST)$/ || $2 !~ /^\// || $3 == "" || $4 == "" { exit 1 }' \
    routes.txt || { cat routes.txt >&2; fail "a row of the table is not whole"; }
cut -f1,2 routes.txt | sort | uniq -d | grep . && fail "a route stands twice"
cut -f4 routes.txt | grep -nE '^[A-Z]|\.$' && fail "help is lower case, without full stop"
ok "$(wc -l <routes.txt) routes, each whole, none twice"

"$V" routes --openapi >openapi.json || fail "routes --openapi"
found=$(node "$ROOT/tests/node/check_openapi.mjs" openapi.json 3.1) || fail "OpenAPI"
[ "$(cut -f2 routes.txt | sort -u | wc -l)" = "${found%% *}" ] || fail "paths: $found"
ok "OpenAPI 3.1: $found"
# what is wrong is seen
sed 's/"responses":/"respones":/' openapi.json >wrong.json
! node "$ROOT/tests/node/check_openapi.mjs" wrong.json 3.1 2>why.txt || fail "a wrong document passes"

"$V" routes --matrix >permissions.md || fail "routes --matrix"
diff "$ROOT/docs/permissions.md" permissions.md >difference.txt || {
    cat difference.txt >&2
    fail "docs/permissions.md is old: vindplaats routes --matrix > docs/permissions.md"
}
ok "docs/permissions.md is what is decided"
expect 64 "not both" -- "$V" routes --matrix --openapi
