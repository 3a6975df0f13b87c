# A warm handover between two organisations: prepared in five tasks, impossible without the
# person's yes, sent as it was shown, refused for want of place with another proposed,
# tried again, accepted, met, started, finished; and withdrawn while the receiver's page is
# open. The first meeting stands in the calendar of both: ical.js reads what each is given.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
[ -d "$ROOT/tests/node/node_modules/ical.js" ] || fail "ical.js is not installed: run tools/setup test"
demo_region
serve_region demo.db --quiet
page() { read -r status leads < <(curl -s -b "$who" -c "$who" -o page.html -w '%{http_code} %{redirect_url}\n' "$ADDRESS$1"); leads=${leads#"$ADDRESS"}; }
send() {
    local path=$1 value=(); shift
    for v in "$@"; do value+=(--data-urlencode "$v"); done
    read -r status leads < <(curl -s -b "$who" -c "$who" -o page.html -w '%{http_code} %{redirect_url}\n' "${value[@]}" "$ADDRESS$path")
    leads=${leads#"$ADDRESS"}
}
chosen() { sed -n "/name=\"$1\"/,/<\/select>/p" page.html | grep -o '<option value="[^"]*" selected' | sed -n '1{s/.*value="//; s/".*//; p}'; }
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" page.html | sed -n '1{s/.*value="//; s/"$//; p}'; }
# A form: the page it stands on, where it is sent, what is filled in.
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
organisation() { page "$1/dienst"; grep -o "<option value=\"[0-9a-f-]*\"[^>]*>$2" page.html | sed -n '1{s/.*value="//; s/".*//; p}'; }

login bemiddelaar
login toeleider
page /dossiers
person=$(grep -oE '/personen/[0-9a-f-]{36}' page.html | sed -n 1p)
fill "$person/overdrachten" "$person/overdrachten"
one=${leads%%\?*}
is "a handover is begun" "$status ${leads#/overdrachten/????????-????-????-????-????????????}" "303 "
page "$one/taken"
is "five tasks" "$(grep -c 'class="tag[^"]*">\(klaar\|te doen\|kan nog niet\)' page.html)" 5
vdab=$(organisation "$one" 'VDAB')
[ -n "$vdab" ] || fail "VDAB cannot be chosen"
fill "$one/wens" "$one/wens" "wens=Werken in de <b>zorg</b>" moment=
is "who chose the moment is asked" "$status" 422
has "and what was typed is kept" "Werken in de &lt;b&gt;zorg"
fill "$one/wens" "$one/wens" "wens=Werken in de <b>zorg</b>" moment=together
is "what the person wants" "$status $leads" "303 $one/dienst"
fill "$one/dienst" "$one/dienst" "naar=$vdab"
is "who receives" "$status $leads" "303 $one/delen"
fill "$one/delen" "$one/delen" deel=identity deel=goal "blijf=Ik bel elke vrijdag."
is "what is shared" "$status $leads" "303 $one/toestemming"
page "$one/controleer"
has "without the person's yes nothing can be sent" "Vraag eerst of de persoon dit wil delen."
hasnot "there is no button" "Stuur de overdracht"
fill "$one/wens" "$one/controleer" gezien=00
is "and sending is refused" "$status" 422
fill "$one/toestemming" "$one/toestemming" antwoord=ja hoe=spoken taal=nl
is "the person says yes" "$status $leads" "303 $one/gesprek"
fill "$one/gesprek" "$one/gesprek" mee=ja dag=2026-12-03 uur=10:00 "waar=Inkom van het station"
is "the first meeting is planned" "$status $leads" "303 $one/controleer"
page "$one/controleer"
has "what the receiver will see" "Ik bel elke vrijdag."
preview=$(sed -n '/<div class="card">/,/^<\/div>/p' page.html)
csrf=$(hidden csrf) form=$(hidden formulier) seen=$(hidden gezien)
send "$one/controleer" "csrf=$csrf" "formulier=$form" "gezien=$seen"
is "sent" "$status $leads" "303 $one?gedaan=overdracht-verstuurd"
send "$one/controleer" "csrf=$csrf" "formulier=$form" "gezien=$seen"
is "the same form again gets the same answer" "$status $leads" "303 $one?gedaan=overdracht-verstuurd"
page "$one"
has "the meeting, for the calendar" "$one/afspraak.ics"
curl -s -b "$who" "$ADDRESS$one/afspraak.ics" >first.ics
page "$person/afspraken"
calendar=$(grep -oE "$person/afspraken/[0-9a-f-]{36}/verplaats" page.html | sed -n 1p)
calendar=${calendar%/verplaats}
curl -s -b "$who" "$ADDRESS$calendar/afspraak.ics" | cmp -s - first.ics || fail "two files of one meeting differ"
ok "one meeting, one file"
page "$calendar/verplaats"
send "$calendar/verplaats" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "versie=$(hidden versie)" "wie=$(chosen wie)" dag=2026-12-04 uur=11:30 duur=45 "waar=Inkom van het station" "waarvoor=Over schulden"
is "the meeting is moved" "$status" 303
page "$person/tijdlijn"

who=bemiddelaar.jar
page /veld
has "the receiver's start page says so" "wachten op het antwoord van jouw organisatie"
page /overdrachten
has "it came in" "$one"
page "$one"
is "the receiver opens it" "$status" 200
[ "$(sed -n '/<div class="card">/,/^<\/div>/p' page.html)" = "$preview" ] || fail "what was shown is not what is received"
has "the meeting as it stands now" "4 december 2026 11:30"
hasnot "where, not what for" "Over schulden"
curl -s -D head.txt -b "$who" "$ADDRESS$one/afspraak.ics" >moved.ics
grep -qi 'filename="\?afspraak.ics' head.txt || fail "the name of the file: $(cat head.txt)"
name=$(grep -A1 '<dt>Naam</dt>' page.html | sed -n 's/.*<bdi[^>]*>\([^ <]*\).*/\1/p' | sed -n 1p)
[ -n "$name" ] || fail "the receiver does not see who it is"
! grep -qF -- "$name" moved.ics head.txt || fail "the file names the person"
ok "the file names nobody but who comes along"
ok "the receiver sees what was shown before sending, to the byte"
buur=$(grep -o '<option value="[0-9a-f-]*"[^>]*>' page.html | sed -n '1{s/.*value="//; s/".*//; p}')
csrf=$(hidden csrf)
answer=$(grep -o 'name="formulier" value="[^"]*"' page.html | sed -n 2p | sed 's/.*value="//; s/"$//')
send "$one/stap" "csrf=$csrf" "formulier=$answer" stap=refused reden=
is "a no has a reason" "$status" 422
send "$one/stap" "csrf=$csrf" "formulier=$answer" stap=refused reden=capacity "andere=$buur" "woorden=Vanaf januari is er plaats."
is "no place, another proposed" "$status $leads" "303 $one?gedaan=beantwoord"
page "$one"
has "what was shared is closed again" "Wat gedeeld werd, zie je niet meer"
has "the meeting can be taken out of the calendar" "Haal het uit de kalender (.ics)"
curl -s -b "$who" "$ADDRESS$one/afspraak.ics" >cancelled.ics
! grep -qE 'LOCATION|Inkom' cancelled.ics || fail "a closed handover still says where"
HOME=$PWD node "$ROOT/tests/node/read_calendar.mjs" first.ics moved.ics cancelled.ics >read.txt || fail "ical.js does not read the files"
printf '%s\n' \
    'REQUEST 0 CONFIRMED 2026-12-03T09:00:00.000Z 2026-12-03T09:45:00.000Z' \
    'REQUEST 1 CONFIRMED 2026-12-04T10:30:00.000Z 2026-12-04T11:15:00.000Z' \
    'CANCEL 2 CANCELLED 2026-12-04T10:30:00.000Z 2026-12-04T11:15:00.000Z' >wanted.txt
diff wanted.txt read.txt >&2 || fail "the calendar says something else"
ok "the receiver's calendar moves and lets go of the meeting"

who=toeleider.jar
page /veld
has "the sender's start page leads to the answer" "$one"
has "and says whose turn it is" "Nu jij: kies met de persoon hoe het verder gaat."
page "$one"
has "the sender reads the reason" "geen plaats"
has "and the proposal" "Vanaf januari is er plaats."
curl -s -b "$who" "$ADDRESS$calendar/afspraak.ics" >own.ics
grep -q 'METHOD:CANCEL' own.ics || fail "the calendar keeps the meeting"
ok "the calendar takes the meeting out"
send "$person/overdrachten" "csrf=$(hidden csrf)" "formulier=$(cat /proc/sys/kernel/random/uuid | sed 's/-4/-7/')" "vervangt=${one##*/}" "naar=$vdab"
two=${leads%%\?*}
is "a new attempt" "$status" 303
page /veld
hasnot "after which it asks nothing more" "$one"
page "$two/wens"
has "keeps what was said" "Werken in de &lt;b&gt;zorg"
fill "$two/toestemming" "$two/toestemming" antwoord=ja hoe=tapped taal=nl
fill "$two/controleer" "$two/controleer" "gezien=$(page "$two/controleer"; hidden gezien)"
is "sent again, with a new yes" "$status" 303

who=bemiddelaar.jar
fill "$two" "$two/stap" stap=accepted
is "accepted" "$status $leads" "303 $two?gedaan=beantwoord"
who=toeleider.jar
page "$person/zorg"
has "the care page says what runs" "Overdrachten die lopen"
has "whose turn it is" "De ontvanger nodigt uit voor het eerste gesprek."
has "being handed over" "Tot ze rond is, begeleiden ze samen."
hasnot "is not being helped twice" "doen tegelijk hetzelfde"
who=bemiddelaar.jar
fill "$two" "$two/stap" stap=started
is "no start before the first meeting" "$status" 422
has "and why" "Schrijf eerst wanneer het eerste gesprek was."
fill "$two" "$two/stap" stap=met dag=2026-11-22 mee=ja "woorden=Samen aan tafel."
is "met" "$status" 303
page "$two"
has "the receiver stands in from here" "De ontvanger staat in voor de persoon."
fill "$two" "$two/stap" stap=started
fill "$two" "$two/stap" stap=feedback "woorden=Volgt een opleiding."
fill "$two" "$two/stap" stap=finished resultaat=work
is "finished" "$status" 303
who=toeleider.jar
page "$two"
has "word returns to the sender" "Volgt een opleiding."
has "and the result" "aan het werk"
page "$person/begeleiders"
has "the receiver stands in the ring" "Wim Torrekens-Vael"
has "it ended and both go on: they do the same" "doen tegelijk hetzelfde"
hasnot "no handover runs any more" "Tot ze rond is"
page "$person/zorg"
hasnot "nor does the care page say so" "Overdrachten die lopen"

# the person withdraws while the receiver's page is open
send "$person/overdrachten" "csrf=$(hidden csrf)" "formulier=$(cat /proc/sys/kernel/random/uuid | sed 's/-4/-7/')" "vervangt=${one##*/}" "naar=$vdab"
three=${leads%%\?*}
fill "$three/toestemming" "$three/toestemming" antwoord=ja hoe=spoken
fill "$three/controleer" "$three/controleer" "gezien=$(page "$three/controleer"; hidden gezien)"
is "a third is sent" "$status" 303
who=bemiddelaar.jar
page "$three"
csrf=$(hidden csrf) form=$(hidden formulier)
who=toeleider.jar
fill "$three" "$three/stap" stap=withdrawn
is "withdrawn" "$status $leads" "303 $three?gedaan=ingetrokken-overdracht"
who=bemiddelaar.jar
send "$three/stap" "csrf=$csrf" "formulier=$form" stap=accepted
is "an answer comes too late" "$status" 422
has "and says so" "De persoon heeft dit ingetrokken."
hasnot "nothing of the person is on it" "Ik bel elke vrijdag."
login buur
page "$three"
is "for strangers it is not there" "$status" 404
page "$one/afspraak.ics"
is "nor its meeting" "$status" 404
send "$three/stap" "csrf=$(hidden csrf)" "formulier=$form" stap=accepted
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
