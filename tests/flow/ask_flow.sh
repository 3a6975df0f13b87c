# One statement, asked as somebody who never programmed would: in every form, with every
# option, and wrongly in every way that came to mind. A mistake has its place, what was
# expected and, where there is one, the nearest name; nothing is left half done.

# shellcheck shell=bash
DB=sqlite:demo.db
F1='count persons reached where call = 490 rows province columns sex
    as of 2022-09-30 known at 2022-10-14 compare with "f1"'
ask() { "$V" ask --db $DB "$@" </dev/null; }
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }
has_line() { grep -qxF -- "$2" "$1" || { cat "$1" >&2; fail "no line '$2' in $1"; }; }
json() { sqlite3 :memory: "select json_extract(readfile('$1'), '$2')"; }
no_file() { [ ! -e "$1" ] || fail "$1 was left behind"; }

demo_region
sum_before=$(sha256sum demo.db demo.db.key)

# --- forms
ask "$F1" >t.txt
has_line t.txt "Geteld: personen, bereikt, waarbij oproep = 490"
has_line t.txt "Antwerpen                                      127 =    190 =               0       317 ="
has_line t.txt "Vlaams-Brabant                                   0 ( )   63 =               0        63 ="
has_line t.txt "=    22 van 22 cellen gelijk aan het gepubliceerde cijfer"
has_line t.txt "( )  2 blanco gepubliceerd"
is 1 "$(grep -c 'personen, bereikt' t.txt)" "what is counted is told once"
ok "text"

ask "$F1" --format csv >t.csv
is "part,part_title,table,table_title,measure,statistic,unit,unit_label,base_label,base_kind,province,province_label,sex,sex_label,value,base,rate,low,high,members,status,reason,published,comparison,as_of,known_at" \
    "$(head -n 1 t.csv | tr -d '\r')" "columns"
sqlite3 t.db '.import --csv t.csv t'
is 32 "$(sqlite3 t.db 'select count(*) from t')" "records"
is 921 "$(sqlite3 t.db "select value from t where province = '_T' and sex = '_T'")" "total"
is "zero|blank" "$(sqlite3 t.db "select status, comparison from t where province = 'vlaams_brabant' and sex = 'f'")" "blank"
is 22 "$(sqlite3 t.db "select count(*) from t where comparison = 'equal' and value = published")" "equal"
is 0 "$(sqlite3 t.db "select count(*) from t where comparison = 'differs'")" "differs"
is "2022-09-30|2022-10-14T23:59:59Z" "$(sqlite3 t.db 'select distinct as_of, known_at from t')" "clocks"
ok "csv"

ask "$F1" --format json >t.json
is 1 "$(sqlite3 :memory: "select json_valid(readfile('t.json'))")" "JSON is JSON"
is vindplaats-answer/1 "$(json t.json '$.format')" "shape"
is 921 "$(json t.json '$.parts[0].tables[0].cells[7][3].value')" "total"
is '{"equal":22,"blank":2,"differs":0}' "$(json t.json '$.parts[0].tables[0].comparison')" "comparison"
ok "json"

ask "$F1" --format xlsx >t.xlsx
unzip -tqq t.xlsx || fail "the workbook does not unzip"
unzip -p t.xlsx xl/worksheets/sheet4.xml | grep -q '<c r="B3" s="[0-9]*"><v>127</v>' || fail "no number in its cell"
unzip -p t.xlsx xl/workbook.xml | grep -q '<sheet name="Voorblad"' || fail "no cover"
ok "xlsx"

# by the name of --out: the same bytes, in the place of an older answer
echo old >o.csv
for form in txt csv json xlsx; do
    ask "$F1" --out "o.$form" 2>words.txt
    has_line words.txt "written: o.$form"
    [ -s "o.$form" ] || fail "o.$form is empty"
done
cmp -s t.csv o.csv || fail "--out and standard output differ"
unzip -tqq o.xlsx || fail "o.xlsx"
is 1 "$(sqlite3 :memory: "select json_valid(readfile('o.json'))")" "o.json"
ok "--out writes what standard output would get"

# --- options of form
ask 'sum euro allocated where call = 490 rows source as of 2022-09-30' --format csv \
    --separator ';' --bom --out be.dat 2>words.txt
is "efbbbf" "$(head -c 3 be.dat | od -An -tx1 | tr -d ' \n')" "byte order mark"
grep -q ';esf;ESF;5500000,00;' be.dat || { cat be.dat >&2; fail "no decimal comma with semicolons"; }
ok "csv for a spreadsheet set to Belgium"
ask "$F1" --width 60 >narrow.txt
awk '{ gsub(/[\200-\277]/, "") } length > 60 { bad = 1 } END { exit bad }' narrow.txt || fail "wider than --width"
grep -q "^Hoofdstedelijk" narrow.txt || fail "a row is gone at 60 columns"
is 1 "$(grep -c '^provincie' narrow.txt)" "one block where one fits"
ask "$F1" --format csv --threads 4 | cmp -s - t.csv || fail "--threads 4 counts otherwise"
ask "$F1" --lang fr >fr.txt && ask "$F1" --lang en >en.txt
grep -q "=    22 cellules sur 22 égales au chiffre publié" fr.txt || fail "French"
grep -q "=    22 of 22 cells equal the published figure" en.txt || fail "English"
! grep -qE "waarbij|provincie|Eindtotaal" fr.txt en.txt || fail "Dutch in another language"
ok "--width, --threads, --lang"
ask "$F1" --explain >plan.txt
for word in "persons, reached, where call = 490" "province: 7 values" "2022-10-14T23:59:59Z" "published figure f1"; do
    grep -qF "$word" plan.txt || { cat plan.txt >&2; fail "the plan does not say '$word'"; }
done
! grep -q 921 plan.txt || fail "--explain counted"
ok "--explain"
# the dimension status beside the status of a cell: no two columns of one name
ask 'count persons reached where call = 490 rows status' --format csv |
    head -n 1 | tr -d '\r' | tr ',' '\n' | sort | uniq -d >twice.txt
[ ! -s twice.txt ] || fail "a column twice: $(cat twice.txt)"
ok "every column has a name of its own"

# --- mistakes in the statement: place, expectation, nearest name
wrong() { # wrong STATUS PLACE WORDS STATEMENT
    local status=0
    ask "$4" >out.txt 2>err.txt || status=$?
    is "$1" "$status" "$4"
    [ ! -s out.txt ] || fail "an answer to: $4"
    ! grep -q "$(printf '\033')" err.txt || fail "an error steers the terminal"
    grep -qF "$2" err.txt && grep -qF -- "$3" err.txt || { cat err.txt >&2; fail "no '$2 $3': ${4:0:80}"; }
    ok "$1 $2: $3"
}
wrong 65 "line 1, column 1" "for example: count persons" ''
wrong 65 "line 1, column 4" "found the end" '   '
wrong 65 "line 3, column 1" "found the end" $'\n\n'
wrong 65 "line 1, column 8" "found the end" '# niets'
wrong 65 "line 1, column 1" "did you mean count?" 'cuont persons reached'
wrong 65 "line 1, column 1" "docs/question-language.md" 'frobnicate persons reached'
wrong 65 "line 1, column 1" "begin with count" 'hoeveel personen bereikt'
wrong 65 "line 1, column 7" "did you mean persons?" 'count persns reached'
wrong 65 "line 1, column 15" 'found "reachd"' 'count persons reachd'
wrong 65 "line 2, column 6" "did you mean province?" $'count persons reached\nrows provnce'
wrong 65 "line 1, column 40" "did you mean antwerpen?" 'count persons reached where province = antwerpenn'
wrong 65 "line 1, column 36" 'expected a value of call, found "9999"' 'count persons reached where call = 9999'
wrong 65 "line 1, column 29" "expected a date that exists" 'count persons reached as of 2022-02-30'
wrong 65 "line 1, column 29" "expected a date that exists" 'count persons reached as of 0000-01-01'
wrong 65 "line 1, column 30" "expected a date that exists" 'count persons reached during 2022-13'
wrong 65 "line 1, column 30" "turn the two around" 'count persons reached during 2023 .. 2022'
wrong 65 "line 1, column 29" "write 2022-09-30" 'count persons reached as of 30/09/2022'
wrong 65 "line 1, column 36" 'close the text with "' 'count persons reached compare with "f1'
wrong 66 "line 1, column 23" "did you mean f9?" 'count persons reached compare with "f99"'
wrong 65 "line 1, column 37" "rows at most once" 'count persons reached rows province rows sex'
wrong 65 "line 1, column 40" "where at most once" 'count persons reached where call = 490 where sex = f'
wrong 65 "line 1, column 45" "province also in rows" 'count persons reached rows province columns province'
wrong 65 "line 1" "at most 8 dimensions" \
    'count persons reached rows province, sex, age class, education, origin, segment, channel, call, project'
wrong 65 "line 1" "at most 64 conditions" \
    "count persons reached where $(printf '(%.0s' {1..100})sex = f$(printf ')%.0s' {1..100})"
wrong 65 "line 1, column 35" "whole number" 'count persons reached where age < 30.5'
wrong 65 "line 1, column 3" "UTF-8" "$(printf '\001\002\377\376')"
wrong 65 "line 1, column 23" "control character" "$(printf 'count persons reached \033[2J')"
wrong 65 "line 1, column 1" "expected a measure" "$(head -c 100000 /dev/zero | tr '\0' a)"
wrong 65 "line 1" "262144 cells" \
    'count persons reached rows municipality, education, origin columns sex, age class'

# --- mistakes in the command
S='count persons reached where call = 490'
refused() { local words=$1; shift; expect 64 "$words" -- "$V" ask --db $DB "$@"; }
refused "too many arguments" count persons reached
refused "too few arguments"
refused 'from 1 to 64 after --threads, found "0"' "$S" --threads 0
refused 'found "vier"' "$S" --threads vier
refused 'from 40 to 1000 after --width, found "5"' "$S" --width 5
refused 'found "-5"' "$S" --width=-5
refused 'found "pdf"' "$S" --format pdf
! grep -q "did you mean" err.txt || fail "a nearest name that is not near"
refused 'did you mean "xlsx"?' "$S" --format xlxs
refused "found \"de\"" "$S" --lang de
refused "did you mean --separator?" "$S" --seperator ';'
refused "--separator is for the format csv" "$S" --separator ';'
refused "--bom is for the format csv" "$S" --format json --bom
refused "--width is for the format text" "$S" --format csv --width 60
refused 'found "|"' "$S" --format csv --separator '|'
refused "given twice" "$S" --width 50 --width 60
refused "takes no value" "$S" --explain=yes
refused "needs a value" "$S" --format
refused "does not say which format" "$S" --out answer.pdf
refused "expected a path after --out" "$S" --out ''
refused "--explain gives none" "$S" --explain --out plan.xlsx
no_file answer.pdf; no_file plan.xlsx
if command -v script >where.txt; then
    script -qec "\"$V\" ask --db $DB \"$S\" --format xlsx" typed.txt >out.txt 2>&1 </dev/null &&
        fail "an xlsx on a terminal"
    grep -q "not for a terminal" out.txt || { cat out.txt >&2; fail "xlsx to a terminal"; }
    ok "an xlsx is not for a terminal"
else
    echo "SKIPPED: no command script here; the terminal was not tried"
fi

# --- what an answer may not replace, and where it cannot go
ln -s demo.db link.csv
for path in demo.db demo.db-wal ./demo.db demo.db.key link.csv; do
    refused "a file of its own for --out" "$S" --format csv --out "$path"
done
is "$sum_before" "$(sha256sum demo.db demo.db.key)" "database and key"
expect 66 "the folder must exist" -- "$V" ask --db $DB "$S" --out none/x.csv
mkdir folder
expect 65 "found a folder" -- "$V" ask --db $DB "$S" --out folder --format csv
expect 65 "found a folder" -- "$V" answer --db $DB folder
expect 66 "check the path, and the folder you are in" -- "$V" answer --db $DB none.vraag
expect 65 "found a device" -- "$V" ask --db $DB "$S" --out /dev/full --format csv
for form in text xlsx; do
    status=0
    ask "$S" --format $form >/dev/full 2>err.txt || status=$?
    is 74 $status "$form to a full disk"
    grep -q E3004 err.txt || { cat err.txt >&2; fail "$form to a full disk"; }
done
ok "a full disk is told"
echo old >behind.csv && ln -s behind.csv before.csv
ask "$F1" --out before.csv 2>words.txt
[ -L before.csv ] || fail "a link was replaced by a file"
cmp -s t.csv behind.csv || fail "the file behind a link is not the answer"
ok "an answer goes through a link"
chmod 444 behind.csv
expect 77 "protected against writing" -- "$V" ask --db $DB "$S" --out before.csv
cmp -s t.csv behind.csv || fail "a protected file was replaced"
ln -s nowhere.csv loose.csv
expect 66 "a link to a file that is not there" -- "$V" ask --db $DB "$S" --out loose.csv
no_file nowhere.csv
for form in csv xlsx; do
    echo old >kept.$form
    (ulimit -f 1; "$V" ask --db $DB "$F1" --out kept.$form) >out.txt 2>err.txt && fail "no limit"
    is old "$(cat kept.$form)" "the older answer"
done
# the coverage and sanitizer runtimes may leave files of their own: only ours count
[ -z "$(find . -name 'kept.*' ! -name kept.csv ! -name kept.xlsx)" ] || fail "half an answer was left"
ok "an older answer stays when there is no room for the new one"

# --- the wrong database, the wrong key
expect 66 "make one: vindplaats init" -- "$V" ask "$S" --db sqlite:none.db
no_file none.db
expect 64 "sqlite:PATH" -- "$V" ask "$S" --db demo.db
expect 64 "hint: write --db sqlite:demo.db" -- "$V" ask "$S" --db demo.db
expect 64 "found a folder" -- "$V" ask "$S" --db sqlite:folder
expect 64 "name a file in it: --db sqlite:folder/vindplaats.db" -- "$V" init --db sqlite:folder/
no_file folder.key; no_file folder/.key
expect 69 "PostgreSQL is not in this build" -- "$V" ask "$S" --db postgresql://x/y
echo "just text" >text.db
expect 78 "not a vindplaats database" -- "$V" ask "$S" --db sqlite:text.db --key demo.db.key
is "just text" "$(cat text.db)" "a file that is no database"
echo wrong >wrong.key && chmod 600 wrong.key
expect 78 "not a vindplaats key" -- "$V" ask "$S" --db $DB --key wrong.key
expect 78 "cannot open key file" -- "$V" ask "$S" --db $DB --key none.key
"$V" init --db sqlite:other.db >out.txt 2>&1
expect 78 "E2001" -- "$V" ask "$S" --db $DB --key other.db.key
is "$sum_before" "$(sha256sum demo.db demo.db.key)" "database and key after all this"
ok "records and key are as they were"

# --- help in every way that people ask for it
"$V" ask --help >long.txt
for words in "help ask" "--help ask" "help ask --lang fr"; do
    # shellcheck disable=SC2086 # words are words
    "$V" $words >out.txt || fail "$words"
    cmp -s long.txt out.txt || { cat out.txt >&2; fail "'$words' is not the help of ask"; }
done
"$V" help person show >out.txt && head -n 1 out.txt >first.txt
grep -q "^usage: vindplaats person show ID" first.txt || { cat out.txt >&2; fail "help person show"; }
"$V" help >out.txt && "$V" --help | cmp -s - out.txt || fail "help and --help differ"
has_line out.txt "commands:"
ok "help COMMAND is COMMAND --help"
expect 64 "did you mean: vindplaats help ask?" -- "$V" help aks
expect 64 "did you mean: vindplaats help person show?" -- "$V" help person shwo
expect 64 "did you mean: vindplaats ask?" -- "$V" aks
expect 64 "vindplaats --help lists the commands" -- "$V" help frobnicate
"$V" help person >out.txt && grep -q "person erase ID" out.txt || fail "help person lists its family"
expect 64 'there is no command "person frobnicate"' -- "$V" person frobnicate
expect 64 'too many arguments: "persons"' -- "$V" help ask persons
expect 64 "did you mean --lang?" -- "$V" help --lnag
