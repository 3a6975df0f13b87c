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
mine=/werkgevers/$form
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

login beleidsmedewerker
page /werkgevers
is "who reads figures has no employers" "$status" 403
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
