# National numbers become pseudonyms that two organisations share, and nobody on the way
# has seen both number and key. Then the same with nonsense in every place.
cat >gent.csv <<'EOF'
record;rijksregisternummer;familienaam;voornaam;geboortedatum
g1;85.07.30-033.28;Van den Berghe;Jan;1985-07-30
g2;;Peeters;Marie-Claire;12/03/1990
g3;85073003329;Janssens;Piet;
g4;;;;
EOF
cat >aalst.csv <<'EOF'
id,insz,surname,first_name,birth_date
a1,85073003328,Vandenberghe,Johan,30.7.1985
a2,,Marie,Peeters,1990-03-12
a3,,Petters,Marie,12-03-1990
a4,,Peeters,Marie,03/12/1990
a5,,Willems,Ann,1971-01-01
EOF

# the key holder
"$V" link key holder.key --new --ledger holder.ledger --elements-per-day 40 2>words.txt
[ "$(stat -c %a holder.key) $(stat -c %a holder.ledger)" = "600 600" ] || fail "modes of key and ledger"
cp holder.key before.key
expect 73 E1006 "exist" -- "$V" link key holder.key --new --ledger other.ledger
expect 73 E1006 "ledger" -- "$V" link key other.key --new --ledger holder.ledger
cmp -s holder.key before.key && [ ! -e other.key ] && [ ! -e other.ledger ] || fail "a refused key left something"
"$V" link key holder.key --project toeleiding-2026 --out t.public
"$V" link key holder.key --project toeleiding-2026 | cmp -s - t.public || fail "the public part is another one the second time"
"$V" link key holder.key --project iets-anders >o.public
[ "$(grep ^key t.public)" != "$(grep ^key o.public)" ] || fail "two projects have one key"
! grep -q "$(sed -n 's/^master //p' holder.key)" t.public o.public holder.ledger || fail "the master key is in a public file"
ok "a key holder has one file, every project a key"

# out and back
for who in gent aalst; do
    "$V" link blind $who.csv --public t.public --requester oc-$who --out $who.request --private $who.private >$who.counts 2>words.txt
    "$V" link evaluate $who.request --key holder.key --requester oc-$who --out $who.answer --ledger holder.ledger >$who.evaluated
    "$V" link unblind $who.answer --private $who.private --out $who.pseudonyms >$who.unblinded 2>words.txt
    grep -q "Every proof holds" words.txt || fail "no word about the proof"
    [ ! -e $who.private ] || fail "the private file of $who is still there"
done
printf 'rows 4\nelements 9\ninsz 1\nname-date-1 2\nname-date-2 2\nname-date-3 2\nname-date-4 2\nrows_without_key 2\ninsz_not_valid 1\nbirth_not_a_date 0\n' | diff - gent.counts || fail "counts of gent"
! grep -rqE "85073003328|Berghe|berghe" ./*.request ./*.answer holder.ledger ./*.pseudonyms || fail "a number or name is in what travels"
ok "numbers and names stay at home"
shared() { # record of gent, record of aalst, kinds whose pseudonyms are equal
    join -t, -j 1 <(grep "^$1," gent.pseudonyms | awk -F, '{ print $3 "," $2 }' | sort) \
        <(grep "^$2," aalst.pseudonyms | awk -F, '{ print $3 "," $2 }' | sort) | cut -d, -f2 | sort | paste -sd' '
}
same() { [ "$(shared "$1" "$2")" = "$3" ] || fail "$4: expected $3, found $(shared "$1" "$2")"; ok "$4"; }
same g1 a1 "insz name-date-3" "one number, however it and the name are written"
same g2 a2 "name-date-2" "names in each other's column"
same g2 a3 "name-date-3" "a vowel less: name-date-3"
same g2 a4 "name-date-4" "day and month in each other's place"
[ -z "$(shared g1 a5)$(shared g2 a5)$(shared g2 a1)" ] || fail "strangers share a pseudonym"
[ "$(cut -d, -f3 gent.pseudonyms | sed 1d | grep -cE '^[0-9a-f]{32}$')" = 9 ] || fail "pseudonyms of 32 digits"

# another project: nothing can be joined
"$V" link blind gent.csv --public o.public --requester oc-gent --out o.request --private o.private >/dev/null 2>&1
"$V" link evaluate o.request --key holder.key --requester oc-gent --out o.answer --ledger holder.ledger >/dev/null
"$V" link unblind o.answer --private o.private --out o.pseudonyms --keep-private >/dev/null 2>&1
[ -e o.private ] || fail "--keep-private"
[ -z "$(cut -d, -f3 gent.pseudonyms o.pseudonyms | grep -v pseudonym | sort | uniq -d)" ] || fail "two projects share a pseudonym"
ok "pseudonyms of two projects cannot be joined"

# the limit, and the ledger that says so
"$V" link blind aalst.csv --public t.public --requester oc-gent --out big.request --private big.private >/dev/null 2>&1
awk 'BEGIN { print "id,insz,naam"; for (i = 0; i < 41; i++) print i ",85073003328,x" }' >41.csv
"$V" link blind 41.csv --public t.public --requester oc-gent --out 41.request --private 41.private >/dev/null 2>&1
expect 77 E1007 "limit is 40 a day" "hint" -- "$V" link evaluate 41.request --key holder.key --requester oc-gent --out 41.answer --ledger holder.ledger
[ ! -e 41.answer ] || fail "an answer beyond the limit"
"$V" link ledger holder.ledger --public t.public >ledger.csv 2>words.txt
grep -q "4 entries, every chain and signature holds; 1 refused" words.txt || { cat words.txt; fail "the ledger"; }
[ "$(cut -d, -f3-6 ledger.csv | tail -1)" = "refused,oc-gent,toeleiding-2026,41" ] || fail "the refusal is not in the ledger"
grep -q "^ledger_entry 1$" gent.unblinded && grep -qF "$(sed -n 's/^ledger_chain //p' gent.unblinded)" holder.ledger || fail "the receipt is not in the ledger"
sed 's/ 9 / 3 /' holder.ledger >false.ledger
expect 65 E3005 "line 2" "chain" -- "$V" link ledger false.ledger --public t.public
expect 65 E3005 "line 2" -- "$V" link evaluate gent.request --key holder.key --requester oc-gent --out x --ledger false.ledger
ok "the ledger is verified by who has no key"

# nonsense as input: no file of ours, one of ours but cut or changed, one of another hand
head -c 700 gent.request >cut.request
sed 's/^project .*/project iets-anders/' gent.request >other.request
sed '12s/./x/' gent.request >letter.request
unzip_like=$(printf 'PK\003\004'); printf '%s' "$unzip_like" >zip.request
: >empty.request
for f in zip empty; do
    expect 65 E1002 "line 1" "vindplaats blind request" -- "$V" link evaluate $f.request --key holder.key --requester oc-gent --out x --ledger holder.ledger
done
expect 65 E1002 "hand it over again" -- "$V" link evaluate cut.request --key holder.key --requester oc-gent --out x --ledger holder.ledger
expect 65 E1003 "line 5" "public file of project iets-anders" -- "$V" link evaluate other.request --key holder.key --requester oc-gent --out x --ledger holder.ledger
expect 65 E1002 "line 12" "64 hex digits" -- "$V" link evaluate letter.request --key holder.key --requester oc-gent --out x --ledger holder.ledger
expect 77 E1007 "oc-aalst" -- "$V" link evaluate gent.request --key holder.key --requester oc-aalst --out x --ledger holder.ledger
expect 78 E2001 "No such file" -- "$V" link evaluate gent.request --key none.key --requester oc-gent --out x --ledger holder.ledger
expect 64 E1001 "--requester" -- "$V" link evaluate gent.request --key holder.key --out x --ledger holder.ledger
[ ! -e x ] || fail "an answer to nonsense"
[ "$("$V" link ledger holder.ledger --public t.public 2>/dev/null | wc -l)" = 5 ] || fail "nonsense was charged"

sed 's/^proof 0/proof 1/; t; s/^proof ./proof 0/' o.answer >p.answer
expect 77 E1007 "proof does not hold" "use nothing" -- "$V" link unblind p.answer --private o.private --out y
expect 65 E1003 "line 2" "expected project iets-anders" -- "$V" link unblind gent.answer --private o.private --out y
expect 65 E1003 "line 1" "found request" -- "$V" link unblind o.request --private o.private --out y
expect 65 E1002 "line 1" -- "$V" link unblind gent.csv --private o.private --out y
chmod 644 o.private
expect 78 E2001 "mode 0644" -- "$V" link unblind o.answer --private o.private --out y
chmod 600 o.private
[ ! -e y ] && [ -e o.private ] || fail "a refused answer left something, or took the private file"
expect 73 E1006 "exist" -- "$V" link unblind o.answer --private o.private --out o.pseudonyms

printf 'a,b\n1,2\n' >strange.csv
printf 'record,insz\nx,"1\n' >open.csv
printf 'record,insz\nx\n' >short.csv
printf 'record,insz\nx,00000000000\n' >none.csv
blind() { "$V" link blind "$1" --public t.public --requester oc-gent --out z --private zz "${@:2}"; }
expect 65 E1003 "hint" "--columns" -- blind strange.csv
expect 65 E1002 "line 2" -- blind open.csv
expect 65 E1002 "line 2" "cells" -- blind short.csv
expect 65 E1003 "no identifier" -- blind none.csv
expect 65 E1002 "empty file" -- blind empty.request
expect 66 E1005 "No such file" -- blind nowhere.csv
expect 64 E1001 "name-date-9" "name-date-1" -- blind gent.csv --kinds insz,name-date-9
expect 65 E1003 "family name" -- blind none.csv --kinds name-date-1
expect 65 E1002 "public file" -- "$V" link blind gent.csv --public gent.csv --requester oc-gent --out z --private zz
expect 65 E1003 "--requester" -- "$V" link blind gent.csv --public t.public --requester "oc gent" --out z --private zz
expect 64 E1001 "same file" -- "$V" link blind gent.csv --public t.public --requester oc-gent --out z --private z
[ ! -e z ] && [ ! -e zz ] || fail "a refused file left something"

# points for the eHealth platform, with the warning
"$V" link blind gent.csv --suite ehealth-p521 --project t --requester oc-gent --out e.request --private e.private >e.counts 2>words.txt
grep -q "reversible" words.txt || fail "no warning"
grep -qx "elements 1" e.counts && grep -qx "insz 1" e.counts || fail "eHealth takes the number only"
expect 65 E1003 "line 3" "eHealth platform" -- "$V" link evaluate e.request --key holder.key --requester oc-gent --out x --ledger holder.ledger
expect 64 E1001 "--public" -- "$V" link blind gent.csv --suite ehealth-p521 --public t.public --project t --requester oc-gent --out z --private zz
expect 64 E1001 "p-256" -- "$V" link blind gent.csv --suite p-256 --public t.public --requester oc-gent --out z --private zz
