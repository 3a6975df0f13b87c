# Employers: found by name, whom of ours they call, their vacancies, and who sees the hidden
# ones.

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
lacks() { ! grep -qF -- "$2" page.html || fail "$1: the page says: $2"; ok "$1"; }

login toeleider
page '/werkgevers?naam=zonneoven'
is "found by a piece of the name" "$(grep -o '/werkgevers/[0-9a-f-]\{36\}' page.html | sort -u | wc -l)" 1
bakery=$(grep -o '/werkgevers/[0-9a-f-]\{36\}' page.html | head -1)
page "$bakery"
has "whom they call" "03 555 01 12"
has "whom to ask there" "Ploegbaas Ward"
has "a hidden vacancy of ours" "Verkoop op zaterdag"
hidden_one=$(grep -o '/vacatures/[0-9a-f-]*">[^<]*<bdi[^>]*>Verkoop' page.html | head -1 | sed 's/".*//')
[ -n "$hidden_one" ] || hidden_one=$(grep 'Verkoop op zaterdag' page.html | grep -o '/vacatures/[0-9a-f-]*' | head -1)

page /werkgevers/nieuw
csrf=$(hidden csrf) form=$(hidden formulier)
me=$(grep -o '<option value="[^"]*" selected' page.html | head -1 | sed 's/.*value="//; s/".*//')
[ -n "$me" ] || me=$(sed -n '/name="wie"/,/<\/select>/p' page.html | grep -o 'value="[0-9a-f-]\{36\}"' | head -1 | sed 's/value="//; s/"//')
send /werkgevers/nieuw "csrf=$csrf" "formulier=$form" "naam=" "wie=$me" telefoon=kort
is "a name and a number" "$status" 422
has "says what to do" "Schrijf een telefoonnummer"
send /werkgevers/nieuw "csrf=$csrf" "formulier=$form" "naam=Atelier <i>Zes" "wie=$me" "telefoon=011 23 45 67" gemeente=11002 "woorden=Vraag naar Jo"
is "a new employer" "$status $leads" "303 /werkgevers/$form?gedaan=bewaard"
send /werkgevers/nieuw "csrf=$csrf" "formulier=$form" "naam=Atelier <i>Zes" "wie=$me" "telefoon=011 23 45 67" gemeente=11002 "woorden=Vraag naar Jo"
is "the same form again" "$status $leads" "303 /werkgevers/$form?gedaan=bewaard"
mine=/werkgevers/$form form_of_mine=$form
page "$mine"
has "as it was typed" "Atelier &lt;i&gt;Zes"
page "$mine/vacature"
send "$mine/vacature" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" titel= plaatsen=0
is "which work, how many places" "$status" 422
page "$mine/vacature"
vacancy=$(hidden formulier)
send "$mine/vacature" "csrf=$(hidden csrf)" "formulier=$vacancy" "titel=Naaien op maat" plaatsen=2 verborgen=1 contract=permanent
is "a hidden vacancy" "$status" 303
page "/vacatures/$vacancy"
has "we see it" "Naaien op maat"
page "$mine/actie"
send "$mine/actie" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" actie=custom_work dag=2026-11-20 "woorden=Uitleg gegeven"
is "an action" "$status" 303
page "$mine"
has "is told" "Uitleg gegeven"

login buur
page "/vacatures/$vacancy"
is "elsewhere a hidden vacancy is not there" "$status" 404
page "$hidden_one"
is "nor that of the bakery" "$status" 404
page /vacatures
lacks "nor in the list" "Naaien op maat"
page "$mine"
lacks "words stay with their own" "Vraag naar Jo"
lacks "of actions too" "Uitleg gegeven"
has "whom the employer calls is told to all" "011 23 45 67"
send "/vacatures/$vacancy/einde" "csrf=$(hidden csrf)" "formulier="
is "and nobody else ends it" "$status" 404

login toeleider
page "/vacatures/$vacancy"
send "/vacatures/$vacancy/einde" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)"
is "the place is gone" "$status" 303
page "$mine"
lacks "gone from the page" "Naaien op maat"
page "/werkgevers/$vacancy"
is "an unknown employer" "$status" 404

# --- who is it for: what was noted beside the vacancy, of one's own people ---
login toeleider
page "$bakery"
baker=$(grep 'Helper in de bakkerij' page.html | grep -o '/vacatures/[0-9a-f-]*' | head -1)
page "$baker/overdracht"
mine_first=$(grep -o '/personen/[0-9a-f-]*/overdrachten' page.html | head -1)
mine_first=${mine_first%/overdrachten}
[ -n "$mine_first" ] || fail "nobody to choose for a vacancy"
page "$mine_first/kunnen"
send "$mine_first/kunnen" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" soort=not "woorden=Liever geen brood <b>" dag=2026-11-20
is "what somebody does not want" "$status" 303
page "$baker/overdracht"
sed -n "\\|$mine_first/overdrachten|q;p" page.html >above.txt
has "is told, with the word of the vacancy" 'Ook in de vacature'
has "as it was typed" 'Liever geen brood &lt;b&gt;'
! grep -qF 'raakt de vacature' above.txt || fail "what somebody does not want counts as a match"
page "$mine_first/kunnen"
send "$mine_first/kunnen" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" soort=wish "woorden=In een bakkerij staan" dag=2026-11-20
page "$baker/overdracht"
sed -n "\\|$mine_first/overdrachten|q;p" page.html >above.txt
grep -qF 'raakt de vacature' above.txt || fail "a wish that names the work is not told"
ok "a wish that shares a word is"
login buur
page "$baker/overdracht"
is "elsewhere the page is of others" "$status" 200
lacks "and shows nobody of ours" "$mine_first"

# --- late answers to employers, for who coordinates ---
login netwerkcoordinator
page /netwerk
late=$(grep -o '/nazorg?van=organisatie"><strong>[0-9]*' page.html | sed 's/.*>//')
[ "${late:-0}" -ge 1 ] || fail "an employer who waits too long is not counted: ${late:-none}"
page '/nazorg?van=organisatie'
is "each of them stands in the list" "$(grep -c 'werkdagen\? te laat' page.html)" "$late"

# --- what a person lets an employer know ---
login toeleider
page /nazorg
work=$(grep -o '/personen/[0-9a-f-]*/werk#werkgever' page.html | tail -1); work=${work%#*}
page "$work"
share=$(grep -o "$work/[0-9a-f-]*/delen" page.html | head -1)
job=${share%/delen}
page "$share?naam=atelier"
has "found by name" "Atelier &lt;i&gt;Zes"
page "$share${mine#/werkgevers}"
is "nothing yet" "$status" 200
has "and said so" "Niets. Er kan geen link gemaakt worden."
lacks "health cannot be ticked" 'value="health"'
lacks "nor barriers" 'value="condition"'
csrf=$(hidden csrf) form=$(hidden formulier)
send "$share${mine#/werkgevers}" "csrf=$csrf" "formulier=$form" wat=health wat=identity hoe=spoken
is "nor sent" "$status" 422
has "in plain words" "Dat weet een werkgever nooit."
send "$share${mine#/werkgevers}" "csrf=$csrf" "formulier=$form" hoe=spoken
is "nothing is no answer" "$status" 422
has "and what to do" "of ga terug: nu ziet hij niets"
send "$share${mine#/werkgevers}" "csrf=$csrf" "formulier=$form" wat=identity wat=work
is "how it was told" "$status" 422
send "$share${mine#/werkgevers}" "csrf=$csrf" "formulier=$form" wat=identity wat=work hoe=spoken
is "name and first day" "$status $leads" "303 $share${mine#/werkgevers}?gedaan=bewaard"
send "$share${mine#/werkgevers}" "csrf=$csrf" "formulier=$form" wat=identity wat=work hoe=spoken
is "sent twice" "$status" 303
page "$share${mine#/werkgevers}"
card() { sed -n '/<div class="card">/,/<\/dl>/p' page.html; }
card >preview.txt
grep -q 'Eerste werkdag' preview.txt || fail "the preview has no first day"
page "$job/werkgever"
send "$job/werkgever" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "werkgever=$form_of_mine"
page "$leads"
link=$(grep -o "$ADDRESS/werkgever/opvolging/[A-Za-z0-9_-]*" page.html | head -1); link=${link#"$ADDRESS"}
cp jar toeleider.jar
rm -f jar
page "$link"
card | diff - preview.txt || fail "the employer sees something else than the preview"
[ -s preview.txt ] && ok "the employer sees the preview, to the letter"
has "who reads the answer" "Wie leest uw antwoord?"
lacks "nothing of a file" /personen/
cp toeleider.jar jar
page "$share${mine#/werkgevers}"
send "$share${mine#/werkgevers}" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" wat=identity hoe=spoken
is "the first day is taken back" "$status" 303
mv jar toeleider.jar
page "$link"
lacks "and gone at the next request" "Eerste werkdag"
is "the name stands" "$status" 200
cp toeleider.jar jar
page "$share${mine#/werkgevers}"
send "$share${mine#/werkgevers}" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" hoe=spoken
is "all is taken back" "$status" 303
rm -f jar
page "$link"
is "and the link is over" "$status" 410
login buur
page "$share${mine#/werkgevers}"
is "strangers see nothing of it" "$status" 404

login beleidsmedewerker
page /werkgevers
is "who reads figures has no employers" "$status" 403
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
