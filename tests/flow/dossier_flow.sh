# A file filled in through pages, from the first meeting to the last day; and what was
# entered there is counted by the panel exactly as if it had been imported.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
today=$(TZ=Europe/Brussels date +%F)
# one question file: starting the program costs more than counting
cat >counts.vraag <<'END'
question "dossier"
part 1
  table "started" count trajectories started
  table "ended" count trajectories ended
  table "succeeded" count trajectories judged succeeded
  table "employed" count trajectories started with outcome employed
  table "contacts" count contacts
  table "actions" count actions
END
sed -i "s/^  table .*/& as of $today/" counts.vraag
counts() {
    "$V" answer counts.vraag --db sqlite:demo.db --format csv >t.csv
    sqlite3 t.db 'drop table if exists t' '.import --csv t.csv t' 'select value from t order by rowid'
}
# somebody whom the first login accompanies, whom the neighbour does not know, and for
# whom no trajectory is open
person=$(sqlite3 demo.db "
    SELECT lower(hex(g.person)) FROM guidance g
    JOIN worker_fact w ON w.id = g.worker AND w.retracted_at IS NULL
    WHERE w.login = 'toeleider' AND g.retracted_at IS NULL AND g.valid_to IS NULL
      AND NOT EXISTS (SELECT 1 FROM guidance o
        JOIN membership m ON m.organisation = o.organisation
        JOIN worker_fact b ON b.id = m.worker
        WHERE o.person = g.person AND b.login = 'buur')
      AND NOT EXISTS (SELECT 1 FROM trajectory_fact t WHERE t.person = g.person
        AND NOT EXISTS (SELECT 1 FROM trajectory_end n
          WHERE n.person = t.person AND n.trajectory = t.id))
    ORDER BY g.person LIMIT 1")
[ ${#person} = 32 ] || fail "the first login accompanies nobody without a trajectory"
person="${person:0:8}-${person:8:4}-${person:12:4}-${person:16:4}-${person:20}"
counts >before.txt
serve_region demo.db --quiet
python3 "$ROOT/tests/flow/dossier_client.py" "$ADDRESS" vindplaats-demo "$person" "$today" ||
    { cat server.log >&2; fail "the file could not be filled in"; }
serve_end
counts >after.txt
[ "$(grep -c . after.txt)" = 6 ] || { cat t.csv >&2; fail "six counts were expected"; }
# one each: of the two contacts one was corrected and no longer counts
paste before.txt after.txt | while read -r before after; do
    [ $((after - before)) = 1 ] || { paste before.txt after.txt >&2; fail "counted otherwise"; }
done
ok "what was entered through pages is counted"
"$V" verify --db sqlite:demo.db >verified.txt || { tail -5 verified.txt >&2; fail "verify"; }
ok "the store is whole"
grep -aq 'Slaapt slecht\|Inpakken bij een bakkerij\|Ik wil <b>koken' demo.db demo.db-wal 2>/dev/null &&
    fail "words stand in the open in the file of the database"
grep -q "$person" server.log && fail "the log of the server names a person"
ok "no words in the open, nobody in the log"
