# The walk-through of docs/linkage.md, every command of it, with three invented
# organisations: as many human beings come out as there are, and no file that leaves an
# owner holds a name, a date or a number.

ln -s "$ROOT/demo" demo
vindplaats() { "$V" "$@"; }
awk '/^```sh$/ { n++; on = 1; next } /^```$/ { on = 0 } on { print > sprintf("step%02d.sh", n) }' \
    "$ROOT/docs/linkage.md"
[ "$(ls step*.sh | wc -l)" = 8 ] || fail "expected 8 steps in docs/linkage.md"

# what an owner has of a person: names, dates, numbers, ids, of six signs or more (shorter ones
# come up by chance)
for owner in ocmw-leiestad de-brug jeugdpunt; do
    sed 1d "demo/linkage/$owner.csv" | tr ',;' '\n\n' | tr -d '\r"'
done | awk 'length >= 6' | sort -u >needles.txt
[ "$(wc -l <needles.txt)" -gt 220 ] || fail "too few values to look for"
for step in step0[1-7].sh; do
    # shellcheck disable=SC1090
    set +e; ( set -e; source "./$step" ) >out.txt 2>err.txt; status=$?; set -e
    [ $status = 0 ] || { cat "$step" out.txt err.txt >&2; fail "$step of docs/linkage.md"; }
    ok "$(grep -c vindplaats "$step") commands of $step"
done

sent="holder unit analyst leiestad-2026.public */request.txt */*.clk */pseudonyms.csv"
# shellcheck disable=SC2086
find $sent -type f | sort -u >files.txt
[ "$(wc -l <files.txt)" -ge 20 ] || fail "too few files to look in"
while read -r file; do
    ! grep -qaFf needles.txt "$file" || fail "something of a person stands in $file"
    sed 's/^[^,]*,//; s/,.*//' "$file" | base64 -di 2>/dev/null >bits.bin || true
    ! grep -qaFf needles.txt bits.bin || fail "something of a person stands in the bits of $file"
done <files.txt
grep -qaFf needles.txt ocmw-leiestad/clients.csv || fail "the search finds nothing"
ok "$(wc -l <needles.txt) values of people: in none of $(wc -l <files.txt) files that left an owner"
for file in */*.map */keys.csv */joined.csv */*.secret unit/groups.csv unit/to-owners/*; do
    [ "$(stat -c %a "$file")" = 600 ] || fail "$file has mode $(stat -c %a "$file")"
done
ok "what stays is readable by its owner alone"
head -qn 1 unit/groups.csv unit/to-owners/*.csv */pseudonyms.csv */joined.csv | tr ',' '\n' |
    sort -u | grep -qiE "score|dice|similar|weight" && fail "scores are given out"
ok "no scores"

# the truth: 85 people in 130 records
[ "$(cat analyst/{ocmw-leiestad,de-brug,jeugdpunt}.txt | wc -l)" = 130 ] || fail "expected 130 records at the analyst"
people=$(cat analyst/people.txt)
truth=$(sed 1d demo/linkage/truth.csv | cut -d, -f3 | sort -u | wc -l)
for owner in ocmw-leiestad de-brug jeugdpunt; do
    sed "1d; s/^/$owner,/" $owner/joined.csv
done | tr -d '\r' | sort >found.txt
sed 1d demo/linkage/truth.csv | sort >truth.txt
# organisation,id,person + organisation,id,pseudonym -> wrong: pseudonyms of two people
join -t '|' <(sed 's/,\([^,]*\)$/|\1/' truth.txt | sort) \
    <(cut -d, -f1-3 found.txt | sed 's/,\([^,]*\)$/|\1/' | sort) >both.txt
[ "$(wc -l <both.txt)" = 130 ] || fail "ids do not come back"
wrong=$(cut -d'|' -f3,2 both.txt | sort -u | cut -d'|' -f2 | sort | uniq -d | wc -l)
missed=$(cut -d'|' -f2,3 both.txt | sort -u | cut -d'|' -f1 | sort | uniq -d | wc -l)
[ "$wrong" -le 1 ] || fail "$wrong pseudonyms are of two people"
[ "$missed" -le 3 ] || fail "$missed people have two pseudonyms"
[ "$people" -ge $((truth - 1)) ] && [ "$people" -le $((truth + 3)) ] ||
    fail "$people people counted, $truth there are"
ok "$people people counted of $truth: $missed missed, $wrong taken for another"

# the same groups give the same pseudonyms again; another secret others
mkdir again other
"$V" link resolve unit/groups.csv --secret unit/unit.secret --out again 2>/dev/null
cmp again/de-brug.pseudonyms.csv unit/to-owners/de-brug.pseudonyms.csv || fail "other pseudonyms"
"$V" link secret --project leiestad-2026 --unit --out other.secret 2>/dev/null
"$V" link resolve unit/groups.csv --secret other.secret --out other 2>/dev/null
cut -d, -f2 other/de-brug.pseudonyms.csv | sed 1d >names.txt
! grep -qFf names.txt unit/to-owners/de-brug.pseudonyms.csv || fail "pseudonyms do not hang on the secret"
ok "pseudonyms hang on the groups and on the unit's secret"

# what does not fit is refused
expect 77 E1007 "that of the data owners" -- "$V" link resolve unit/groups.csv --secret de-brug/owners.secret --out again
"$V" link secret --project elsewhere --unit --out else.secret 2>/dev/null
expect 65 E1003 "another project" -- "$V" link resolve unit/groups.csv --secret else.secret --out again
expect 73 E1006 -- "$V" link resolve unit/groups.csv --secret unit/unit.secret --out again
expect 65 E1003 "no pseudonym" "another delivery" -- "$V" link join de-brug/pseudonyms.csv --map jeugdpunt/jeugdpunt.map --out x.csv
expect 73 E1006 -- "$V" link join de-brug/pseudonyms.csv --map de-brug/de-brug.map --out de-brug/joined.csv
encode() { "$V" link encode demo/linkage/de-brug.csv --party de-brug --out "$1.clk" --map "$1.map" "${@:2}" 2>/dev/null; }
encode high --secret de-brug/owners.secret --hardening high
"$V" link secret --project leiestad-2026 --out second.secret 2>/dev/null
encode second --secret second.secret
"$V" link secret --project elsewhere --out else2.secret 2>/dev/null
encode elsewhere --secret else2.secret
match() { "$V" link match unit/ocmw-leiestad.clk "$@" --out x.csv; }
expect 65 E1003 "hardening" -- match high.clk
expect 65 E1003 "secret" -- match second.clk
expect 65 E1003 "project" -- match elsewhere.clk
expect 65 E1003 "two files of the party" -- match unit/ocmw-leiestad.clk
head -c 3000 unit/de-brug.clk >cut.clk
expect 65 E1003 "the file ends before it is whole" "cut.clk" -- match cut.clk
expect 66 E1005 -- match missing.clk
expect 64 E1001 "--out" -- "$V" link match unit/ocmw-leiestad.clk unit/de-brug.clk
expect 65 E1003 "0.3 to 1" -- match unit/de-brug.clk --threshold 1.5
[ ! -e x.csv ] || fail "a refused command wrote"
# keys of another project
sed 's/leiestad-2026/elsewhere/' de-brug/keys.csv >keys.csv
expect 65 E1003 "another project" -- "$V" link encode demo/linkage/de-brug.csv --party de-brug \
    --secret de-brug/owners.secret --keys keys.csv --out y.clk --map y.map

# partners' files
printf '{"clks":["%s","%s"]}' "$(head -c 128 /dev/zero | tr '\0' 'a' | base64 -w0)" \
    "$(head -c 128 /dev/zero | tr '\0' 'b' | base64 -w0)" >theirs.json
head -c 256 /dev/zero | tr '\0' 'a' >ours.bin
expect 0 "ours: 2 records" -- "$V" link match theirs.json ours.bin --threshold 0.9 --out foreign.csv

# shellcheck disable=SC1090
source ./step08.sh
[ "$(ls unit)" = "$(printf 'to-owners\nunit.secret')" ] && [ -z "$(ls unit/to-owners)" ] ||
    fail "something is left at the unit: $(ls -R unit)"
ok "nothing is left at the unit but its secret"
