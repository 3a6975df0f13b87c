# Looking for people, beginning files, changing what is known of them: over HTTP, as
# guides of two organisations do it.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db
python3 "$ROOT/tests/flow/persons_client.py" "$ADDRESS" vindplaats-demo || {
    tail -5 server.log >&2
    exit 1
}
serve_end
! grep -qiE 'hasan|olena|0470|kwikstaartje' server.log || fail "the log of requests names somebody"
python3 - <<'PY' || fail "what is logged of searches"
import sqlite3
db = sqlite3.connect('demo.db')
text = ' '.join(' '.join(r) for r in db.execute("SELECT act, reason FROM audit")).lower()
assert 'search for a person' in text and 'begin a file' in text
for word in ('hasan', 'olena', 'kwikstaartje', 'الحسن', '0470', '1985'):
    assert word not in text, word
looks = db.execute("SELECT count(*) FROM read_log WHERE reason = 'found in a search'").fetchone()[0]
assert looks >= 9, looks
whole = open('demo.db', 'rb').read()
for word in ('Kwikstaartje', 'الحسن', '0472 00 00 02'):
    assert word.encode() not in whole, word
PY
ok "every search and every name shown is logged, never for whom; nothing stands open"
"$V" verify --deep --db sqlite:demo.db >out.txt || { cat out.txt >&2; fail "defects"; }
ok "the store verifies"
