# The checkers of the house find what they promise to find: one breach each is planted in
# a small tree that keeps the rules, and the checker must name its file and line.

make_tree() {
    rm -rf tree && mkdir -p tree/src/base tree/src/domain tree/src/cli tree/tests/unit/base tree/docs
    printf '%s\n' 'folder(base m)' 'folder(domain base)' 'folder(store base domain)' \
        'folder(ui base)' >tree/CMakeLists.txt
    local room
    for room in base domain cli; do echo "What it is for." >tree/src/$room/README.md; done
    printf '#include "base/day.h"\n#include <stdio.h>\n' >tree/src/base/day.c
    printf 'struct day {\n    int v;\n};\n' >tree/src/base/day.h
    printf '#include "base/day.h"\n' >tree/src/domain/age.c
    printf '#include "domain/age.h"\n' >tree/src/cli/ask_command.c
    printf '#include "base/day.h"\n' >tree/tests/unit/base/day_test.c
}
# breach PLACE WORDS: the check fails and names exactly one breach, there and with them
breach() {
    local status=0
    "$ROOT/tools/check_layers" tree >out.txt 2>err.txt || status=$?
    [ $status = 1 ] || { cat out.txt err.txt >&2; fail "exit $status for: $2"; }
    [ "$(wc -l <out.txt)" = 1 ] || { cat out.txt >&2; fail "not one breach for: $2"; }
    grep -qF "$1: " out.txt && grep -qF -- "$2" out.txt ||
        { cat out.txt >&2; fail "no '$1: $2'"; }
    ok "breach found: $(cat out.txt)"
}

make_tree
expect 0 "keep the rules" -- "$ROOT/tools/check_layers" tree

make_tree; echo '#include "domain/age.h"' >>tree/src/base/day.c
breach src/base/day.c:3 "base/ may not include domain/"
make_tree; echo '#include "store/db.h"' >>tree/src/domain/age.c
breach src/domain/age.c:2 "domain/ may not include store/"
make_tree; echo '  #  include "cli/command.h"' >>tree/src/domain/age.c
breach src/domain/age.c:2 "domain/ may not include cli/"
make_tree; echo '#include "ui/frame.h"' >>tree/src/cli/ask_command.c
breach src/cli/ask_command.c:2 "cli/ may not include ui/"
make_tree; echo '#include "domain/age.h"' >>tree/tests/unit/base/day_test.c
breach tests/unit/base/day_test.c:2 "base/ may not include domain/"
make_tree; echo '#include "day.h"' >>tree/src/base/day.c
breach src/base/day.c:3 'includes are written "folder/file.h"'
make_tree; echo '#include <sqlite3.h>' >>tree/src/domain/age.c
breach src/domain/age.c:2 "only store/ speaks SQL"
make_tree; echo '#include "base/clock.h"' >>tree/src/domain/age.c
breach src/domain/age.c:2 "has no clock"
make_tree; mkdir tree/src/attic; echo "Old." >tree/src/attic/README.md
echo 'int x;' >tree/src/attic/old.c
breach src/attic/old.c:1 "not named by a folder() line"

make_tree; seq 801 | sed 's|.*|/* & */|' >tree/src/base/long.h
breach src/base/long.h:801 "a file has at most 800"
make_tree; { echo 'int count(void)'; echo '{'; seq 61 | sed 's/.*/    x(&);/'; echo '}'; } >tree/src/base/count.c
breach src/base/count.c:2 "count has 61 lines; a function has at most 60"
make_tree; rm tree/src/domain/README.md
breach src/domain/README.md:1 "opens with a README.md"
make_tree; seq 31 >tree/src/domain/README.md
breach src/domain/README.md:31 "at most 30"
make_tree; cp tree/src/base/day.h tree/src/domain/day.h
breach src/domain/day.h:1 "the name day.h is taken by src/base/day.h"
make_tree; echo 'int person_data(void);' >>tree/src/base/day.h
breach src/base/day.h:4 '"data" says nothing'
make_tree; echo 'typedef struct day day_t;' >>tree/src/base/day.h
breach src/base/day.h:4 "structs are not typedef'd"
make_tree; echo "/* TO""DO: the rest */" >>tree/src/base/day.h
breach src/base/day.h:4 "unfinished work"
make_tree; echo "See /wor""k/notes." >>tree/docs/STYLE.md
breach docs/STYLE.md:1 "a path or host of one machine"

# documents: a link and a path that lead nowhere are found
mkdir -p paper/docs && printf 'See [a](docs/b.md).\n' >paper/README.md && echo 'Text.' >paper/docs/b.md
expect 0 "every link and path is there" -- "$ROOT/tools/check_docs" paper
echo 'See `src/base/none.h`.' >>paper/docs/b.md
expect 1 "docs/b.md:2: src/base/none.h is not in the tree" -- "$ROOT/tools/check_docs" paper
printf 'See [a](../none.md#top).\n' >paper/docs/b.md
expect 1 "docs/b.md:1: the link ../none.md#top leads nowhere" -- "$ROOT/tools/check_docs" paper

# publiccode.yml: the checked-in file is valid; each change below makes it invalid
expect 0 "publiccode: valid" -- "$ROOT/tools/check_publiccode"
invalid() { # invalid WORDS SED_SCRIPT
    sed -E "$2" "$ROOT/publiccode.yml" >changed.yml
    ! cmp -s "$ROOT/publiccode.yml" changed.yml || fail "nothing changed: $2"
    expect 1 "$1" -- "$ROOT/tools/check_publiccode" changed.yml
}
invalid "softwareType is mandatory" '/^softwareType/d'
invalid "is not an allowed value" 's/^developmentStatus: .*/developmentStatus: nearly/'
invalid "version 0.4" 's/"0\.4"/"4"/'
invalid "is not a key of the standard" 's/^platforms:/platform:/'
invalid "expected a URL" 's|^url: .*|url: vindplaats|'
invalid "more than 150 characters" "s/(shortDescription: ).*/\\1$(printf 'x%.0s' {1..151})/"
invalid "YYYY-MM-DD" '/^softwareVersion/a releaseDate: 22-11-2026'
invalid "is not an allowed value" 's/EUPL-1\.2/EUPL-9/'
invalid "maintenance/contacts/[]/name is mandatory" '/- name: The/d; /email:/d'
invalid "an odd number of spaces" 's/^  - linux/ - linux/'
invalid "is given twice" 's/^name: .*/&\nname: Other/'
invalid "a tab" 's/^  - linux/\t- linux/'

# the licence is whole: fifteen articles and the appendix
for article in {1..15}; do
    grep -qE "^$article\. ?[A-Z]" "$ROOT/LICENSE" || fail "LICENSE lacks article $article"
done
grep -q "Appendix" "$ROOT/LICENSE" && grep -q "LiLiQ-R" "$ROOT/LICENSE" || fail "LICENSE lacks its appendix"
ok "LICENSE: articles 1 to 15 and the appendix"

# set-up: with everything there it asks apt for nothing; what fails says so and stops
mkdir bin
cat >bin/apt-get <<'APT'
#!/bin/sh
echo "apt-get $*" >>"$APT_LOG"
exit "${APT_EXIT:-0}"
APT
cat >bin/dpkg-query <<'DPKG'
#!/bin/sh
echo "installed base-files"
DPKG
cat >bin/sudo <<'SUDO'
#!/bin/sh
[ "$1" = -n ] && shift
exec "$@"
SUDO
chmod +x bin/apt-get bin/dpkg-query bin/sudo
unset SETUP
export APT_LOG=$PWD/apt.log
mkdir only_apt && cp bin/apt-get bin/sudo only_apt/
expect 0 "all there (test)" -- env PATH="$PWD/only_apt:$PATH" "$ROOT/tools/setup" test
[ ! -e apt.log ] || fail "set-up called apt-get with everything there"
expect 1 "package lists could not be fetched" -- \
    env APT_EXIT=100 PATH="$PWD/bin:$PATH" "$ROOT/tools/setup" run
expect 1 "still missing after installing" -- env PATH="$PWD/bin:$PATH" "$ROOT/tools/setup" run
grep -q "install -y --no-install-recommends make gcc" apt.log || fail "set-up asked apt for nothing"
grep -q "libcmocka-dev\|valgrind" apt.log && fail "set-up run asked for what only tests need"
expect 1 "expected run, test, check or bench" -- "$ROOT/tools/setup" nonsense
expect 0 "skipped" -- env SETUP=no PATH="$PWD/bin:$PATH" "$ROOT/tools/setup" check
