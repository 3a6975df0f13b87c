# Every command that `help` lists explains itself: --help prints its name, its arguments
# and an example that starts with the program's name, on standard output, with status 0.

"$V" help >help.txt 2>err.txt || { cat err.txt >&2; fail "help fails"; }
[ ! -s err.txt ] || fail "help writes to standard error"
"$V" --help >dashes.txt 2>&1 || fail "--help fails"
cmp -s help.txt dashes.txt || fail "help and --help differ"

# A command stands in the list as two spaces, its name of one or two lower-case words, its
# arguments and, after at least two spaces, its summary.
sed -nE 's/^  ([a-z]+( [a-z]+)?)( [A-Z[<'"'"'].*)?(  .*|$)/\1/p' help.txt >commands.txt
for word in answer ask backup demo init restore verify "person erase"; do
    grep -qxF "$word" commands.txt || { cat help.txt >&2; fail "help does not list $word"; }
done

while read -r command; do
    # shellcheck disable=SC2086 # a command may be two words
    "$V" $command --help >out.txt 2>err.txt </dev/null || fail "$command --help fails"
    [ ! -s err.txt ] || fail "$command --help writes to standard error"
    grep -qF "$command" out.txt || fail "$command --help does not name the command"
    grep -qE "^ +vindplaats $command( |\$)" out.txt ||
        { cat out.txt >&2; fail "$command --help has no example"; }
    [ "$(wc -l <out.txt)" -ge 5 ] || fail "$command --help says almost nothing"
    awk 'length > 100 { bad = 1 } END { exit bad }' out.txt || fail "$command --help has lines over 100"
    ok "$command --help"
done <commands.txt

# what is not a command is refused, with the nearest name as a hint
expect 64 "E1001" "answer" -- "$V" anwser

# commands of two words are explained together, too
for family in person release; do
    "$V" $family --help >out.txt 2>err.txt || fail "$family --help fails"
    "$V" help $family >help.txt 2>>err.txt || fail "help $family fails"
    cmp -s out.txt help.txt || fail "$family --help and help $family differ"
    [ ! -s err.txt ] || fail "$family --help writes to standard error"
    grep "^$family " commands.txt | while read -r command; do
        grep -q "^  $command " out.txt || fail "$family --help does not list $command"
    done
done
expect 64 "E1001" "release list" -- "$V" release
ok "families of commands"
