# Whole question files: both questions of the demonstration in every form, every part
# answered or saying why not, every compared cell as published; and files that are not
# questions.

# shellcheck shell=bash
DB=sqlite:demo.db
Q=$ROOT/demo/questions
answer() { "$V" answer --db $DB "$@" </dev/null; }
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }
sql() { sqlite3 "$name.db" "$1"; }

demo_region

# whole NAME EQUAL BLANK TABLES: one question in four forms. EQUAL and BLANK are the cells
# that the printed answers have, counted in the documents.
whole() {
    name=$1
    local file=$Q/$name.vraag form
    for form in txt csv json xlsx; do
        answer "$file" --out "$name.$form" 2>words.txt || { cat words.txt >&2; fail "$name.$form"; }
    done
    sqlite3 "$name.db" ".import --csv $name.csv t"

    sed -n 's/^part \([^ ]*\) .*/\1/p' "$file" >parts.txt
    [ -s parts.txt ] || fail "no parts in $name"
    is "$(cat parts.txt)" "$(sql 'select distinct part from t')" "parts of $name"
    is "$2|$3|0" "$(sql "select sum(comparison = 'equal'), sum(comparison = 'blank'),
        sum(comparison = 'differs') from t")" "equal, blank and different cells"
    is 0 "$(sql "select count(*) from t where comparison = 'equal'
        and cast(value as real) <> cast(published as real)")" "equal cells that are not"
    is 0 "$(sql "select count(*) from t where comparison = 'blank' and value <> '0'")" "blanks with a number"
    is 0 "$(sql "select count(*) from t where status in ('unavailable', 'not_yet_reported')
        and reason = ''")" "cells without a number that do not say why"
    is 0 "$(sql "select count(*) from t where status in ('value', 'zero') and value = ''")" "numbers without a number"
    is 0 "$(sql "select count(*) from t where as_of = '' and status <> 'unavailable'")" "cells without a day"
    is 0 "$(sql "select count(*) from t where status in ('unknown', 'hidden', 'no_rows')")" "other statuses"
    is 1 "$(sqlite3 :memory: "select json_valid(readfile('$name.json'))")" "JSON of $name"
    is "$(wc -l <parts.txt)" "$(sqlite3 :memory: "select json_array_length(readfile('$name.json'), '\$.parts')")" "parts in JSON"
    is "$2" "$(sqlite3 :memory: "select sum(json_extract(t.value, '\$.comparison.equal'))
        from json_each(readfile('$name.json'), '\$.parts') p, json_each(p.value, '\$.tables') t")" "equal in JSON"

    unzip -tqq "$name.xlsx" || fail "$name.xlsx does not unzip"
    is "$4" "$(sql "select count(distinct \"table\") from t where as_of <> ''")" "tables with cells"
    is $(($4 + 4)) "$(unzip -p "$name.xlsx" xl/workbook.xml | grep -o '<sheet ' | wc -l)" "tabs: cover, contents, notes, tables, checks"
    is "$4" "$(unzip -p "$name.xlsx" xl/worksheets/sheet2.xml | grep -o '<hyperlink ' | wc -l)" "links in the contents"

    unzip -p "$name.xlsx" xl/sharedStrings.xml >strings.xml
    grep -qF "de delen zijn samen het totaal" strings.xml || fail "no totals checked in $name.xlsx"
    ! grep -qF "de delen zijn samen niet" strings.xml || fail "parts of $name.xlsx do not add up"

    ! grep -q "≠" "$name.txt" || fail "a figure differs in $name.txt"
    is "$(wc -l <parts.txt)" "$(grep -c '^Deel ' "$name.txt")" "parts in text"
    is "$2" "$(sed -nE 's/^=    ([0-9]+) van .*/\1/p' "$name.txt" | awk '{ n += $1 } END { print n }')" "equal in text"
    awk '{ gsub(/[\200-\277]/, "") } length > 100 { bad = 1 } END { exit bad }' "$name.txt" || fail "lines over 100 in $name.txt"
    is "" "$(grep -vE '^([0-9]+\.|   )' "$name.txt" | grep -E '^- .{20}' | sort | uniq -d)" "notes told twice"
    ok "$name: four forms, $(wc -l <parts.txt) parts, $2 cells as published, $4 tables"
}
whole question-63-2022 61 3 37
grep -qF "Stand op 30 september 2022 · Zoals bekend op 14 oktober 2022 (tenzij anders vermeld)" question-63-2022.txt || fail "moments"
is 1 "$(grep -c 'Zoals bekend op 14 oktober 2022' question-63-2022.txt)" "what all tables share is told once"
grep -qF "niet beschikbaar: geen bedrag geregistreerd" question-63-2022.txt || fail "reason of a cell"
grep -qF "Niet beschikbaar: een beoordeling is geen telling" question-63-2022.txt || fail "reason of a part"
is "geen bedrag geregistreerd" "$(sqlite3 question-63-2022.db \
    "select reason from t where \"table\" = '1.2'")" "reason in CSV"
# what the minister called not available is answered, and adds up to what he published
for column in 2cde.1:education_level 2cde.2:age_class 2cde.3:origin_kansengroep; do
    is 921 "$(sqlite3 question-63-2022.db "select sum(value) from t where \"table\" = '${column%:*}'
        and ${column#*:} <> '_T' and sex = '_T'")" "people by ${column#*:}"
done
whole custom-work-2019 18 0 16
grep -qF "...  nog niet gerapporteerd: partners kunnen rapporteren tot" custom-work-2019.txt || fail "not yet reported"
is 2 "$(sqlite3 custom-work-2019.db "select count(distinct part) from t where status = 'unavailable'")" "parts unavailable"

for lang in fr en; do
    answer "$Q/question-63-2022.vraag" --lang $lang --width 72 >$lang.txt
    awk '{ gsub(/[\200-\277]/, "") } length > 72 { bad = 1 } END { exit bad }' $lang.txt || fail "lines over 72 in $lang"
done
grep -q "Total général" fr.txt && grep -q "Grand total" en.txt || fail "languages"
! grep -qE "Eindtotaal|Geteld|Toelichting|onderaan" fr.txt en.txt || fail "fixed words in Dutch"
ok "French and English at 72 columns"
answer "$Q/question-63-2022.vraag" --explain >plan.txt
is 37 "$(grep -c '^table ' plan.txt)" "plans"
printf 'part 1 "Deel"\ntable "Tabel" unavailable "niet bevraagd"\n' >asked.vraag
answer asked.vraag --explain | grep -q "not answered: niet bevraagd" || fail "the plan of what is not answered"
answer asked.vraag | grep -qF "Niet beschikbaar: niet bevraagd" || fail "the reason of a table"
ok "--explain of a whole question"

# --- files that are no question
wrong() { # wrong STATUS WORDS FILE
    expect "$1" "$2" -- "$V" answer "$3" --db $DB --out wrong.txt
    [ ! -e wrong.txt ] || fail "wrong.txt was written"
}
wrong 66 "cannot open file none.vraag" none.vraag
mkdir folder
wrong 65 "found a folder" folder
: >empty.vraag
wrong 65 "line 1, column 1" empty.vraag
grep -q "in empty.vraag" err.txt || fail "the file is not named"
printf 'count persons\0 reached' >nul.vraag
wrong 65 "column 14: expected text, found the control character 0x00" nul.vraag
head -c 1500 "$V" >bytes.vraag
wrong 65 "line 1" bytes.vraag
head -c 2000000 /dev/zero | tr '\0' ' ' >large.vraag
wrong 65 "E1004" large.vraag
wrong 65 "E1004" demo.db
printf '\377\376q\0u\0' >utf16.vraag
wrong 65 "save the file as UTF-8" utf16.vraag
printf 'title "caf\351"\ncount persons reached\n' >latin1.vraag
wrong 65 "line 1, column 11: expected UTF-8, found the byte 0xe9" latin1.vraag
printf 'question 63\ntitle "a"\ntitle "b"\ncount persons reached\n' >twice.vraag
wrong 65 "line 3, column 1: expected title at most once" twice.vraag
printf 'count persons reached\r\nrows provnce\r\n' >crlf.vraag
wrong 65 "line 2, column 6" crlf.vraag
wrong 65 "line 1" question-63-2022.xlsx
printf '\357\273\277count persons reached\r\nwhere call = 490\r\n' >notepad.vraag
answer notepad.vraag --format csv >notepad.csv || fail "a mark before the text and CRLF"
"$V" answer - --db $DB --format csv <notepad.vraag | cmp -s - notepad.csv || fail "standard input"
cp notepad.vraag before.vraag
expect 64 "found the question" -- "$V" answer notepad.vraag --db $DB --format text --out ./notepad.vraag
cmp -s before.vraag notepad.vraag || fail "the question was replaced"
expect 64 "too many arguments" -- "$V" answer a.vraag b.vraag --db $DB
ok "files that are no question"
