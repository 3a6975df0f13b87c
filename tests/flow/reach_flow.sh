# Reach is countable without anybody: conversations recorded over HTTP by a guide, and
# counted with the question language. The same form twice counts once; who does not want to
# be registered counts; who is met again counts once; undone is not counted.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
# the value is the twelfth column from the end; a title before it may hold commas
count() { "$V" ask --db sqlite:demo.db --format csv "$1" | tr -d '\r' | awk -F, 'NR == 2 { print $(NF - 11) }'; }
# what is counted before and after, asked at once: starting the program costs more than counting
cat >counts.vraag <<'END'
question "reach"
part 1
  table "met" count people met
  table "refused" count people met refused
  table "presences" count outreach actions where action kind = presence
  table "places" count places
  table "persons" count persons reached
END
counts() { "$V" answer counts.vraag --db sqlite:demo.db --format csv | tr -d '\r' | awk -F, 'NR > 1 { printf "%s ", $(NF - 11) } END { print "" }'; }
# page PATH; send PATH NAME=VALUE...: what came is in page.html, its status in $status, where
# it leads in $leads
page() { read -r status leads < <(curl -s -b jar -c jar -o page.html -w '%{http_code} %{redirect_url}\n' "$ADDRESS$1"); leads=${leads#"$ADDRESS"}; }
send() {
    local path=$1 value=(); shift
    for v in "$@"; do value+=(--data-urlencode "$v"); done
    read -r status leads < <(curl -s -b jar -c jar -o page.html -w '%{http_code} %{redirect_url}\n' "${value[@]}" "$ADDRESS$path")
    leads=${leads#"$ADDRESS"}
}
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" page.html | head -1 | sed 's/.*value="//; s/"$//'; }
login() {
    rm -f jar
    page /aanmelden
    send /aanmelden "csrf=$(hidden csrf)" "aanmelding=$1" wachtwoord=vindplaats-demo
    [ "$status" = 303 ] || fail "$1 cannot log in: $status"
}
is() { [ "$2" = "$3" ] || { tail -5 server.log >&2; fail "$1: expected $3, found $2"; }; ok "$1: $3"; }
# record [NAME=VALUE...]: a conversation as the form would send it
record() {
    page /contact/nieuw
    csrf=$(hidden csrf) form=$(hidden formulier)
    send /contact/nieuw "csrf=$csrf" "formulier=$form" "$@"
}

login toeleider
read -r met refused presences places persons < <(counts)
[ -n "$persons" ] || fail "five counts were expected"

page /veld
is "today is open to a guide" "$status" 200
# 1 Nieuw contact, 2 Andere plek, 3 its name, 4 Arabisch, 5 Bewaar en nog een
record plek=andere "plek_naam=Kapsalon Lente" wie=anoniem aantal=1 taal=ar daarna=nog
is "an anonymous conversation leads to the next one" "$status $leads" "303 /contact/nieuw?gedaan=bewaard"
send /contact/nieuw "csrf=$csrf" "formulier=$form" plek=andere "plek_naam=Kapsalon Lente" wie=anoniem aantal=1 taal=ar daarna=nog
is "the same form again gets the same answer" "$status $leads" "303 /contact/nieuw?gedaan=bewaard"
page /contact/nieuw
grep -q '<label[^>]*>Kapsalon Lente' page.html || fail "the last place is not offered"
place=$(hidden plek)
grep -q "value=\"$place\" checked" page.html || fail "the last place is not chosen already"
grep -q 'name="taal" value="ar" checked' page.html || fail "the last language is not chosen already"
ok "the second conversation needs one tap: the last place and language are chosen already"
record "plek=$place" wie=anoniem aantal=1 taal=ar daarna=klaar
is "and leads to today" "$status $leads" "303 /veld?gedaan=bewaard"
record "plek=$place" wie=anoniem aantal=3 geweigerd=ja daarna=klaar
read -r met_now refused_now presences_now places_now persons_now < <(counts)
is "people met, without anybody" "$((met_now - met))" 5
is "who does not want to be registered counts" "$((refused_now - refused))" 3
is "one presence a day and place" "$((presences_now - presences))" 1
is "a place is known by its name" "$((places_now - places))" 1
is "nobody has a file because of it" "$((persons_now - persons))" 0

record "plek=$place" wie=nieuw "bijnaam=blauwe sjaal" taal=fr "notitie=vraagt naar lessen" stap=call "stap_dag=$(TZ=Europe/Brussels date +%F)" daarna=klaar
page /veld
grep -q 'blauwe sjaal' page.html || fail "who is met again is not on the page of today"
thread=$(grep 'blauwe sjaal' page.html | grep -o '/gesprekken/[0-9a-f-]*' | head -1)
record "plek=$place" "wie=${thread##*/}" daarna=klaar
is "who is met again counts once" "$(($(count 'count people met') - met))" 6
page "$thread"
grep -q 'vraagt naar lessen' page.html || fail "what was said is not with the conversation"
! grep -aqs 'blauwe sjaal\|vraagt naar lessen' demo.db demo.db-wal || fail "words stand open in the database"
ok "nickname and words are sealed"

# the tap that chooses another place in the municipality of the last one confirms it
page "/vindplaatsen?gemeente=geen"
grep -q 'Kapsalon Lente' page.html || fail "a place without a municipality is not in the list of those"
page /contact/nieuw
record plek=andere "plek_naam=Parkje Oost" plek_gemeente=11002 wie=anoniem daarna=klaar
page /contact/nieuw
grep -q 'value="andere-11002".*Andere plek in Antwerpen\|Andere plek in Antwerpen' page.html || fail "the municipality of the last place is not offered"
record plek=andere-11002 "plek_naam=Kapsalon Lente" wie=anoniem daarna=klaar
page "/vindplaatsen?gemeente=geen"
! grep -q 'Kapsalon Lente' page.html || fail "the place is still without a municipality"
page "/vindplaatsen?gemeente=11002&naam=kapsalon"
grep -q 'Kapsalon Lente' page.html || fail "the place did not get the municipality it lacked"
record plek=andere-11002 "plek_naam=Kapsalon Lente" wie=anoniem daarna=klaar
is "a place is known by its name and municipality" "$(($(count 'count places') - places))" 2
record plek=andere "plek_naam=Kapsalon Lente" plek_gemeente=44021 wie=anoniem daarna=klaar
is "the same name elsewhere is another place" "$(($(count 'count places') - places))" 3
record plek=andere-99999 "plek_naam=Nergens" wie=anoniem daarna=klaar
is "a municipality that is none" "$status" 422

record wie= plek=
is "the only complaint" "$status" 422
grep -q 'Kies waar of met wie je sprak' page.html || fail "the complaint says something else"
page /veld
undo=$(grep -o '/contact/[0-9a-f-]*/ongedaan' page.html | tail -1)
send "$undo" "csrf=$(hidden csrf)" "formulier=$(cat /proc/sys/kernel/random/uuid)"
is "a conversation is undone" "$status $leads" "303 /veld?gedaan=verwijderd"
is "what is undone is not counted" "$(($(count 'count people met') - met))" 9

python3 "$ROOT/tests/flow/action_client.py" "$ADDRESS" vindplaats-demo >actions.txt ||
    { cat actions.txt >&2; tail -3 server.log >&2; fail "an action of many rows"; }
while read -r line; do ok "$line"; done <actions.txt

login buur
page "$thread"
is "a thread is of one organisation" "$status" 404
login jobcoach
page /contact/nieuw
is "volunteers record no conversations in the field" "$status" 403
page "$thread"
is "nor read them" "$status" 403
login bemiddelaar
page /gesprekken
is "nobody at the public employment service has a list of them" "$status" 403
serve_end
"$V" verify --deep --db sqlite:demo.db >verify.txt || fail "$(cat verify.txt)"
ok "the database is whole"
