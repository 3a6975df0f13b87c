# The answers as JSON-stat, read back by another program than ours (the toolkit of
# json-stat.org): every cell is that of the tidy CSV. `tools/setup test` brings it.
# optimised: see tests/README.md

# shellcheck shell=bash
DB=sqlite:demo.db
[ -d "$ROOT/tests/node/node_modules/jsonstat-toolkit" ] ||
    fail "jsonstat-toolkit is not installed: run tools/setup test"
demo_region
same() { node "$ROOT/tests/node/read_json_stat.mjs" "$1.jsonstat" "$1.csv"; }

for file in "$ROOT"/demo/questions/question-63-2022.vraag "$ROOT"/demo/questions/custom-work-2019.vraag; do
    name=$(basename "$file" .vraag)
    for form in jsonstat csv; do
        "$V" answer "$file" --db $DB --out "$name.$form" 2>words.txt || { cat words.txt >&2; fail "$name.$form"; }
    done
    found=$(same "$name") || fail "$name: JSON-stat and CSV differ"
    ok "$name: $found"
done
grep -q '"class":"collection"' question-63-2022.jsonstat || fail "a question is a collection"

# one statement is one dataset; nested rows, rates, reasons, all languages
one() { # one NAME LANG STATEMENT
    for form in jsonstat csv; do
        "$V" ask "$3" --db $DB --lang "$2" --out "$1.$form" 2>words.txt || { cat words.txt >&2; fail "$3"; }
    done
    grep -q '^{"version":"2.0","class":"dataset",' "$1.jsonstat" || fail "$1 is no dataset"
    found=$(same "$1") || fail "$1: JSON-stat and CSV differ"
    ok "$3: $found"
}
one plain nl 'count persons reached rows province columns sex'
one nested fr 'count persons reached rows province, sex columns education level'
one months en 'count persons reached rows month columns sex'
one total nl 'count persons reached'
one rates nl 'count persons ended with outcome employed rate of persons ended rows province columns sex'

# a figure that is wrong by one, a status that is another: the comparison sees it
sed 's/"value":\[[0-9]*/"value":[77777/' plain.jsonstat >wrong.jsonstat
cp plain.csv wrong.csv
cmp -s plain.jsonstat wrong.jsonstat && fail "nothing was changed"
! same wrong 2>why.txt || fail "a wrong figure goes unseen"
sed 's/"status":\["[a-z]*"/"status":["hidden"/' plain.jsonstat >wrong.jsonstat
! same wrong 2>why.txt || fail "a wrong status goes unseen"
head -n -1 plain.csv >wrong.csv
cp plain.jsonstat wrong.jsonstat
! same wrong 2>why.txt || fail "a missing record goes unseen"
ok "the comparison sees a wrong figure, a wrong status and a missing cell"
