# The code lists as a partner gets them, and the data dictionary that is made of them.

# shellcheck shell=bash
expect 0 "outcome" "province" -- "$V" codes
expect 0 "employed,aan het werk,au travail,at work" -- "$V" codes outcome
[ "$("$V" codes province | wc -l)" = 8 ] || fail "seven provinces and a head were expected"
[ "$("$V" codes municipality | wc -l)" -gt 580 ] || fail "not all municipalities"
ok "lists of one line a code"
expect 66 "there is no code list" "did you mean outcome?" -- "$V" codes outcom
expect 64 "" -- "$V" codes outcome province

"$V" codes --dictionary >dictionary.md
cmp dictionary.md "$ROOT/docs/data-dictionary.md" ||
    fail "docs/data-dictionary.md is not what the program says: vindplaats codes --dictionary"
ok "docs/data-dictionary.md is true"
