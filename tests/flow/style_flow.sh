# The style of the interface: logical directions only, contrast of every pair of colours,
# and small. `tools/setup test` brings node.

# shellcheck shell=bash
seen() { node "$ROOT/tests/node/check_style.mjs" "$1"; }
found=$(seen "$ROOT/ui/app.css") || fail "ui/app.css"
ok "ui/app.css: $found"

# what the check is for: it sees it
grep -v '^@import "' "$ROOT/ui/app.css" >here.css
refused() {
    ! seen wrong.css 2>why.txt >/dev/null || fail "$1 passes"
    grep -qF -- "$2" why.txt || { cat why.txt >&2; fail "$1: expected '$2'"; }
    ok "$1 is seen"
}
{ cat here.css; echo 'p { margin-left: 1rem; }'; } >wrong.css
refused "a margin at the left" "physical direction: margin-left:"
{ echo 'p { text-align: right; }'; cat here.css; } >wrong.css
refused "text at the right" "physical direction: text-align: right"
{ echo 'p { color: #777777; }'; cat here.css; } >wrong.css
refused "a colour without a name" "a colour without a name: #777777"
sed 's/--quiet: #4b433a/--quiet: #8b837a/' here.css >wrong.css
refused "grey on white" "light: --quiet on --ground is"
{ cat here.css; echo 'p { color: var(--line); }'; } >wrong.css
refused "a line used for words" "--line is a colour of text that is not measured"

{ echo '@import "https://example.org/a.css";'; cat here.css; } >wrong.css
refused "a style from elsewhere" "not in this style: @import"
echo 'p { margin-left: 1rem; }' >brought.css
{ echo '@import "./brought.css";'; cat here.css; } >wrong.css
refused "a margin at the left in what is brought" "physical direction in ./brought.css"

# the whole of style and script, as it goes over the line
bash "$ROOT/tools/bundle_ui" "$PWD/out" || fail "bundle"
bytes=$(cat out/app.css out/app.js | gzip -9c | wc -c)
[ "$bytes" -le 40960 ] || fail "style and script are $bytes bytes compressed, at most 40960"
! grep -qE '\beval\(|sourceMappingURL' out/app.js || fail "the script evaluates"
ok "style and script: $bytes bytes compressed"
