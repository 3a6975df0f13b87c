# A data owner encodes: what leaves him holds nothing that he wrote, what would give
# people away is refused, and nothing is half done.

demo=$ROOT/demo/linkage
expect 0 "mode 0600" "never to the linkage" -- "$V" link secret --project wijk-1 --out own.secret
expect 73 E1006 -- "$V" link secret --project wijk-1 --out own.secret
expect 65 E1003 "a-z, 0-9" -- "$V" link secret --project "Wijk 1" --out x.secret
expect 64 E1001 "--project" -- "$V" link secret --out x.secret
[ "$(stat -c %a own.secret)" = 600 ] || fail "the secret has mode $(stat -c %a own.secret)"

encode() { "$V" link encode "$demo/ocmw-leiestad.csv" --party ocmw --secret own.secret "$@"; }
expect 0 "49 people and 8 decoys" "stays with you" -- encode --out a.clk --map a.map
[ "$(stat -c %a a.map)" = 600 ] || fail "the map has mode $(stat -c %a a.map)"
[ "$(wc -l <a.clk)" = 59 ] || fail "expected a head, 57 records and a last line"
[ "$(wc -l <a.map)" = 58 ] || fail "expected a header and 57 lines in the map"
[ "$(grep -c 'yes' a.map)" = 8 ] || fail "expected 8 decoys in the map"

# nothing of the owner's file is in what leaves: no cell of six signs or more (shorter ones
# come up by chance among so many digits)
sed 1d "$demo/ocmw-leiestad.csv" | tr ',' '\n' | tr -d '\r"' | awk 'length >= 6' | sort -u >cells.txt
[ "$(wc -l <cells.txt)" -gt 120 ] || fail "too few cells to look for"
sed '1d;$d' a.clk | cut -d, -f2 | base64 -d 2>/dev/null >a.bin || true
! grep -qFf cells.txt a.clk || fail "a cell of the owner's file stands in the encodings"
! grep -qaFf cells.txt a.bin || fail "a cell of the owner's file stands in the bits"
cut -d, -f2 a.map | sed 's/^/klant /' >planted.txt; head -1 cells.txt >>planted.txt
grep -qFf cells.txt planted.txt || fail "the search does not find what was planted"
# rows stand in order of tokens, which is not that of the file
sed '1d;$d' a.clk | cut -d, -f1 >tokens.txt
LC_ALL=C sort -c tokens.txt || fail "rows are not in order of their tokens"
sed '1d;/yes/d' a.map | cut -d, -f1 >owner_order.txt
! cmp -s <(grep -Fxf owner_order.txt tokens.txt) owner_order.txt || fail "rows are in the owner's order"
expect 0 -- encode --out again.clk --map again.map
! grep -qFf tokens.txt again.clk || fail "a token was used twice"
# the same person has the same bits in both files: noise does not add up over deliveries
shared=$(comm -12 <(sed '1d;$d' a.clk | cut -d, -f2 | sort) <(sed '1d;$d' again.clk | cut -d, -f2 | sort) | wc -l)
[ "$shared" -ge 49 ] || fail "only $shared of 49 encodings are the same in a second file"
ok "a second file has other tokens and the same encodings"

# nothing is replaced, and nothing is half done
expect 73 E1006 -- encode --out a.clk --map new.map
[ ! -e new.map ] || fail "a map was left behind"
expect 73 E1006 -- encode --out new.clk --map a.map
[ ! -e new.clk ] || fail "encodings without their map"

# refused, with the cure
head -15 "$demo/ocmw-leiestad.csv" >few.csv
expect 77 E1007 "at least 20" -- "$V" link encode few.csv --party ocmw --secret own.secret --out x --map y
expect 77 E1007 "at least 3 encoded fields" -- encode --out x --map y \
    --without given_name,birth_name,birth_date,sex,postcode
sed 's/"bitsPerFeature": [0-9]*/"bitsPerFeature": 300/' "$demo/schema.json" >full.json
expect 77 E1007 "at most 60 %" -- encode --out x --map y --schema full.json
printf 'chicken' >short.secret; chmod 600 short.secret
refused() { # STATUS WORDS... -- SECRET
    local words=()
    while [ "$1" != -- ]; do words+=("$1"); shift; done
    expect "${words[@]}" -- "$V" link encode "$demo/ocmw-leiestad.csv" --party ocmw --secret "$2" --out x --map y
}
refused 78 E2001 "link secret" -- short.secret
refused 78 E2001 "cannot open" -- missing.secret
sed 's/wijk-1/wijk-2/' own.secret >other.secret; chmod 600 other.secret
refused 78 E2001 "another project" -- other.secret
chmod 640 other.secret
refused 78 E2001 "mode 0640" -- other.secret
"$V" link secret --project wijk-1 --unit --out unit.secret 2>/dev/null
refused 77 E1007 "that of the linkage unit" -- unit.secret
expect 64 E1001 "--party" -- "$V" link encode "$demo/ocmw-leiestad.csv" --secret own.secret
expect 65 E1003 "decoys per 100 people" -- encode --out x --map y --decoys 51
expect 64 E1001 "none, standard or high" -- encode --out x --map y --hardening strong
cut -d, -f1-5 "$demo/ocmw-leiestad.csv" >narrow.csv
expect 66 E1005 "no column for the field postcode" "--without postcode" -- \
    "$V" link encode narrow.csv --party ocmw --secret own.secret --out x --map y
expect 0 "postcode: no column" -- "$V" link encode narrow.csv --party ocmw --secret own.secret \
    --without postcode,place --out narrow.clk --map narrow.map
printf 'id,voornaam\n1,Jan,Jansen\n' >ragged.csv
expect 65 E1003 "expected 2 cells" "ragged.csv" -- "$V" link encode ragged.csv --party ocmw --secret own.secret --out x --map y
[ ! -e x ] && [ ! -e y ] || fail "a refused command wrote"
ok "a refused command writes nothing"

expect 0 "without hardening" -- encode --hardening none --decoys 0 --out none.clk --map none.map
expect 0 -- encode --hardening high --out high.clk --map high.map
grep -q '"birth_year_salt":true' high.clk || fail "high does not salt with the birth year"
