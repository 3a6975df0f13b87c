# A group session from the list of last time to twenty ticks in one save: sent twice,
# corrected, taken back; the hours stand in each file and in the figures; strangers find
# nothing. The first half of usability script 10.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db --quiet
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
has() { grep -qF -- "$2" page.html || fail "$1: the page does not say: $2"; ok "$1"; }
# all values of one name, as values of another
all() { grep -o "name=\"$1\" value=\"[^\"]*\"" page.html | sed "s/.*value=\"/$2=/; s/\"\$//"; }

login toeleider
page /meer
has "the way there" 'href="/sessies"'
page /sessies
has "today is still to tick" "nog aan te vinken"
today=$(grep -o '/sessies/[0-9a-f-]*"' page.html | sed 's/"//' | while read -r s; do
    page "$s"; grep -q 'Bewaar wie er was' page.html && grep -q 'name="iedereen"' page.html && { echo "$s"; break; }; done)
page "$today"
is "twenty people to tick" "$(grep -c 'name="er"' page.html)" 20
csrf=$(hidden csrf) form=$(hidden formulier)
mapfile -t not < <(all wasniet wasniet)
mapfile -t ticked < <(all wasniet er | head -19)
person=$(all wasniet x | sed -n 1p | sed 's/x=//')
send "$today/aanwezig" "csrf=$csrf" "formulier=$form" "${not[@]}" "${ticked[@]}"
is "nineteen are ticked in one save" "$status $leads" "303 $today?gedaan=bewaard"
send "$today/aanwezig" "csrf=$csrf" "formulier=$form" "${not[@]}" "${ticked[@]}"
is "sent twice, the same answer" "$status $leads" "303 $today?gedaan=bewaard"
page "$today"
has "and counted once" "19 van 20 aanwezig"
is "ticks stand as they were left" "$(grep -c 'name="er".*checked' page.html)" 19
page "/personen/$person/tijdlijn"
has "it stands in the file of who was there" "Samen op weg"
is "once for this day" "$(grep -c "href=\"$today\"" page.html)" 1

# a page that was open meanwhile: only what is changed in it changes
send "$today/aanwezig" "csrf=$csrf" "formulier=${form%????}abcd" "${not[0]}" "${ticked[0]}"
is "a page that stood open undoes nothing" "$status" 303
page "$today"
has "still nineteen" "19 van 20 aanwezig"
mapfile -t was < <(all was was)
mapfile -t still < <(all was er | tail -18)
send "$today/aanwezig" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "${was[@]}" "${still[@]}"
page "$today"
has "one was not there after all" "18 van 20 aanwezig"

# the list of last time, for a new one
page /sessies/nieuw
csrf=$(hidden csrf) session=$(hidden formulier)
send /sessies/nieuw "csrf=$csrf" "formulier=$session" titel= soort=group_session dag=2026-11-22 minuten=0
is "a session has a title, and lasts" "$status" 422
has "at the field" 'href="#veld-titel"'
send /sessies/nieuw "csrf=$csrf" "formulier=$session" "titel=Samen op weg <b>extra</b>" soort=group_session dag=2026-11-22 minuten=45
is "made" "$status $leads" "303 /sessies/$session/deelnemers?gedaan=bewaard"
page "/sessies/$session/deelnemers"
has "words are shown as they were typed" "&lt;b&gt;extra&lt;/b&gt;"
has "the group of last time is offered" "Neem de groep van vorige keer"
send "/sessies/$session/vorige" "csrf=$csrf" "formulier=$(hidden formulier)"
is "taken over" "$status" 303
page "/sessies/$session"
is "the same twenty" "$(grep -c 'name="er"' page.html)" 20
send "/sessies/$session/aanwezig" "csrf=$csrf" "formulier=$(hidden formulier)" iedereen=ja $(all wasniet wasniet)
page "/sessies/$session"
has "everybody in one tap" "20 van 20 aanwezig"
send "/sessies/$session/weg" "csrf=$csrf" "formulier=$(grep -A3 "$session/weg" page.html | grep -o 'name="formulier" value="[^"]*"' | sed 's/.*value="//; s/"//')"
is "taken away" "$status $leads" "303 /sessies?gedaan=verwijderd"
page "/sessies/$session"
is "and gone" "$status" 404

login buur
page "$today"
is "to another organisation there is no such session" "$status" 404
page /sessies/nieuw
csrf=$(hidden csrf) own=$(hidden formulier)
send /sessies/nieuw "csrf=$csrf" "formulier=$own" titel=Koffie soort=group_session dag=2026-11-22 minuten=45
send "/sessies/$own/deelnemers" "csrf=$csrf" "formulier=${form%????}dcba" "persoon=$person"
is "a person of strangers is put on no list" "$status" 404
send "$today/aanwezig" "csrf=$csrf" "formulier=${form%????}eeee" "er=$person" "wasniet=$person"
is "nor ticked" "$status" 404
login jobcoach
page /sessies
is "a volunteer keeps no sessions" "$status" 403
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
