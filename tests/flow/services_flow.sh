# The social map as a whole: found and shown, added and changed, doubted in two taps and
# settled, confirmed in one; uses and gaps counted about nobody; a service chosen for a
# person's barrier becomes a step in the plan. Out of the house and in again in the forms of
# HSDS 3: nothing changes. The open endpoints answer what the standard says they answer.
#
# With VINDPLAATS_HSDS=FOLDER (schema/ and examples/ of the specification) the standard's own
# examples go in and out too, and its own schemas look at every answer.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
head -c 40 /dev/zero >not_a_directory.json
touch server.log
D=(--db sqlite:demo.db)
is() { [ "$2" = "$3" ] || { tail -5 server.log >&2; fail "$1: expected $3, found $2"; }; ok "$1: $3"; }
number() { sqlite3 demo.db "$1"; }

# --- out and in again
for form in map.json map.zip map; do "$V" export services $form "${D[@]}" 2>words.txt || { cat words.txt >&2; fail "export $form"; }; done
grep -q '150 services' words.txt || fail "not all services went out: $(cat words.txt)"
before=$(number 'SELECT count(*) FROM audit')
for form in map.json map.zip map; do
    "$V" import services $form "${D[@]}" >counts.txt 2>words.txt || { cat words.txt >&2; fail "import $form"; }
    is "$form again: added and changed" "$(awk '$1 == "added" || $1 == "changed" { n += $2 } END { print n }' counts.txt)" 0
done
is "the same files again leave no trace" "$(number 'SELECT count(*) FROM audit')" "$before"
"$V" init --db sqlite:other.db >/dev/null 2>&1
for form in map map.zip; do
    "$V" import services $form --db sqlite:other.db >counts.txt 2>words.txt || { cat words.txt >&2; fail "import elsewhere"; }
done
"$V" export services elsewhere --db sqlite:other.db 2>words.txt
diff -r map elsewhere >/dev/null || fail "what went to another house came out otherwise"
ok "to another house and out again: the same bytes"
expect 73 'is there already' -- "$V" export services map "${D[@]}"

# --- strict, and everything or nothing
cat >bad.json <<'JSON'
[{"id": "018f0000-0000-7000-8000-000000000001", "name": "Goed", "status": "active", "kleur": "groen"},
 {"id": "018f0000-0000-7000-8000-000000000002", "name": "Fout", "status": "open"}]
JSON
expect 65 'line 2 (status)' 'nothing was written' -- "$V" import services bad.json "${D[@]}"
expect 0 'added 1' 'kleur' -- "$V" import services bad.json --keep-good --report report.csv "${D[@]}"
expect 65 'more than 50 % apart' '--accept-jump' -- "$V" import services map.json "${D[@]}"
is "the report tells every record" "$(grep -c . report.csv)" 3
expect 0 'unchanged 1' 'nothing new' -- "$V" import services bad.json --keep-good "${D[@]}"
expect 65 -- "$V" import services not_a_directory.json "${D[@]}"
expect 66 'no organisation' -- "$V" import services bad.json --sender nobody "${D[@]}"
"$V" export services with.json "${D[@]}" 2>/dev/null
grep -q '"kleur":"groen"' with.json || fail "what the standard has no name for was lost"
ok "what the standard has no name for is kept"

# --- the pages
serve_region demo.db --quiet
gaps=$(number "SELECT count(*) FROM directory_gap WHERE condition = 'justice' AND municipality = '44021' AND target_group IS NULL")
python3 "$ROOT/tests/flow/services_client.py" "$ADDRESS" || { tail -5 server.log >&2; fail "the pages"; }
is "a gap is about a barrier, a place and a group" "$(($(number "SELECT count(*) FROM directory_gap WHERE condition = 'justice' AND municipality = '44021' AND target_group IS NULL") - gaps))" 1
is "what is counted names no worker" "$(number "SELECT count(*) FROM pragma_table_info('directory_intent') WHERE name IN ('worker', 'person')")" 0

# --- the open endpoints
if [ -d "$ROOT/tests/node/node_modules" ]; then
    node "$ROOT/tests/node/check_hsds.mjs" "$ADDRESS" ${VINDPLAATS_HSDS:+"$VINDPLAATS_HSDS"} || fail "the open endpoints"
else
    fail "ajv is not installed: run tools/setup test"
fi
slowed=0
for _ in {1..1500}; do echo "url = $ADDRESS/hsds"; echo 'output = /dev/null'; done >many.txt
slowed=$(curl -s --config many.txt -w '%{http_code}\n' | grep -c 429)
[ "$slowed" -gt 0 ] || fail "nobody is slowed down"
ok "who asks 1500 times in a row is slowed down"
serve_end

# --- the standard's own examples
if [ -n "${VINDPLAATS_HSDS:-}" ]; then
    "$V" init --db sqlite:own.db >/dev/null 2>&1
    for name in service_full organization_full service_at_location_full location service_list tabular taxonomy_term_list; do
        "$V" import services "$VINDPLAATS_HSDS/examples/$name.json" --dry-run --db sqlite:own.db >counts.txt 2>words.txt ||
            { cat words.txt >&2; fail "the standard's $name"; }
        grep -qx 'refused 0' counts.txt || fail "$name: $(cat counts.txt)"
    done
    "$V" import services "$VINDPLAATS_HSDS/examples/csv" --dry-run --db sqlite:own.db >counts.txt 2>words.txt || { cat words.txt >&2; fail "the standard's tables"; }
    "$V" import services "$VINDPLAATS_HSDS/examples/service_full.json" --db sqlite:own.db >/dev/null 2>&1
    "$V" export services own.json --db sqlite:own.db 2>/dev/null
    python3 - "$VINDPLAATS_HSDS/examples/service_full.json" own.json <<'PYTHON' || fail "the standard's full service comes out otherwise"
import json, sys
def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in sorted(x.items())}
    if isinstance(x, list):
        return sorted((plain(v) for v in x), key=lambda v: json.dumps(v, sort_keys=True))
    return x
theirs, ours = (json.load(open(p, encoding="utf-8")) for p in sys.argv[1:])
sys.exit(plain(theirs) != plain(ours[0]))
PYTHON
    ok "the standard's own examples go in, and its full service comes out the same"
fi
"$V" verify --deep "${D[@]}" >verify.txt || fail "$(cat verify.txt)"
ok "the database is whole"
