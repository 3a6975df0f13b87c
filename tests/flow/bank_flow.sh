# The question bank: every row PQ01-PQ30 is a part of some file, every file is answered in
# every form, what cannot be answered names the work that brings it, and every figure that
# was published and is compared is in demo/published/figures.csv and equal. One process
# per file and form. The two files of answer_flow are only looked at as text here.
# optimised: see tests/README.md

# shellcheck shell=bash
Q=$ROOT/demo/questions
FIGURES=$ROOT/demo/published/figures.csv
is() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }
all() { sqlite3 all.db "$1"; }
demo_region

# what each file holds: tables, those of them without any number, cells equal and blank
cat >expected.txt <<'END'
bank-custom-work 34 1 18 0
bank-long-term-sick 13 1 4 0
bank-outreach-calls 59 3 61 3
bank-quality 50 2 12 0
bank-registered-and-inactive 18 0 0 0
long-term-sick-2021 16 5 4 0
question-264-2024 13 0 0 0
serv-advice-2020 27 1 37 0
END

# --- nothing is missing, and every part says what it is
for n in $(seq -w 1 30); do
    is 1 "$(cat "$Q"/bank-*.vraag | grep -c "^part PQ$n \"")" "parts PQ$n"
done
is 30 "$(cat "$Q"/bank-*.vraag | grep -c '^part ')" "parts of the bank"
ok "PQ01 to PQ30 are there, each once"

# --- each file, each form
formats=$("$V" answer --help | sed -nE 's/^  --format FORMAT +([^(]*).*/\1/p' | sed 's/ or /, /; s/[,:]/ /g')
[ "$(wc -w <<<"$formats")" -ge 4 ] || fail "the forms of an answer: $formats"
for file in "$Q"/*.vraag; do
    name=$(basename "$file" .vraag)
    case $name in question-63-2022 | custom-work-2019) continue ;; esac
    for form in $formats; do
        "$V" answer "$file" --db sqlite:demo.db --format "$form" --out "$name.$form" 2>words.txt ||
            { cat words.txt >&2; fail "$name as $form"; }
        case $form in
        json*) is 1 "$(sqlite3 :memory: "select json_valid(readfile('$name.$form'))")" "$name.$form" ;;
        xlsx) unzip -tqq "$name.xlsx" || fail "$name.xlsx does not unzip" ;;
        text) ! grep -q "≠" "$name.text" || fail "a figure differs in $name" ;;
        *) [ -s "$name.$form" ] || fail "$name.$form is empty" ;;
        esac
    done
    # which figure a table is compared with, by its place
    awk -v name="$name" '
        /^part / { part = $2; n = 0 }
        /^ *table / { n++ }
        /compare with "/ {
            match($0, /compare with "[^"]*"/); figure = substr($0, RSTART + 14, RLENGTH - 15)
            measure = ""
            if (match($0, / measure "[^"]*"/)) measure = substr($0, RSTART + 10, RLENGTH - 11)
            print name "|" part "." n "|" figure "|" measure
        }' "$file" >>compared.txt
    sqlite3 all.db "drop table if exists one" ".import --csv $name.csv one" "
        create table if not exists t (file, part, \"table\", title, value, rate, status, reason, published, comparison, as_of);
        insert into t select '$name', part, \"table\", table_title, value, rate, status, reason, published, comparison, as_of from one"
done
sqlite3 all.db ".import --csv $FIGURES f" "create table c (file, \"table\", figure, measure)" ".import compared.txt c"
ok "$(all 'select count(distinct file) from t') files as $formats"

# --- every part is answered or says why; a reason names the work that brings it
for file in "$Q"/*.vraag; do
    name=$(basename "$file" .vraag)
    case $name in question-63-2022 | custom-work-2019) continue ;; esac
    is "$(sed -n 's/^part \([^ ]*\) .*/\1/p' "$file")" \
        "$(all "select part from (select part, min(rowid) r from t where file = '$name' group by part) order by r")" "parts of $name"
done
all "create view silent as select file, part, \"table\", title, min(reason) reason from t
    group by file, part, \"table\" having count(*) = sum(status = 'unavailable')"
bare=$(all "select file, part, title, reason from silent where reason not like '%; komt met: %'
    and reason not like '%is geen telling' and reason not like '%geen geteld aantal'
    and reason not in ('geen bedrag geregistreerd', 'van niemand hier zijn beide dagen bekend')")
[ -z "$bare" ] || fail "unavailable, and no word of when: $bare"
is 0 "$(all "select count(*) from t where status = 'unavailable' and reason = ''")" "cells that do not say why"
is 0 "$(all "select count(*) from t where status = 'unavailable' and value <> ''")" "numbers that are unavailable"
is 0 "$(all "select count(*) from t where status in ('value', 'zero') and value = '' and rate = ''")" "numbers without a number"

# --- published figures: each compared cell is one of figures.csv, and equal
is 0 "$(all "select count(*) from t where comparison = 'differs'")" "cells that differ"
is 0 "$(all "select count(*) from c where not exists (select 1 from t
    where t.file = c.file and t.\"table\" = c.\"table\" and comparison <> 'none')")" "tables where nothing was compared"
strange=$(all "select t.file, t.\"table\", t.title, t.published, t.value from t left join c using (file, \"table\")
    where t.comparison = 'equal' and not exists (select 1 from f where f.figure = c.figure
        and (f.measure = c.measure or c.measure = '') and f.text = t.published
        and (f.unit = 'percent' and abs(100.0 * t.rate - f.number) <= 0.5
            or f.unit <> 'percent' and cast(f.number as real) = cast(t.value as real)))")
[ -z "$strange" ] || fail "equal to what was not published: $strange"
all "select distinct f.figure, f.measure from f where figure <> 'f7' and not exists
    (select 1 from c where c.figure = f.figure and (c.measure = f.measure
        or c.measure = '' and exists (select 1 from t where t.file = c.file and t.\"table\" = c.\"table\"
            and t.comparison <> 'none' and t.published = f.text)))" >left.txt
cat >left_expected.txt <<'END'
f8|transnational
f8|indicative target
f8|spent according to the questioner
f10|experiment_group
f10|caseload per case manager
f12|job coaches trained
END
diff left_expected.txt left.txt >&2 || fail "published figures that no question reproduces"

all "select file, count(distinct part || '/' || \"table\"),
    (select count(*) from silent s where s.file = t.file), sum(comparison = 'equal'), sum(comparison = 'blank')
    from t group by file order by file" | tr '|' ' ' >counted.txt
diff expected.txt counted.txt >&2 || fail "tables, unavailable, equal, blank by file"
while read -r name tables unavailable equal blank; do
    ok "$name: $tables tables of which $unavailable unavailable, $equal cells equal, $blank blank"
done <counted.txt
