# A signal from a barrier in a file to an answer: noticed by a guide in one tap after the
# link, about nobody; bundled, passed on and acted upon by the coordinator; told back to who
# noticed it; on the list of the meeting.

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
page '/signaal/nieuw?voorwaarde=childcare'
grep -q 'value="childcare_supply" selected' page.html || fail "the barrier is not chosen already"
ok "from a condition of a file, what stands in the way is chosen already"
! grep -qE '/personen/[0-9a-f]{8}' page.html || fail "the form knows a person"
csrf=$(hidden csrf) form=$(hidden formulier) today=$(grep -o 'name="dag"[^>]*value="[^"]*"' page.html | sed 's/.*value="//; s/"$//')
send /signaal/nieuw "csrf=$csrf" "formulier=$form" drempel=childcare_supply hoevaak=often dag="$today" "woorden=Bel 0470 12 34 56"
is "a number that may be somebody's is not kept" "$status" 422
has "and the form says which, and what to do" "Hier staat “0470 12 34 56”: dat nummer of adres kan van iemand zijn. Haal het weg."
page /dossiers?wie=mijn
page "$(grep -oE '/personen/[0-9a-f-]{36}' page.html | head -1)/gegevens/wijzig?veld=family_name"
name=$(grep -o 'name="waarde"[^>]*value="[^"]*"' page.html | sed 's/.*value="//; s/"$//')
[ "${#name}" -ge 3 ] || fail "the first file has no family name"
form_again() { send /signaal/nieuw "csrf=$csrf" "${2:-formulier=$form}" drempel=childcare_supply hoevaak=often dag="$today" "woorden=Voor ${name^^} is er geen opvang" "${1:-geen=ja}"; }
form_again
is "nor the name of somebody whom one accompanies" "$status" 422
has "which name, and the cure" "Hier staat “${name^^}”: zo heet iemand die je begeleidt."
has "and a way on for who means nobody" 'name="geennaam"'
sqlite3 demo.db "SELECT count(*) FROM signal WHERE id = x'$(tr -d - <<<"$form")'" | grep -qx 0 || fail "it was kept"
! grep -qF -- "$name" server.log || fail "the name stands in the log"
form_again geennaam=ja "formulier=$(cat /proc/sys/kernel/random/uuid | sed 's/-4/-7/')"
is "who says that it is none goes on" "$status" 303
send /signaal/nieuw "csrf=$csrf" "formulier=$form" drempel=childcare_supply hoevaak=often dag="$today" domein=childcare "woorden=Wie om zes uur begint, vindt geen opvang <b>nergens</b>"
is "a signal is noted" "$status $leads" "303 /signalen?van=mij&gedaan=verstuurd"
send /signaal/nieuw "csrf=$csrf" "formulier=$form" drempel=childcare_supply hoevaak=often dag="$today" domein=childcare "woorden=Wie om zes uur begint, vindt geen opvang <b>nergens</b>"
is "the same form again gets the same answer" "$status $leads" "303 /signalen?van=mij&gedaan=verstuurd"
page "/signalen/$form"
has "words are shown as they were typed" "&lt;b&gt;nergens&lt;/b&gt;"
page '/signalen?van=mij&drempel=childcare_supply'
is "noted once" "$(grep -c "/signalen/$form" page.html)" 1
send /signaalbundels/nieuw "csrf=$csrf" "formulier=$form" "titel=Opvang" domein=childcare niveau=local "signaal=$form"
is "who works in the field does not bundle" "$status" 403

login oproepbeheerder
page "/signalen/$form"
! grep -q 'zes uur' page.html || fail "words are read outside the organisation"
ok "elsewhere a signal is read without its words"
page /signaal/nieuw
is "who reads figures notes no signal" "$status" 403

login netwerkcoordinator
page '/signaalbundels/nieuw?drempel=childcare_supply'
grep -q "value=\"$form\"" page.html || fail "the signal is not offered"
csrf=$(hidden csrf) bundle=$(hidden formulier)
send /signaalbundels/nieuw "csrf=$csrf" "formulier=$bundle" "titel=Opvang voor wie vroeg begint" domein=childcare niveau=supralocal
is "a bundle has signals" "$status" 422
send /signaalbundels/nieuw "csrf=$csrf" "formulier=$bundle" "titel=Opvang voor wie vroeg begint" domein=childcare niveau=supralocal "signaal=$form"
is "signals are bundled" "$status $leads" "303 /signaalbundels/$bundle?gedaan=bewaard"
page "/signaalbundels/$bundle/stap"
csrf=$(hidden csrf) step=$(hidden formulier)
send "/signaalbundels/$bundle/stap" "csrf=$csrf" "formulier=$step" stand=forwarded dag="$today"
is "passed on: to which level?" "$status" 422
send "/signaalbundels/$bundle/stap" "csrf=$csrf" "formulier=$step" stand=forwarded niveau=supralocal dag="$today"
is "passed on" "$status" 303
page "/signaalbundels/$bundle/stap"
send "/signaalbundels/$bundle/stap" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" stand=acted_upon dag="$today" "woorden=De opvang opent vanaf maart om half zes."
is "acted upon" "$status" 303
page "/signaalbundels/$bundle/overleg.csv"
is "the list of the meeting has one row a signal" "$(tail -n +2 page.html | wc -l)" 1
grep -q 'zes uur' page.html || fail "the words are not on the list"

login toeleider
page "/signalen/$form"
has "who noticed it reads what came of it" "De opvang opent vanaf maart om half zes."
has "and its status" "er is op ingegrepen"
page /signalen/cijfers
is "counted" "$status" 200
is "an unknown signal" "$(page "/signalen/$bundle"; echo "$status")" 404
login partnerschap
noted=()
for words in "Het loket sluit om vier uur" "Na vier uur is er niemand" "Wie werkt, geraakt er niet"; do
    page /signaal/nieuw
    csrf=$(hidden csrf) form=$(hidden formulier)
    send /signaal/nieuw "csrf=$csrf" "formulier=$form" drempel=waiting_lists hoevaak=often dag="$today" domein=work "woorden=$words"
    noted+=("$form")
done
page '/signaalbundels/nieuw?drempel=waiting_lists'
csrf=$(hidden csrf) second=$(hidden formulier)
send /signaalbundels/nieuw "csrf=$csrf" "formulier=$second" "titel=Uren van het loket" domein=work niveau=supralocal "signaal=${noted[0]}" "signaal=${noted[1]}"
is "a partnership coordinator bundles" "$status $leads" "303 /signaalbundels/$second?gedaan=bewaard"
send /signaalbundels/nieuw "csrf=$csrf" "formulier=$second" "titel=Uren van het loket" domein=work niveau=supralocal "signaal=${noted[0]}" "signaal=${noted[1]}"
is "the form sent again leads there" "$status $leads" "303 /signaalbundels/$second?gedaan=bewaard"
page /signaalbundels/nieuw
send /signaalbundels/nieuw "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "titel=Nog eens" domein=work niveau=local "signaal=${noted[0]}"
is "a signal stands in one bundle" "$status" 409
page "/signaalbundels/$second/signalen"
send "/signaalbundels/$second/signalen" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "signaal=${noted[2]}"
is "one more is put in" "$status" 303
page "/signaalbundels/$second/overleg.csv"
is "three rows lie on the table of the meeting" "$(tail -n +2 page.html | wc -l)" 3
for step in forwarded answered acted_upon; do
    page "/signaalbundels/$second/stap"
    send "/signaalbundels/$second/stap" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" stand="$step" niveau=supralocal dag="$today" "woorden=Stap $step"
    is "the bundle: $step" "$status" 303
done
page "/signaalbundels/$second"
has "what became of it stands there" "Stap acted_upon"
login ocmw
page "/signaalbundels/$second"
is "another organisation reads the bundle" "$status" 200
! grep -q 'loket sluit' page.html || fail "and not its words"
page "/signaalbundels/$second/stap"
is "and writes no step in it" "$status" 403

"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
