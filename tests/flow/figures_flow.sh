# The demonstration region reproduces every published count of figures 1-6 and 9-12 from
# participant-level records. The published numbers come from demo/published/figures.csv,
# which is itself compared with the transcription beside the project when that is there.

# shellcheck shell=bash
FIGURES=$ROOT/demo/published/figures.csv
Q63="as of 2022-09-30 known at 2022-10-14"
CW="as of 2019-03-01 known at 2019-03-01"
n_checked=0

"$V" demo --db sqlite:demo.db --today 2026-11-22 2>words.txt || { cat words.txt >&2; fail "demo"; }

# answer of a statement as a table `t` beside the published figures `f`
ask() {
    "$V" ask --db sqlite:demo.db --format csv "$1" >t.csv 2>err.txt ||
        { cat err.txt >&2; fail "ask: $1"; }
    cat >load.sql <<SQL
.import --csv $FIGURES f
.import --csv t.csv t
SQL
}
sql() { sqlite3 -init load.sql :memory: "$1" 2>/dev/null; }

# published FIGURE MEASURE CELL EXPECTED-COLUMN...: one number of ours against one of theirs
number() { # figure measure cell statement
    ask "$4"
    local theirs ours
    theirs=$(sql "select number from f where figure = '$1' and measure = '$2' and cell = '$3' and publication not like 'commissie%'")
    ours=$(sql "select value from t where status in ('value', 'zero')" | tail -n 1)
    [ -n "$theirs" ] || fail "no published number: $1 $2 $3"
    [ "$ours" = "${theirs%.00}" ] || fail "$1 $2 $3: published $theirs, counted '$ours' ($4)"
    n_checked=$((n_checked + 1))
}

# cells FIGURE MEASURE STATEMENT: every published cell of province x sex
cells() {
    ask "$3"
    local wrong n
    local has_sex=no
    head -n 1 t.csv | grep -q ',sex,' && has_sex=yes
    local sex_t="'_T'"
    [ $has_sex = yes ] && sex_t="t.sex"
    local join="
        from (select *, case when instr(cell, 'province=') then
                substr(cell, instr(cell, 'province=') + 9,
                    case when instr(cell, ';sex=') then instr(cell, ';sex=')
                         else length(cell) + 1 end - instr(cell, 'province=') - 9)
                else '_T' end as province,
              case when instr(cell, 'sex=') then substr(cell, instr(cell, 'sex=') + 4)
                else '_T' end as sex
            from f where figure = '$1' and measure = '$2') p
        left join t on t.province = p.province and $sex_t = p.sex"
    wrong=$(sql "select p.cell, p.text, coalesce(t.value, 'none') $join
        where coalesce(cast(nullif(p.number, '') as integer), 0) is not cast(t.value as integer)")
    [ -z "$wrong" ] || fail "$1 $2: $wrong"
    n=$(sql "select count(*) $join")
    [ "$n" -gt 0 ] || fail "$1 $2: no cell was compared"
    n_checked=$((n_checked + n))
    ok "figure $1, $2: $n cells as published"
}

cells f1 reached "count persons reached where call = 490 rows province columns sex $Q63"
cells f2 employed "count persons ended with outcome employed where call = 490 rows province columns sex $Q63"
cells f5 started "count trajectories started where call = 380 rows province $CW"
cells f5 stopped "count trajectories stopped where call = 380 rows province $CW"
cells f6 referred "count referrals referred by vdab where call = 432 rows province $CW"

for call in 457 490; do
    number f3 reached call=$call "count persons reached where call = $call $Q63"
    number f3 ended call=$call "count persons ended where call = $call $Q63"
    for outcome in employed education_training inactive_to_jobseeking qualification; do
        number f3 "outcome of ended" "call=$call;outcome=$outcome" \
            "count persons ended with outcome $outcome where call = $call $Q63"
    done
    number f3 twe_started call=$call \
        "count persons with outcome twe_started where call = $call $Q63"
done
number f3 running call=490 "count persons running where call = 490 $Q63"
number f3 reached 'call=457|490' "count persons reached where call in (457, 490) $Q63"
ok "figure f3: calls 457 and 490, separately and together"

# at work in aftercare by the end of September 2022: not known then, known later
for known in 2022-10-14:0 2023-02-15:31; do
    ask "count persons running in aftercare where call = 490 as of 2022-09-30 known at ${known%:*}"
    ours=$(sql "select value from t")
    [ "$ours" = "${known#*:}" ] || fail "in aftercare as known on ${known%:*}: $ours"
done
ok "what was recorded after the answer changes the figure of now, not the one of then"

for source in esf flemish_cofinancing; do
    ask "sum euro allocated where call = 490 and source = $source"
    ours=$(sql "select cast(value as real) from t" | tail -n 1)
    theirs=$(sql "select cast(number as real) from f where figure = 'f4' and cell = 'call=490;source=$source'")
    [ "$ours" = "$theirs" ] || fail "f4 $source: published $theirs, counted $ours"
    n_checked=$((n_checked + 1))
done
ok "figure f4: budget of call 490 by source"

number f8 projects call=INNO-LZ "count projects where call = INNO-LZ"
number f8 projects call=OA-LZ "count projects where call = OA-LZ"

E18="as of 2018-12-31"
number f9 reached call=ENAIP "count persons reached where call = ENAIP $E18"
number f9 started call=ENAIP "count persons started where call = ENAIP $E18"
number f9 employed call=ENAIP "count persons with outcome employed where call = ENAIP $E18"
number f9 education_training call=ENAIP "count persons with outcome education_training where call = ENAIP $E18"
rate() { # expected percentage, decimals, statement
    ask "$3"
    local ours
    ours=$(sql "select printf('%.$2f', 100.0 * rate) from t" | tail -n 1)
    [ "$ours" = "$1" ] || fail "rate: published $1 %, counted $ours % ($3)"
    n_checked=$((n_checked + 1))
}
rate 55 0 "count persons started where call = ENAIP rate of reached $E18"
rate 50.5 1 "count persons with outcome employed, education_training where call = ENAIP rate of started $E18"
rate 79 0 "count persons ended with outcome employed, education_training where call = ENAIP rate of ended $E18"
ok "figure f9: ENAIP, with both percentages and their denominators"

number f10 experiment_group 'call=MIRIAM1;moment=baseline' "count persons started where call = MIRIAM1"
number f10 experiment_group 'call=MIRIAM1;moment=end' "count persons running where call = MIRIAM1 as of 2017-12-15"
for indicator in sight_of_training paid_work_last_3_months job_interview_last_3_months; do
    for moment in baseline end; do
        number f10 $indicator "call=MIRIAM1;moment=$moment" \
            "count persons with $moment $indicator where call = MIRIAM1"
        percent=$(sql "select number from f where figure = 'f10' and measure = 'rate $indicator' and cell = 'call=MIRIAM1;moment=$moment'")
        rate "$percent" 0 "count persons with $moment $indicator where call = MIRIAM1 rate of with $moment measured"
    done
done
for wave in 1 2 3; do
    number f10 projects "call=MIRIAM$wave" "count projects where call = MIRIAM$wave"
done
ask "count persons started where call = MIRIAM1 rows project"
[ "$(sql "select max(cast(value as integer)) from t where project <> '_T'")" = 15 ] ||
    fail "the fullest caseload of Miriam is not 15"
ok "figure f10: Miriam, counts and the percentages of 57"

for year in 2016 2017 2018 2019; do
    number f11 started "call=GTB-TT;start_year=$year" \
        "count trajectories started where call = GTB-TT and start year = $year as of 2019-12-31"
    percent=$(sql "select number from f where figure = 'f11' and measure = 'rate employed in 2019' and cell = 'call=GTB-TT;start_year=$year'")
    rate "$percent" 0 "count trajectories started with labour status employed on 2019-12-31 where call = GTB-TT and start year = $year rate of started as of 2019-12-31"
    percent=$(sql "select number from f where figure = 'f11' and measure = 'rate work experience' and cell = 'call=GTB-TT;start_year=$year'")
    rate "$percent" 0 "count trajectories started ever with labour status employed where call = GTB-TT and start year = $year rate of started as of 2019-12-31"
done
ok "figure f11: GTB transition trajectories by start year"

number f12 started call=JOBCOACH "count persons started where call = JOBCOACH"
rate 14 0 "count persons started where call = JOBCOACH and channel = referral_ocmw rate of started where call = JOBCOACH"
rate 62 0 "count persons started where call = JOBCOACH and channel = worker_network rate of started where call = JOBCOACH"
[ "$(sqlite3 demo.db "select count(*) from membership where role = 'job_coach'")" = 20 ] ||
    fail "not twenty volunteer job coaches"
ok "figure f12: job coaches"

# every number of the transcription beside the project stands in our own list
beside=$ROOT/../shared/domain/figures
if [ -d "$beside" ]; then
    ask "count persons reached where call = 490"
    for f in 1 2 3 4 5 6 9 11; do
        missing=$(tail -n +2 "$beside/f$f.csv" | tr -d '"' | tr ',' '\n' |
            grep -E '^[0-9]+(\.[0-9]+)?$' | sort -u | while read -r value; do
            [ "$value" = 490 ] || [ "$value" = 457 ] || [ "$f.${value:0:2}" = 11.20 ] ||
                [ "$(sql "select count(*) from f where figure = 'f$f' and cast(number as real) = $value")" != 0 ] ||
                echo "$value"
        done)
        [ -z "$missing" ] || fail "figure f$f of the transcription has $missing, ours has not"
    done
    ok "our list holds the numbers of the transcription"
else
    echo "skipped: no transcription beside the project; figures.csv was not compared with it"
fi

# another seed: other people, the same published figures
"$V" demo --db sqlite:other.db --seed 7 --today 2026-11-22 2>/dev/null
for statement in "count persons reached where call = 490 rows province columns sex $Q63" \
    "count persons ended where call = 457 rows outcome $Q63"; do
    "$V" ask --db sqlite:demo.db --format csv "$statement" >a.csv
    "$V" ask --db sqlite:other.db --format csv "$statement" >b.csv
    cmp -s a.csv b.csv || fail "another seed gives other published figures"
done
ok "another seed gives other people and the same figures"
"$V" demo --db sqlite:again.db --today 2026-11-22 2>/dev/null
for table in person_fact attribute trajectory_fact outcome contact; do
    [ "$(sqlite3 demo.db "select * from $table" | sha256sum)" = "$(sqlite3 again.db "select * from $table" | sha256sum)" ] ||
        fail "the same seed gave another $table"
done
ok "the same seed gives the same region"
"$V" verify --db sqlite:demo.db >out.txt 2>&1 || { cat out.txt >&2; fail "verify"; }
ok "verify finds nothing wrong in the region"
expect 73 "already holds records" -- "$V" demo --db sqlite:demo.db
ok "$n_checked published numbers checked"
