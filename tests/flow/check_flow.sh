# Checks before publication: the published figures against a golden file, in three
# languages and forms; a cross table, a question and its own forms; exit status; bad input.

# shellcheck shell=bash
GOLDEN=$ROOT/tests/fixtures/check_published.txt
check() { "$V" check "$@" </dev/null; }
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }

# --- the published figures: paths as a reader of the tree would type them
mkdir -p demo/published
cp "$ROOT"/demo/published/*.csv demo/published/
got=0
check demo/published/figures.csv demo/published/statements.csv --width 88 >found.txt 2>err.txt || got=$?
is 65 $got "exit status with errors"
grep -q "E4002" err.txt || fail "code of the verdict"
diff -u "$GOLDEN" found.txt || fail "findings are not those of the golden file"
ok "the findings of the published figures are those of $(basename "$GOLDEN")"

# --- every inconsistency that figures can show is told of by a rule made for it
check demo/published/figures.csv demo/published/statements.csv --format csv >found.csv 2>err.txt || true
sqlite3 :memory: ".import --csv found.csv t" "select inconsistencies from t" | tr ' ' '\n' | sort -u >told.txt
for i in $(seq 1 43); do
    case $i in
    14 | 31 | 32 | 33) continue ;; # tests/cases/inconsistencies/expected.cases says why
    esac
    grep -qx "I$i" told.txt || fail "I$i is not told of"
done
ok "39 of 43 inconsistencies stand in the published figures and statements"

check demo/published/figures.csv demo/published/statements.csv --format json >found.json 2>err.txt || true
is "$(grep -c '^error,' found.csv)" \
    "$(sqlite3 :memory: "select json_extract(readfile('found.json'), '\$.errors')")" "errors in JSON"
for lang in fr en; do
    check demo/published/figures.csv --lang $lang >found.$lang 2>err.txt || true
    ! cmp -s found.$lang found.txt || fail "the same words in $lang"
done
grep -q "12,954 + 921 = 13,875 ≠ 12,954" found.en || fail "English numbers"
ok "csv, json, fr and en"

# --- a cross table as printed, repaired and not
printf 'Rijlabels;M;V;Eindtotaal\nAntwerpen;190;127;317\nLimburg;232;71;303\nEindtotaal;422;198;620\n' >table.csv
check table.csv >out.txt 2>err.txt || fail "a right table: $(cat out.txt)"
sed 's/232/223/' table.csv >wrong.csv
expect 65 "sum_differs" "232 (!)" "wrong.csv:3" -- check wrong.csv
is 0 "$(check table.csv | grep -c sum_differs)" "sums of a right table"

# --- a question, and what answer wrote of it
DB=sqlite:demo.db
demo_region
cat >q.vraag <<'Q'
question "t"
part 1
  table "bereikt" count persons reached where call = 490 rows province columns sex as of 2022-09-30 compare with "f1"
Q
check q.vraag --db $DB >out.txt 2>err.txt || { cat out.txt err.txt >&2; fail "an answer of our own has errors"; }
grep -q "small_cells" out.txt || fail "small cells of an answer"
is 0 "$(check q.vraag --db $DB --policy "geen: historische cijfers" | grep -c small_cells)" "small cells with a policy"
for form in csv json; do
    "$V" answer q.vraag --db $DB --out a.$form 2>words.txt
    check a.$form >form.txt 2>err.txt || { cat form.txt err.txt >&2; fail "errors in a.$form"; }
    grep -q "small_cells" form.txt || fail "small cells in a.$form"
done
"$V" answer q.vraag --db $DB --check >out.txt 2>err.txt || fail "answer --check"
grep -q "small_cells" out.txt || fail "findings under the answer"
"$V" answer q.vraag --db $DB --check --format csv >out.csv 2>err.txt || fail "answer --check --format csv"
grep -q "small_cells" err.txt && ! grep -q "small_cells" out.csv || fail "findings beside a csv"
check table.csv --records --db $DB >out.txt 2>err.txt || { cat out.txt >&2; fail "records of the demonstration"; }
for q in "$ROOT"/demo/questions/*.vraag; do
    check "$q" --db $DB >out.txt 2>err.txt || { cat out.txt err.txt >&2; fail "errors in the answer to $q"; }
done
ok "questions, their csv and json, and records"

# --- bad input
expect 66 "E1005" -- check nowhere.csv
expect 64 "--format" -- check table.csv --format pdf
expect 64 "too few" -- check
printf 'figure,publication,cell,measure,unit,text,numbr\n' >bad.csv
expect 65 "bad.csv" "number" -- check table.csv bad.csv
printf 'Rijlabels;M;V\nAntwerpen;1\n' >bad.csv
expect 65 "bad.csv" "line 2" -- check bad.csv
expect 64 "--despite" -- "$V" answer q.vraag --db $DB --despite reason
expect 64 "--check does not go with --freeze" -- "$V" answer q.vraag --db $DB --freeze x --check
"$V" answer q.vraag --db $DB --freeze q-1 --out q.txt 2>err.txt || { cat err.txt >&2; fail "an answer that agrees is frozen"; }
ok "an answer without errors is frozen"
