# A link for an employer: made from a job while the person lets the employer know, answered
# without an account, taken up within two working days; and what somebody tries who has no
# such link, an old one, or one of somebody else.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
serve_region demo.db
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
link_of() { grep -o "$ADDRESS/$1/[A-Za-z0-9_-]*" page.html | head -1 | sed "s|^$ADDRESS||"; }
closed='Een link werkt enkele dagen en opent één ding.'

# --- made from the file ---
login toeleider
page /nazorg
has "answers that wait stand in the list of aftercare" "Werkgevers die je antwoord verwachten"
work=$(grep -o '/personen/[0-9a-f-]*/werk#werkgever' page.html | tail -1); work=${work%#*}
person=${work%/werk}
page "$work"
job=$(grep -o "$work/[0-9a-f-]*/werkgever" page.html | head -1)
page "$job"
employer=$(grep -o 'name="werkgever"[^>]*value="[^"]*"' page.html | head -1 | sed 's/.*value="//; s/"$//')
csrf=$(hidden csrf) form=$(hidden formulier)
send "$job" "csrf=$csrf" "formulier=$form"
is "which employer?" "$status" 422
send "$job" "csrf=$csrf" "formulier=$form" "werkgever=$form"
is "not one whom the person lets know nothing" "$status" 422
send "$job" "csrf=$csrf" "formulier=$form" "werkgever=$employer" "wie=de ploegbaas"
is "the link is made" "$status $leads" "303 $person/werkgeverslink/$form"
page "$leads"
link=$(link_of werkgever/opvolging)
token=${link##*/}
is "the token has its length" "${#token}" 48
name=$(sed -n 's/.*<p class="person-name[^>]*><bdi[^>]*>\([^<]*\)<.*/\1/p' page.html | head -1)
mail=$(grep -o 'href="mailto:[^"]*"' page.html)
[ -n "$mail" ] || fail "there is no mail to send"
[ -z "$name" ] || ! grep -qF -- "$name" <<<"$mail" || fail "the mail names the person"
ok "the text to send names nobody"

# --- answered, by somebody without an account or script ---
rm -f jar
page "$link"
is "the employer's page" "$status" 200
has "the question" "Hoe loopt het met"
has "whom to call" 'href="tel:'
lacks "nothing of a file" "/personen/"
curl -s -D head.txt -o /dev/null "$ADDRESS$link"
grep -qi '^referrer-policy: no-referrer' head.txt && grep -qi '^cache-control: no-store' head.txt || fail "heads of the page"
ok "the page is not kept and tells no other site where it was"
csrf=$(hidden csrf) form=$(hidden formulier)
send "$link" "formulier=$form" hoe=wrong
is "no form from elsewhere" "$status" 403
send "$link" "csrf=$csrf" "formulier=$form" hoe=bad
is "one of the three" "$status" 422
send "$link" "csrf=$csrf" "formulier=$form" hoe=wrong "woorden=Twee dagen niet gezien <b>"
is "answered" "$status $leads" "303 $link"
send "$link" "csrf=$csrf" "formulier=$form" hoe=wrong "woorden=Twee dagen niet gezien <b>"
is "sent twice" "$status $leads" "303 $link"
page "$link"
has "and by when somebody calls" "ten laatste"
lacks "the name is not needed any more" "Hoe loopt het met"

# --- taken up ---
login toeleider
page /veld
has "it stands in the day" "$work#werkgever"
page "$work"
has "words as they were typed" "Twee dagen niet gezien &lt;b&gt;"
is "answered once" "$(grep -c 'Twee dagen niet gezien' page.html)" 1
grep -Eq 'nog [12] werkdag' page.html || fail "the clock is not shown"
ok "with its clock"
reply=$(grep -o "$person/antwoord/[0-9a-f-]*" page.html | head -1)
page "$reply"
csrf=$(hidden csrf) form=$(hidden formulier)
send "$reply" "csrf=$csrf" "formulier=$form" "woorden=Morgen samen ter plaatse."
is "taken up" "$status $leads" "303 $work?gedaan=bewaard"
page "$work"
has "what was agreed" "Morgen samen ter plaatse."
lacks "no second time" "$reply\""
send "$reply" "csrf=$csrf" "formulier=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)" "woorden=nog eens"
is "nor by another form" "$status" 409
! grep -qi 'sanctie\|controle' page.html || fail "a word of control"

# --- ended by who made it ---
page "$job"
send "$job" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "werkgever=$employer"
page "$leads"
other=$(link_of werkgever/opvolging)
grep -o "$person/werkgeverslink/[0-9a-f-]*/einde" page.html | head -1 >end.txt
csrf=$(hidden csrf)
cp jar toeleider.jar
login buur
send "$(cat end.txt)" "csrf=$(page /veld; hidden csrf)" "formulier="
is "strangers end nothing, and see nobody" "$status" 404
cp toeleider.jar jar
send "$(cat end.txt)" "csrf=$csrf" "formulier="
is "ended" "$status" 303
rm -f jar
page "$other"
is "an ended link" "$status" 410
has "in plain words" "$closed"
sed -n '/<main/,/<\/main>/p' page.html >ended.txt

# --- and what is none ---
page "/werkgever/opvolging/${token%?}"
is "cut" "$status" 404
has "the same words" "$closed"
sed -n '/<main/,/<\/main>/p' page.html | diff -q - ended.txt >/dev/null || fail "a forged link reads otherwise than an ended one"
ok "forged and ended read alike"
last=${token: -1}; [ "$last" = A ] && swap=B || swap=A
page "/werkgever/opvolging/${token%?}$swap"
is "one letter changed" "$status" 404
seen=
for _ in {1..8}; do page /werkgever/opvolging/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; seen+=" $status"; done
[[ $seen == *429 ]] || fail "an address tries as often as it wants:$seen"
ok "who tries many waits"
page "$link"
is "who has one does not" "$status" 200
page /aanmelden
send /werkgever/opvolging/AAAA "csrf=$(hidden csrf)" hoe=well
[ "$status" = 404 ] || [ "$status" = 429 ] || fail "an answer to nothing: $status"
ok "an answer to a link that is none"
# --- the person stops it while the employer's page is open ---
login toeleider
page "$job"
send "$job" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" "werkgever=$employer"
page "$leads"
stopped=$(link_of werkgever/opvolging)
rm -f jar
page "$stopped"
has "asked, before it is stopped" "Hoe loopt het met"
csrf=$(hidden csrf) form=$(hidden formulier)
cp jar employer.jar
login toeleider
page "$person/toestemming/$employer/intrekken"
send "$person/toestemming/$employer/intrekken" "csrf=$(hidden csrf)" "formulier=$(hidden formulier)" wat=alles wie=person
is "stopped by the person" "$status" 303
page "$job"
lacks "no new question to this employer is offered" "value=\"$employer\""
cp employer.jar jar
send "$stopped" "csrf=$csrf" "formulier=$form" hoe=wrong "woorden=Te laat gezegd"
is "what the employer sends from the page of before" "$status" 410
page "$stopped"
is "and looks at again" "$status" 410
sed -n '/<main/,/<\/main>/p' page.html | diff -q - ended.txt >/dev/null || fail "a stopped link reads otherwise than an ended one"
login toeleider
page "$work"
lacks "nothing of it is kept" "Te laat gezegd"

for secret in "$token" "${other##*/}"; do
    ! grep -qF -- "$secret" server.log || fail "a token stands in the log"
done
ok "no token stands in the log"
serve_end
! grep -qF -- "$token" demo.db demo.db-wal 2>/dev/null || fail "a token stands in the database"
ok "nor in the database"
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
