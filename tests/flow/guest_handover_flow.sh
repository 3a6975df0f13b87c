# A warm handover to an employer where nobody has an account: a link and a code told apart,
# bound to the first browser, answered once; and what somebody tries who guesses, forwards,
# repeats, forges, or comes after the person withdrew.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
[ -d "$ROOT/tests/node/node_modules/ical.js" ] || fail "ical.js is not installed: run tools/setup test"
demo_region
serve_region demo.db
who=toeleider.jar
page() { read -r status leads < <(curl -s -b "$who" -c "$who" -o page.html -w '%{http_code} %{redirect_url}\n' "$ADDRESS$1"); leads=${leads#"$ADDRESS"}; }
send() {
    local path=$1 value=(); shift
    for v in "$@"; do value+=(--data-urlencode "$v"); done
    read -r status leads < <(curl -s -b "$who" -c "$who" -o page.html -w '%{http_code} %{redirect_url}\n' "${value[@]}" "$ADDRESS$path")
    leads=${leads#"$ADDRESS"}
}
chosen() { sed -n "/name=\"$1\"/,/<\/select>/p" page.html | grep -o '<option value="[^"]*" selected' | sed -n '1{s/.*value="//; s/".*//; p}'; }
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" page.html | head -1 | sed 's/.*value="//; s/"$//'; }
fill() { local on=$1 to=$2; shift 2; page "$on"; send "$to" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "$@"; }
login() {
    who=$1.jar
    rm -f "$who"
    page /aanmelden
    send /aanmelden "csrf=$(hidden csrf)" "aanmelding=$1" wachtwoord=vindplaats-demo
    [ "$status" = 303 ] || fail "$1 cannot log in: $status"
}
is() { [ "$2" = "$3" ] || { tail -5 server.log >&2; fail "$1: expected $3, found $2"; }; ok "$1: $3"; }
has() { grep -qF -- "$2" page.html || fail "$1: the page does not say: $2"; ok "$1"; }
hasnot() { ! grep -qF -- "$2" page.html || fail "$1: the page says: $2"; ok "$1"; }
card() { sed -n '/<div class="card">/,/^<\/div>/p' page.html; }
main() { sed -n '/<main/,/<\/main>/p' page.html; }
organisation() { page "$1/dienst"; grep -o "<option value=\"[0-9a-f-]*\"[^>]*>$2" page.html | head -1 | sed 's/.*value="//; s/".*//'; }
# Sends a handover of the first file; `one` becomes its path.
hand_over() {
    fill "$person/overdrachten" "$person/overdrachten"
    one=${leads%%\?*}
    [ -n "${receiver:-}" ] || receiver=$(organisation "$one" 'Bakkerij De Zonneoven')
    [ -n "${vdab:-}" ] || vdab=$(organisation "$one" 'VDAB')
    fill "$one/wens" "$one/wens" "wens=Brood bakken, <b>vroeg</b> op" moment=together
    fill "$one/dienst" "$one/dienst" "naar=${1:-$receiver}"
    fill "$one/delen" "$one/delen" deel=identity deel=goal "blijf=Ik bel elke vrijdag."
    fill "$one/toestemming" "$one/toestemming" antwoord=ja hoe=spoken taal=nl
    fill "$one/gesprek" "$one/gesprek" mee=ja dag=2026-12-03 uur=10:00 "waar=Inkom van het station"
    page "$one/controleer"
    preview=$(card)
    send "$one/controleer" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "gezien=$(hidden gezien)"
    [ "$status $leads" = "303 $one?gedaan=overdracht-verstuurd" ] || fail "not sent: $status $leads"
}
# Makes a link for it: `link` its path, `code` its code.
make_link() {
    page "$one/link"
    csrf=$(hidden csrf) form=$(hidden formulier)
    send "$one/link" "csrf=$csrf" "formulier=$form"
    [ "$status" = 200 ] || fail "no link: $status"
    link=$(grep -o "$ADDRESS/gast/[A-Za-z0-9_-]*" page.html | head -1 | sed "s|^$ADDRESS||")
    code=$(grep -o '<bdi dir="ltr">[0-9]\{6\}</bdi>' page.html | head -1 | tr -dc 0-9)
    [ "${#link}" = 54 ] && [ "${#code}" = 6 ] || fail "link $link, code $code"
}
wrong() { [ "$code" = 123456 ] && echo 654321 || echo 123456; }
enter() { page "$link"; [ "$status" = 200 ] || page /aanmelden; send "$link" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "code=$1"; }
closed='Een link werkt enkele dagen en opent één ding.'

# --- sent, then a link and a code ---
login toeleider
page /dossiers
person=$(grep -oE '/personen/[0-9a-f-]{36}' page.html | head -1)
hand_over
page "$one"
has "the sender is offered a link" "Maak een link met een code"
make_link
ok "a link of ${#link} letters and a code of ${#code}"
mail=$(grep -o 'href="mailto:[^"]*"' page.html)
[ -n "$mail" ] || fail "there is no mail to send"
! grep -qE "$code|Brood" <<<"$mail" || fail "the mail holds the code, or something of the person"
ok "the mail holds neither the code nor anything of the person"
send "$one/link" "csrf=$csrf" "formulier=$form"
is "the same form again makes no second link" "$status $leads" "303 $one/link"
page "$one/link"
hasnot "and shows the code no second time" "$code"

# --- the receiver: code, what was sent, an answer ---
who=bakker.jar
page "$link"
is "the guest page" "$status" 200
has "asks the code" "Code van zes cijfers"
hasnot "and shows nothing before it" "Brood bakken"
curl -s -D head.txt -o /dev/null "$ADDRESS$link"
grep -qi '^referrer-policy: no-referrer' head.txt && grep -qi '^cache-control: no-store' head.txt || fail "heads of the page"
ok "the page is not kept and tells no other site where it was"
enter ''
is "six digits are asked" "$status" 422
enter "$(wrong)"
is "a wrong code" "$status" 422
has "and how often one may try" "nog 4 keren"
hasnot "shows nothing" "Brood bakken"
send "$link/antwoord" "csrf=$(hidden csrf)" antwoord=accepted
is "no answer before the code" "$status" 303
page "$link"
has "it still asks the code" "Code van zes cijfers"
csrf=$(hidden csrf)
send "$link" "csrf=$csrf" "code=${code:0:3} ${code:3}"
is "the right code, with a space" "$status $leads" "303 $link"
send "$link" "csrf=$csrf" "code=$code"
is "the code once more" "$status $leads" "303 $link"
page "$link"
[ "$(card)" = "$preview" ] || fail "what was shown before sending is not what the guest reads"
ok "the guest reads what was shown before sending, to the byte"
hasnot "and nothing of a file" "/personen/"
hasnot "nor of the house" "/dossiers"

# --- forwarded ---
who=doorgestuurd.jar
page "$link"
is "in another browser" "$status" 410
has "the plain page" "$closed"
hasnot "with nothing of the person" "Brood bakken"
main >elsewhere.txt
page /aanmelden
send "$link" "csrf=$(hidden csrf)" "code=$code"
is "even with the code" "$status" 410
page /aanmelden
send "$link/antwoord" "csrf=$(hidden csrf)" antwoord=refused reden=capacity
is "nor does it answer" "$status" 410
who=toeleider.jar
page "$one/link"
has "the sender sees it" "ook elders geopend, niets getoond"
page "$one"
has "and that it was received" "De ontvanger opende de overdracht."

# --- accepted, once ---
who=bakker.jar
page "$link"
csrf=$(hidden csrf)
send "$link/antwoord" "csrf=$csrf" antwoord=refused
is "a no has a reason" "$status" 422
has "what is asked" "Kies een reden."
send "$link/antwoord" antwoord=accepted
is "no form from elsewhere" "$status" 403
page "$link/afspraak.ics"
is "no meeting for the calendar before the answer" "$status" 404
send "$link/antwoord" "csrf=$csrf" antwoord=accepted
is "accepted" "$status $leads" "303 $link"
page "$link"
has "and it says so" "U zei ja."
has "with the meeting, for the calendar" "$link/afspraak.ics"
curl -s -b "$who" "$ADDRESS$link/afspraak.ics" >guest.ics
who=doorgestuurd.jar
page "$link/afspraak.ics"
is "another browser gets no calendar" "$status" 410
who=toeleider.jar
page "$person/afspraken"
meeting=$(sed -n 's/^UID://p' guest.ics | tr -d '\r')
meeting=$person/afspraken/$meeting
page "$meeting/verplaats"
send "$meeting/verplaats" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "versie=$(hidden versie)" "wie=$(chosen wie)" dag=2026-12-04 uur=11:30 duur=45 "waar=Inkom van het station" waarvoor=
is "the sender moves the meeting" "$status" 303
who=bakker.jar
page "$link"
has "the guest reads the new moment" "4 december 2026 11:30"
curl -s -b "$who" "$ADDRESS$link/afspraak.ics" >moved.ics
HOME=$PWD node "$ROOT/tests/node/read_calendar.mjs" guest.ics moved.ics >read.txt || fail "ical.js does not read the files"
printf '%s\n' \
    'REQUEST 0 CONFIRMED 2026-12-03T09:00:00.000Z 2026-12-03T09:45:00.000Z' \
    'REQUEST 1 CONFIRMED 2026-12-04T10:30:00.000Z 2026-12-04T11:15:00.000Z' >wanted.txt
diff wanted.txt read.txt >&2 || fail "the calendar says something else"
ok "one meeting in the calendar of the guest, that moves"
send "$link/antwoord" "csrf=$csrf" antwoord=accepted
is "a second time" "$status" 422
has "was answered already" "Net aanvaard door"
send "$link/antwoord" "csrf=$csrf" antwoord=refused reden=capacity
is "nor a no after a yes" "$status" 422
who=toeleider.jar
page "$one"
has "the sender reads the yes" "De ontvanger zegt ja."
has "and when" "beantwoord"
is "said once" "$(sqlite3 demo.db "select count(*) from handover_event where handover = x'$(tr -d - <<<"${one##*/}")' and kind = 'accepted'")" 1

# --- withdrawn while the page is open ---
who=bakker.jar
page "$link"
is "the page is open" "$status" 200
who=toeleider.jar
fill "$one" "$one/stap" stap=withdrawn
is "the person withdraws" "$status" 303
who=bakker.jar
page "$link"
is "the next look finds it closed" "$status" 410
main | diff -q - elsewhere.txt >/dev/null || fail "a withdrawn link reads otherwise"
ok "in the same words as any closed link"
first=$link

# --- five wrong codes ---
login toeleider
hand_over
make_link
who=rader.jar
for _ in 1 2 3 4; do enter "$(wrong)"; done
is "four wrong codes" "$status" 422
has "one more" "nog 1 keer"
enter "$(wrong)"
is "the fifth ends the link" "$status" 410
enter "$code"
is "also for the right code" "$status" 410
who=toeleider.jar
page "$one/link"
has "the sender sees why" "gestopt na vijf verkeerde codes"

# --- renewed, ended, refused ---
make_link
old=$link old_code=$code
make_link
[ "$old" != "$link" ] || fail "renewing gives the same link"
who=tweede.jar
page "$old"
is "a renewed link ends the one before" "$status" 410
enter "$code"
is "the new one opens" "$status" 303
page "$link"
csrf=$(hidden csrf)
send "$link/antwoord" "csrf=$csrf" antwoord=refused reden=capacity "woorden=In maart <i>wel</i>."
is "refused with a reason" "$status" 303
page "$link"
has "thanks" "U zei nee."
hasnot "what was shared is closed" "Brood bakken"
send "$link/antwoord" "csrf=$csrf" antwoord=accepted
is "no yes after a no" "$status" 422
who=toeleider.jar
page "$one"
has "the sender reads the reason" "geen plaats"
has "as it was typed" "In maart &lt;i&gt;wel&lt;/i&gt;."
hand_over
make_link
end=$(grep -o "$one/link/[0-9a-f-]*/einde" page.html | head -1)
csrf=$(hidden csrf)
login buur
page "$one/link"
is "strangers see no links" "$status" 404
send "$end" "csrf=$(page /veld; hidden csrf)"
is "and end none" "$status" 404
send "$one/link" "csrf=$(page /veld; hidden csrf)"
is "nor make any" "$status" 404
who=toeleider.jar
send "$end" "csrf=$csrf"
is "ended by who made it" "$status $leads" "303 $one/link?gedaan=link-gestopt"
who=derde.jar
page "$link"
is "an ended link" "$status" 410

# --- the person stops sharing, and nobody touches the handover ---
who=toeleider.jar
hand_over
make_link
who=vierde.jar
enter "$code"
page "$link"
has "open" "Brood bakken"
csrf=$(hidden csrf)
who=toeleider.jar
fill "$person/toestemming/$receiver/intrekken" "$person/toestemming/$receiver/intrekken" wat=alles wie=person
is "stopped by the person" "$status" 303
who=vierde.jar
send "$link/antwoord" "csrf=$csrf" antwoord=accepted
is "a yes of the open page comes too late" "$status" 410
page "$link"
is "and the page is closed" "$status" 410
is "nothing was answered" "$(sqlite3 demo.db "select count(*) from handover_event where handover = x'$(tr -d - <<<"${one##*/}")' and kind = 'accepted'")" 0

# --- where somebody has an account they log in ---
login toeleider
hand_over "$vdab"
page "$one"
hasnot "no link where one logs in" "Maak een link met een code"
page "$one/link"
send "$one/link" "csrf=$(hidden csrf)"
is "nor by hand" "$status" 403

# --- begun from a vacancy ---
page /vacatures
vacancy=$(grep -oE '/vacatures/[0-9a-f-]{36}' page.html | head -1)
page "$vacancy"
has "a vacancy leads to a handover" "$vacancy/overdracht"
page "$vacancy/overdracht"
begin=$(grep -o 'action="/personen/[0-9a-f-]*/overdrachten"' page.html | head -1 | sed 's/action="//; s/"//')
[ -n "$begin" ] || fail "nobody to choose"
send "$begin" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "naar=$(hidden naar)" "soort=$(hidden soort)" "vacature=$(hidden vacature)"
is "begun for one of one's own" "$status ${leads%/*}" "303 /overdrachten"
id=$(tr -d - <<<"${leads#/overdrachten/}")
is "with the vacancy in it" "$(sqlite3 demo.db "select lower(hex(vacancy)), receiver_kind from handover where id = x'$id'")" "$(tr -d - <<<"${vacancy#/vacatures/}")|employer"
page "$leads"
[ "$status" = 303 ] || fail "its tasks: $status"
ok "and its tasks follow"
login buur
page "$vacancy/overdracht"
! grep -q "$begin" page.html || fail "strangers may choose our people"
ok "each chooses among one's own"

# --- what is none ---
who=vreemd.jar
page "${link%?}"
is "cut" "$status" 404
main | diff -q - elsewhere.txt >/dev/null || fail "a forged link reads otherwise than a closed one"
ok "forged and closed read alike"
page "/werkgever/opvolging/${link#/gast/}"
is "at another door" "$status" 404
seen=
for _ in {1..8}; do page /gast/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; seen+=" $status"; done
[[ $seen == *429 ]] || fail "an address tries as often as it wants:$seen"
ok "who tries many waits"
for secret in "${first#/gast/}" "${link#/gast/}" "$old_code"; do
    ! grep -qF -- "$secret" server.log || fail "a token or a code stands in the log"
done
ok "no token and no code stands in the log"
serve_end
! grep -qF -- "${link#/gast/}" demo.db || fail "a token stands in the database"
ok "nor in the database"
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
