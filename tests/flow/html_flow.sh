# The answers as HTML in a real browser, at the width of a phone and of a desk: axe-core
# finds nothing, the page does not scroll sideways, and every cell of the CSV is there.
# `tools/setup test` brings the browser and axe.
# optimised: see tests/README.md

# shellcheck shell=bash
DB=sqlite:demo.db
[ -d "$ROOT/tests/node/node_modules/axe-core" ] || fail "axe-core is not installed: run tools/setup test"
demo_region
seen() { HOME=$PWD node "$ROOT/tests/node/check_html.mjs" "$1.html" "${2:--}"; }

for name in question-63-2022 custom-work-2019; do
    for form in html csv; do
        "$V" answer "$ROOT/demo/questions/$name.vraag" --db $DB --out "$name.$form" 2>words.txt ||
            { cat words.txt >&2; fail "$name.$form"; }
    done
    found=$(seen "$name" "$name.csv") || fail "$name in a browser"
    ok "$name: $found"
done
grep -q '<html lang="nl" dir="ltr">' question-63-2022.html || fail "language of the document"
! grep -qE '(margin|padding|border|inset)-(left|right|top|bottom)|text-align: *(left|right)' \
    question-63-2022.html || fail "physical directions in the style"

# one statement in French: nested rows and columns
"$V" ask 'count persons reached rows province, sex columns education level, age class' --db $DB --lang fr --out one.html \
    2>words.txt || { cat words.txt >&2; fail "one statement"; }
grep -q '<html lang="fr" dir="ltr">' one.html || fail "French"
found=$(seen one) || fail "one statement in a browser"
ok "one statement: $found"

# what the checks are for: they see it
sed 's/<html lang="fr"/<html/' one.html >wrong.html
! seen wrong 2>why.txt || fail "a page without language passes"
grep -q html-has-lang why.txt || { cat why.txt >&2; fail "why"; }
sed 's/overflow-x: auto//' one.html >wrong.html
! seen wrong 2>why.txt || fail "a page that scrolls sideways passes"
ok "a missing language and a page that scrolls sideways are seen"
