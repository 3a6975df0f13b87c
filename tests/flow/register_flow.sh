# The register of job seekers in the demonstration: every cell of what question 264 of 2024
# asked is what SQLite counts from the stored facts themselves, without our panel. A known
# date in between hides what was recorded later.

# shellcheck shell=bash
demo_region

# differ STATEMENT SQL: rows of the answer (m, d, n; zeros left out) that SQLite does not
# have, and the other way round
differ() { # name keys statement sql
    "$V" ask --db sqlite:demo.db --format csv "$3" >t.csv 2>err.txt || { cat err.txt >&2; fail "ask: $3"; }
    sqlite3 :memory: ".import --csv t.csv t" "attach 'demo.db' as f" "
        create temp table ours as select $2, cast(value as integer) n from t
            where status = 'value' and '_T' not in ($2);
        create temp table theirs as $4;
        select count(*) from (select * from ours except select * from theirs);
        select count(*) from (select * from theirs except select * from ours);
        select count(*) from theirs" >differ.txt
    local lacking extra n
    { read -r extra; read -r lacking; read -r n; } <differ.txt
    [ "$n" -gt 0 ] || fail "$1: SQLite counted nothing"
    [ "$lacking $extra" = "0 0" ] || fail "$1: $lacking cells of SQLite and $extra of ours are alone"
    ok "$1: $n cells as SQLite counts them"
}

# days are counted from 1970; the day of leaving is the one after the last
DAY="date((s.valid_to + 1) * 86400, 'unixepoch')"
OPEN="s.retracted_at is null and s.list = 2 and s.code in ('voluntary', 'compulsory')"
STAYS="exists (select 1 from f.spell o where o.person = s.person and o.list = 2
    and o.code in ('voluntary', 'compulsory') and o.retracted_at is null
    and o.valid_from <= s.valid_to + 1 and coalesce(o.valid_to, 9999999) > s.valid_to)"
REASON="coalesce((select x.destination from f.spell_exit x where x.person = s.person
    and x.spell = s.id and x.retracted_at is null), 'unknown')"
LEFT="f.spell s where $OPEN and s.valid_to is not null and not $STAYS
    and $DAY between '2019-01-01' and '2023-12-31'"
SET="registration voluntary, compulsory"

differ "part 1, outflow by month and destination" "month, destination" \
    "count outflows from $SET during 2019 .. 2023 rows month columns destination as of 2023-12-31" \
    "select substr($DAY, 1, 7), $REASON, count(*) from $LEFT group by 1, 2"
n=$(sqlite3 :memory: ".import --csv t.csv t" "select count(distinct month) from t where month <> '_T'")
[ "$n" = 60 ] || fail "months shown: $n"

differ "part 2, outflow to a job of who is self-reliant, by year" "year" \
    "count outflows from $SET to job where self reliant = yes during 2019 .. 2023 rows year as of 2023-12-31" \
    "select substr($DAY, 1, 4), count(*) from $LEFT and $REASON = 'job' and exists
        (select 1 from f.attribute a where a.person = s.person and a.kind = 'self_reliant'
         and a.value = 'yes' and a.valid_from <= s.valid_from) group by 1"

differ "outflow by year and sex" "year, sex" \
    "count outflows from $SET during 2019 .. 2023 rows year columns sex as of 2023-12-31" \
    "select substr($DAY, 1, 4), (select value from f.attribute a where a.person = s.person
        and a.kind = 'sex'), count(*) from $LEFT group by 1, 2"

differ "inflow by month" "month" \
    "count inflows to $SET during 2019 .. 2023 rows month as of 2023-12-31" \
    "select substr(date(s.valid_from * 86400, 'unixepoch'), 1, 7), count(*) from f.spell s
        where $OPEN and date(s.valid_from * 86400, 'unixepoch') between '2019-01-01' and '2023-12-31'
        and not exists (select 1 from f.spell o where o.person = s.person and o.list = 2
            and o.code in ('voluntary', 'compulsory') and o.retracted_at is null
            and o.valid_from < s.valid_from and coalesce(o.valid_to, 9999999) >= s.valid_from - 1)
        group by 1"

differ "stock at the end of each month by status" "month, dimension_status" \
    "count stock of $SET during 2019 .. 2023 rows month columns status as of 2023-12-31" \
    "with recursive m (first) as (values ('2019-01-01') union all
        select date(first, '+1 month') from m where first < '2023-12-01'),
      e as (select substr(first, 1, 7) month, julianday(date(first, '+1 month', '-1 day')) - 2440587.5 day from m)
     select e.month, s.code, count(distinct s.person) from e join f.spell s
        on s.valid_from <= e.day and coalesce(s.valid_to, 9999999) >= e.day where $OPEN group by 1, 2"

# --- what was not recorded yet is not known
early=$("$V" ask --db sqlite:demo.db --format csv \
    "count outflows from $SET during 2023 as of 2023-12-31 known at 2023-06-30" | tail -n 1)
all=$("$V" ask --db sqlite:demo.db --format csv \
    "count outflows from $SET during 2023 as of 2023-12-31" | tail -n 1)
[ "$early" != "$all" ] || fail "known at makes no difference: $all"
ok "known at hides what was recorded later"

# --- people in the words of the question
"$V" ask --db sqlite:demo.db --explain "count outflows from $SET rows month columns destination" >plan.txt
grep -q "spells of status ([1-9]" plan.txt || fail "the plan names no spells"
! "$V" ask --db sqlite:demo.db "count stock of $SET during 2023" 2>err.txt || fail "a stock of a period"
grep -q "expected month or year" err.txt || fail "no advice: $(cat err.txt)"
ok "the plan and the advice"
