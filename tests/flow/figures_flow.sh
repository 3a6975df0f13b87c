# The demonstration region reproduces every published count of figures 1-6 and 8-12 from
# participant-level records. The published numbers come from demo/published/figures.csv,
# which is itself compared with the transcription beside the project when that is there.
# All of it is asked in one file, tests/fixtures/published_figures.vraag.
# optimised: see tests/README.md

# shellcheck shell=bash
FIGURES=$ROOT/demo/published/figures.csv
ASKED=$ROOT/tests/fixtures/published_figures.vraag

# the figures that no count of records bears out: words, not numbers, and what somebody
# else said; what is proved below in another way
cat >others.txt <<'END'
f10|call=MIRIAM1|caseload per case manager
f12|call=JOBCOACH;channel=referral_vdab|rate of started
f12|call=JOBCOACH|job coaches trained
f3|call=490|reached
f8|call=INNO-LZ|transnational
f8|call=INNO-LZ|OA-LZ|spent according to the questioner
f8|call=OA-LZ|indicative target
END

demo_region

# answered DATABASE NAME: the file's answer in the table `t` of NAME.db, and in `ours` the
# cell of each count and share as the published figures write it
answered() {
    "$V" answer "$ASKED" --db "sqlite:$1" --format csv --out "$2.csv" 2>err.txt ||
        { cat err.txt >&2; fail "answer of $ASKED from $1"; }
    rm -f "$2.db"
    sqlite3 "$2.db" ".import --csv $2.csv t" "
        create table ours as
        select part as figure, substr(table_title, 1, instr(table_title, ';') - 1) as measure,
            substr(table_title, instr(table_title, ';') + 2)
                || case when province in ('_T', '_Z') then '' else ';province=' || province end
                || case when sex in ('_T', '_Z') then '' else ';sex=' || sex end
                || case when outcome in ('_T', '_Z') then '' else ';outcome=' || outcome end
                || case when source in ('_T', '_Z') then '' else ';source=' || source end
                || case when start_year in ('_T', '_Z') then '' else ';start_year=' || start_year end
                as cell,
            status in ('value', 'zero') as is_number, value, rate
        from t where instr(table_title, ';')"
}
# compared NAME FIGURES: a published figure beside ours, one line each, in the table `both`
compared() {
    sqlite3 "$1.db" "drop table if exists f" "drop table if exists both" \
        ".import --csv $2 f" "
        create table both as
        select f.figure, f.cell, f.measure, f.text,
            case when f.unit = 'percent' then printf('%.*f',
                    case when instr(f.text, '.') then length(f.text) - instr(f.text, '.') else 0 end,
                    100.0 * ours.rate)
                 when f.unit = 'euro' then printf('%.2f', ours.value)
                 else ours.value end as counted,
            coalesce(nullif(f.number, ''), '0') as published
        from f join ours on ours.figure = f.figure and ours.cell = f.cell and
            (ours.measure = f.measure and (ours.rate = '' or f.unit = 'percent' or f.measure not like 'rate %')
                or 'rate ' || ours.measure = f.measure)
        where ours.is_number and f.figure <> 'f7' and (f.number <> '' or f.text = '')"
}
wrong() { sqlite3 "$1.db" "select figure, cell, measure, published, counted from both
    where published <> counted"; }
count() { sqlite3 "$1.db" "select count(*) from $2"; }

answered demo.db answer
compared answer "$FIGURES"
differs=$(wrong answer)
[ -z "$differs" ] || fail "published, counted: $differs"
sqlite3 answer.db "select figure, measure, count(*) from both group by 1, 2" |
    while IFS='|' read -r figure measure n; do ok "figure $figure, $measure: $n as published"; done
n_checked=$(count answer both)
[ "$n_checked" -ge 124 ] || fail "only $n_checked published figures were compared"
[ "$n_checked" = "$(count answer '(select distinct figure, cell, measure from both)')" ] ||
    fail "a published figure was compared twice"
ok "$n_checked published figures compared with one answer"

# nothing published was forgotten
sqlite3 answer.db "select figure, cell, measure from f where figure <> 'f7' and
    not exists (select 1 from both b where b.figure = f.figure and b.cell = f.cell
        and b.measure = f.measure and b.text = f.text) order by 1, 2, 3" >left.txt
diff <(sort others.txt) <(sort left.txt) >&2 || fail "published figures that nothing was compared with"
ok "the $(wc -l <others.txt) others are named"

# the comparison sees a changed figure: each of them, changed by one (a share by its
# last decimal), is told, alone
sqlite3 -csv -header answer.db "select figure, publication, cell, measure, unit, text,
    case when number = '' and text = '' then '1'
         when instr(text, '.') and unit = 'percent' then printf('%.1f', number + 0.1)
         when unit = 'euro' then printf('%.2f', number + 0.01)
         when number = '' then '' else cast(number as integer) + 1 end as number, as_of from f" >changed.csv
compared answer changed.csv
[ "$(wrong answer | wc -l)" = "$n_checked" ] ||
    fail "of $n_checked changed figures, $(wrong answer | wc -l) were seen"
sed '0,/antwerpen;sex=m,reached,persons,190,190/s//antwerpen;sex=m,reached,persons,191,191/' "$FIGURES" >one.csv
compared answer one.csv
[ "$(wrong answer)" = "f1|call=490;province=antwerpen;sex=m|reached|191|190" ] || fail "one changed figure: $(wrong answer)"
ok "each figure that is changed by one is seen, and no other"

# at work in aftercare by the end of September 2022: not known then, known later
[ "$(sqlite3 answer.db "select table_title, value from t where part = 'aftercare'")" = "then|0
later|31" ] || fail "in aftercare, as known then and later"
ok "what was recorded after the answer changes the figure of now, not the one of then"
[ "$(sqlite3 answer.db "select max(cast(value as integer)) from t where part = 'caseload' and project <> '_T'")" = \
    "$(sqlite3 answer.db "select number from f where figure = 'f10' and measure like 'caseload%'")" ] ||
    fail "the fullest caseload of Miriam"
[ "$(sqlite3 demo.db "select count(*) from membership where role = 'job_coach' and organisation =
    (select id from organisation_fact where code = 'JOBCOACH')")" = \
    "$(sqlite3 answer.db "select number from f where figure = 'f12' and measure like '%trained'")" ] ||
    fail "volunteer job coaches"
[ "$(sqlite3 demo.db "select count(*) from project_fact where call = 'INNO-LZ' and is_transnational and retracted_at is null")" = \
    "$(sqlite3 answer.db "select number from f where figure = 'f8' and measure = 'transnational'")" ] ||
    fail "transnational projects"
ok "caseload, job coaches and transnational projects"

# every number of the transcription beside the project stands in our own list
beside=$ROOT/../shared/domain/figures
if [ -d "$beside" ]; then
    compared answer "$FIGURES"
    for f in 1 2 3 4 5 6 9 11; do
        missing=$(tail -n +2 "$beside/f$f.csv" | tr -d '"' | tr ',' '\n' |
            grep -E '^[0-9]+(\.[0-9]+)?$' | sort -u | while read -r value; do
            [ "$value" = 490 ] || [ "$value" = 457 ] || [ "$f.${value:0:2}" = 11.20 ] ||
                [ "$(count answer "f where figure = 'f$f' and cast(number as real) = $value")" != 0 ] ||
                echo "$value"
        done)
        [ -z "$missing" ] || fail "figure f$f of the transcription has $missing, ours has not"
    done
    ok "our list holds the numbers of the transcription"
else
    echo "skipped: no transcription beside the project; figures.csv was not compared with it"
fi

# another seed: other people, the same published figures
"$V" demo --db sqlite:seed7.db --seed 7 --today 2026-11-22 2>words.txt || { cat words.txt >&2; fail "demo"; }
answered seed7.db other
compared other "$FIGURES"
[ "$(wrong other)$(count other both)" = "$n_checked" ] ||
    fail "another seed gives other published figures: $(wrong other)"
people="select group_concat(value) from (select value from attribute order by id limit 1000)"
[ "$(sqlite3 demo.db "$people")" != "$(sqlite3 seed7.db "$people")" ] || fail "another seed gave the same people"
ok "another seed gives other people and the same figures"
"$V" demo --db sqlite:again.db --today 2026-11-22 2>words.txt || { cat words.txt >&2; fail "demo"; }
for table in person_fact attribute trajectory_fact outcome contact; do
    [ "$(sqlite3 demo.db "select * from $table" | sha256sum)" = "$(sqlite3 again.db "select * from $table" | sha256sum)" ] ||
        fail "the same seed gave another $table"
done
ok "the same seed gives the same region"
"$V" verify --db sqlite:demo.db >out.txt 2>&1 || { cat out.txt >&2; fail "verify"; }
ok "verify finds nothing wrong in the region"
expect 73 "already holds records" -- "$V" demo --db sqlite:demo.db
ok "$n_checked published numbers checked"
