# The network coordinator: a guide asks for a file, the coordinator finds it on the own
# list, takes it and ends it; who does not coordinate sees nothing of the network; numbers of
# files are agreed on by who coordinates, and a guide sees the own.

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

login toeleider
for path in /netwerk /netwerk/wachtend /netwerk/mijn; do
    page "$path"
    is "a guide at $path" "$status" 403
done
page /dossiers/verdeling
is "a guide sees the own number of files" "$status $(grep -c '<th scope="row"' page.html)" "200 1"
send /dossiers/verdeling "csrf=$(hidden csrf)" aantal=1
is "and agrees on none" "$status" 403
# a file that nobody was asked to coordinate yet
for person in $(page /dossiers; grep -o '/personen/[0-9a-f-]\{36\}' page.html | sort -u); do
    page "$person/zorg"
    grep -q 'Nu niemand in het bijzonder' page.html && break
done
is "care around one person" "$status" 200
csrf=$(hidden csrf) form=$(hidden formulier)
house=$(grep -o 'name="organisatie" value="[^"]*"' page.html | head -1 | sed 's/.*value="//; s/"$//')
send "$person/zorg/vraag" "csrf=$csrf" "formulier=$form" "organisatie=$house"
is "a request says what is asked" "$status" 422
send "$person/zorg/vraag" "csrf=$csrf" "formulier=$form" "organisatie=$house" "woorden=Wie helpt met <b>schulden</b>?"
is "a coordinator is asked" "$status $leads" "303 $person/zorg?gedaan=vraag-verstuurd"
page "$person/zorg"
send "$person/zorg/vraag" "csrf=$csrf" "formulier=${form%?????}abcd0" "organisatie=$house" "woorden=Nog eens"
is "not twice" "$status" 422

login netwerkcoordinator
page /netwerk
n=$(grep -o '"/conflicten"><strong>[0-9]*' page.html | grep -o '[0-9]*$')
page /conflicten
is "files in which two versions wait" "$(grep -oE '/personen/[0-9a-f-]{36}/gegevens"' page.html | sort -u | wc -l)" "$n"
[ "$n" -gt 0 ] || fail "no file in which two versions wait"
page /netwerk
is "the overview" "$status" 200
page /netwerk/mijn
has "the request is on the list, as it was typed" "&lt;b&gt;schulden&lt;/b&gt;"
page "$person/zorg"
is "the coordinator opens the care around the person" "$status" 200
send "$person/zorg/$form/neem" "csrf=$(hidden csrf)" "formulier=${form%?????}abcd1"
is "and takes it" "$status $leads" "303 $person/zorg?gedaan=opgenomen"
page "$person/zorg"
has "it stands there by name" "Leen Ossegoor"
send "$person/zorg/${form%?????}abcd1/stop" "csrf=$(hidden csrf)" "formulier=${form%?????}abcd2"
is "and ends it" "$status $leads" "303 $person/zorg?gedaan=afstemming-gestopt"
page "$person/zorg"
send "$person/zorg/$form/neem" "csrf=$(hidden csrf)"
is "what was taken is not taken again" "$status" 404
page '/netwerk/wachtend?toon=lang&provincie=limburg'
is "what waits in Limburg" "$status" 200
csrf=$(curl -s -b jar "$ADDRESS/dossiers/verdeling" | grep -o 'name="csrf" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//')
send /netwerk/herinner "csrf=$csrf" "overdracht=$form"
is "a handover that never was is not reminded of" "$status" 404
send /netwerk/herinner "csrf=$csrf"
is "nor is none" "$status" 422
send /dossiers/verdeling "csrf=$csrf" aantal=veel
is "a number is a number" "$status" 422
send /dossiers/verdeling "csrf=$csrf" aantal=1
is "a number of files is agreed on" "$status $leads" "303 /dossiers/verdeling?gedaan=bewaard"
page /dossiers/verdeling
has "and who has more is told so" "meer dan afgesproken"

login buur
page "$person/zorg"
is "for strangers there is no such person" "$status" 404
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
