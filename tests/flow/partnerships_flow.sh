# Partnerships: the list with the share of municipalities, the figures of one as the desk
# has them, an agreement with an action and its result, by a party and by nobody else.

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

login partnerschap
page /partnerschappen
is "all partnerships" "$(grep -c '<li><a href="/partnerschappen/' page.html)" 44
has "the share of municipalities" "Vlaamse gemeenten:"
own='' other=''
for path in $(grep -o '"/partnerschappen/[0-9a-f-]*"' page.html | tr -d '"' | head -44); do
    page "$path"
    if grep -q '/overeenkomst"' page.html; then own=${own:-$path}; else other=${other:-$path}; fi
    [ -z "$own" ] || [ -z "$other" ] || break
done
[ -n "$own" ] && [ -n "$other" ] || fail "no partnership of one's own, or none of others"
page "$own"
has "its parties" "trekker"
has "what was agreed" "Samen bereiken en toeleiden"
reached=$(grep -o 'href="/cijfers/kruistabel?vraag=count+trajectories+reached+where+partnership[^"]*"[^>]*>[0-9.]*<' page.html | head -1)
number=$(sed 's/.*>\([0-9.]*\)<$/\1/' <<<"$reached")
desk=$(sed 's/^href="\([^"]*\)".*/\1/; s/&amp;/\&/g' <<<"$reached")
[ -n "$number" ] || fail "the page has no number of trajectories"
page "$desk"
is "the desk opens the same question" "$status" 200
grep -qE ">$number<" page.html || fail "the desk does not say $number"
ok "and has the same number: $number"

page "$own/overeenkomst"
csrf=$(hidden csrf) agreement=$(hidden formulier)
send "$own/overeenkomst" "csrf=$csrf" "formulier=$agreement" titel= van=2026-01-01
is "an agreement has a title" "$status" 422
send "$own/overeenkomst" "csrf=$csrf" "formulier=$agreement" "titel=Samen <i>koken</i>" gemeente=99999 van=2026-01-01
is "and is of a municipality that is covered" "$status" 422
send "$own/overeenkomst" "csrf=$csrf" "formulier=$agreement" "titel=Samen <i>koken</i>" van=2026-03-01 tot=2026-01-01
is "and ends after it began" "$status" 422
send "$own/overeenkomst" "csrf=$csrf" "formulier=$agreement" "titel=Samen <i>koken</i>" van=2026-01-01
is "recorded" "$status $leads" "303 $own?gedaan=bewaard"
page "$own"
has "as it was typed" "Samen &lt;i&gt;koken&lt;/i&gt;"
page "$own/overeenkomst/$agreement/actie"
action=$(hidden formulier)
send "$own/overeenkomst/$agreement/actie" "csrf=$csrf" "formulier=$action" "tekst=Vier kookavonden" soort=group_session aantal=4 tegen=2026-12-31
is "an action" "$status" 303
page "$own/acties/$action"
has "without a result" "Nog geen resultaat."
result=$(hidden formulier)
send "$own/acties/$action" "csrf=$csrf" "formulier=$result" stand=done aantal=4 dag=2099-01-01
is "a result has been" "$status" 422
send "$own/acties/$action" "csrf=$csrf" "formulier=$result" stand=busy aantal=3 dag=2026-11-20 "tekst=Drie avonden, goed volk."
is "a result" "$status" 303
page "$own"
has "three of four" "3 van 4"
page "$own/acties/$action"
has "in words" "Drie avonden, goed volk."
page "$other/acties/$action"
is "an action of another partnership" "$status" 404
page "$other/overeenkomst"
is "of which one is no party" "$status" 403
send "$other/overeenkomst" "csrf=$csrf" "formulier=${agreement%????}abcd" titel=Iets van=2026-01-01
is "nor by hand" "$status" 403

login toeleider
page "$own/acties/$action"
is "who guides reads it" "$status" 200
! grep -q 'name="stand"' page.html || fail "who only reads is offered a form"
ok "and is offered no form"
send "$own/acties/$action" "csrf=$(hidden csrf)" "formulier=${result%????}abcd" stand=done dag=2026-11-20
is "nor writes" "$status" 403
login partnerschap
page "$own/acties/$action"
send "$own/acties/$action/weg" "csrf=$(hidden csrf)" "formulier=${result%????}bbbb"
is "taken away" "$status" 303
page "$own/acties/$action"
is "and gone" "$status" 404
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
