# Files of persons in the clear, matched from a shell: what is found, what is told, what is
# never written, and what is refused.

# shellcheck shell=bash
# 600 people, every third twice, the second time with a slip in one place. `who` tells.
people() {
    awk 'BEGIN {
        srand(1)
        n_given = split("Jan An Mohamed Fatima Lotte Piet Emma Louis Marie Yusuf Sofie Karim Nele Bart Elif Tom Griet Ahmed Joke Wout", given, " ")
        n_family = split("Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Dubois Yilmaz Benali Leroy Hermans Simons Aydin Smet Lambert Bogaert Vandamme", family, " ")
        print "dossier_id;Voornaam;Familienaam;Geboortedatum;Postcode;GSM;who"
        for (i = 1; i <= 600; i++) {
            g = given[1 + int(rand() * n_given)]; f = family[1 + int(rand() * n_family)]
            d = sprintf("%02d/%02d/%d", 1 + int(rand() * 28), 1 + int(rand() * 12), 1950 + int(rand() * 55))
            p = 1000 + 10 * int(rand() * 800); m = sprintf("04%08d", rand() * 100000000)
            print "a" i ";" g ";" f ";" d ";" p ";" m ";" i
            if (i % 3) continue
            k = i % 4
            if (k == 0) g = substr(g, 1, length(g) - 1)
            if (k == 1) { t = g; g = f; f = t }
            if (k == 2) m = ""
            if (k == 3) d = substr(d, 4, 3) substr(d, 1, 3) substr(d, 7)
            print "b" i ";" g ";" f ";" d ";" p ";" m ";" i
        }
    }'
}
people >people.csv
expect 0 "Voornaam: given_name (by its name)" "dossier_id: id, no evidence" "every pair is compared" \
    "800 records are 600 persons" "precision 1.0000, recall 1.0000" -- \
    "$V" link match people.csv --truth who --out who.csv --pairs pairs.csv
[ "$(wc -l <who.csv)" = 801 ] || fail "a row for each record was expected"
[ "$(stat -c %a who.csv)" = 600 ] || fail "what is written about persons is for its owner only"
if grep -qiE 'peeters|yilmaz|04[0-9]{8}|/19' who.csv pairs.csv; then fail "a value of a person was written"; fi
grep -q '^1,[0-9]*,a3,1,[0-9]*,b3,linked,' pairs.csv || fail "a3 and b3 are one person"
ok "rows and ids are written, values never"
"$V" link match people.csv --threads 1 2>/dev/null | cmp - who.csv || fail "one thread, another answer"
"$V" link match people.csv --threads 3 2>/dev/null | cmp - who.csv || fail "three threads, another answer"
ok "the same on one thread and three"
expect 0 "birth_date" "one person with probability" "they are put together" -- \
    "$V" link match people.csv --explain 3,4
expect 0 "they are not put together" -- "$V" link match people.csv --explain 1,2
expect 65 "row" "rows count from 1" -- "$V" link match people.csv --explain 1,9999

# two files, in other encodings, with other headers and separators
{ head -1 people.csv; grep '^a' people.csv; } >a.csv
{ echo $'nom\tprénom\tdate de naissance\tcode postal\twho\trec_id'
  grep '^b' people.csv | awk -F';' -v OFS='\t' '{ print $3, $2, $4, $5, $7, $1 }'; } >b.csv
iconv -f UTF-8 -t WINDOWS-1252 b.csv >b1252.csv
expect 0 "Windows-1252" "precision 1.0000" "200 found" -- "$V" link match a.csv b1252.csv --truth who
expect 0 "Postcode: not used (as told)" "code postal: not used (as told)" -- \
    "$V" link match a.csv b.csv --columns 'postcode=-,code postal=-'

# what is refused, with its cure
: >empty.csv
expect 65 "the file is empty, expected a header" -- "$V" link match empty.csv
head -1 people.csv >header.csv
expect 65 "expected rows below the header" -- "$V" link match header.csv
printf 'a,b,c\nx,y,z\n' >strange.csv
expect 65 "no column of the file is recognised" "--columns" -- "$V" link match strange.csv
printf 'voornaam,naam\nAn,Maes\nJan,Claes,x\n' >ragged.csv
expect 65 "expected 2 cells, as in the header, found 3" "ragged.csv" -- "$V" link match ragged.csv
printf 'geslacht\nM\nV\n' >little.csv
expect 65 "at least two things that tell people apart" -- "$V" link match little.csv
expect 64 "there is no role" "family_name" -- "$V" link match people.csv --columns Voornaam=firstname
expect 64 "no file has a column" -- "$V" link match people.csv --columns Vornaam=given_name
expect 64 "no file has a column" -- "$V" link match people.csv --truth nobody
expect 64 "found the file of persons" -- "$V" link match people.csv --out ./people.csv
expect 66 "" -- "$V" link match nowhere.csv
expect 0 "personal data in the clear" -- "$V" link match --help

# a hundred thousand equal records, and odd ones, end soon
awk 'BEGIN { print "voornaam,familienaam,geboortedatum"
    for (i = 0; i < 100000; i++) print "Jan,Peeters,1980-02-03"
    for (i = 0; i < 400; i++) printf "%c,%s,%d-%02d-%02d\n", 97 + i % 26, i % 7 ? "Maes" i : "", 1900 + i % 99, 1 + i % 12, 1 + i % 28
    print ",,"; print "X,,"; print ",Y,"; print "Peeters,Jan,1880-02-03" }' >equal.csv
expect 0 "100404 records are" -- "$V" link match equal.csv
expect 65 "budget" "--memory" -- "$V" link match equal.csv --memory 16
ok "equal records are folded"
