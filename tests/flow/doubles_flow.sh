# Two files that may be about one human being: a pair of the last comparison, side by side
# for who coordinates, decided, remembered by the next comparison, undone, and undone
# again in the history. Who sees neither file finds nothing.

# shellcheck shell=bash disable=SC2154
source "$ROOT/tests/flow/serving"
demo_region
"$V" link persons --db sqlite:demo.db --threads 2 >link.txt 2>&1 || { cat link.txt >&2; fail "link persons"; }
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
# those that wait: a list before the decisions
waits() { sed -n '/<ol class/,/<\/ol>/p' page.html | grep -cF -- "$1"; }
pairs() { grep -o '/dubbels/[0-9a-f-]\{36\}/[0-9a-f-]\{36\}"' page.html | tr -d '"' | sort -u; }

login toeleider
page /dubbels
is "who guides does not decide about doubles" "$status" 403
login netwerkcoordinator
page /dubbels
is "who coordinates does" "$status" 200
pair=$(pairs | head -1)
[ -n "$pair" ] || fail "no pair waits"
is "it waits" "$(waits "$pair")" 1
n_decided=$(grep -c '/dubbels/besluit/[0-9a-f-]\{36\}/ongedaan' page.html)
page "$pair"
has "what may not be seen stays closed" "blijft gesloten"
has "and is compared all the same" "Wat zegt het?"
csrf=$(hidden csrf) form=$(hidden formulier)
send "$pair/besluit" "csrf=$csrf" "formulier=$form" besluit=twee
is "a decision says how one knows" "$status" 422
send "$pair/besluit" "csrf=$csrf" "formulier=$form" besluit=twee reden=too_little
is "a reason fits the decision" "$status" 422
send "$pair/besluit" "csrf=$csrf" "formulier=$form" besluit=twee reden=family
is "two persons" "$status $leads" "303 /dubbels?gedaan=bewaard"
send "$pair/besluit" "csrf=$csrf" "formulier=$form" besluit=twee reden=family
is "the same form again gets the same answer" "$status $leads" "303 /dubbels?gedaan=bewaard"
page /dubbels
has "what was decided is told, with how one knew" "Familie of buren"
undo=$(grep -o '/dubbels/besluit/[0-9a-f-]\{36\}/ongedaan' page.html)
is "one decision more can be undone" "$(wc -l <<<"$undo")" $((n_decided + 1))
undo=$(head -1 <<<"$undo")
"$V" link persons --db sqlite:demo.db --threads 2 --again >link.txt 2>&1 || { cat link.txt >&2; fail "link persons again"; }
page /dubbels
is "a new comparison does not bring the pair back" "$(waits "$pair")" 0
send "$undo" "csrf=$csrf" "formulier=$(cat /proc/sys/kernel/random/uuid)"
is "undone" "$status $leads" "303 /dubbels?gedaan=ongedaan"
page /dubbels
is "and it waits again" "$(grep -c "<ol class" page.html)" 1
send "$undo" "csrf=$csrf" "formulier=$(cat /proc/sys/kernel/random/uuid)"
is "nothing is undone twice" "$status" 404
page "$pair"
send "$pair/besluit" "csrf=$csrf" "formulier=$(hidden formulier)" besluit=zelfde reden=asked_person
is "the same human being" "$status" 303
page "$pair"
has "linked, and said so" "tellen als één mens"
page /dubbels/geschiedenis
has "the history keeps what was undone" "ongedaan gemaakt"
lacks "and no name of a file that is closed" "INSZ"

login partner
page "$pair"
is "who sees neither file finds no pair, or has no part in it" "$(grep -cE '^(403|404)$' <<<"$status")" 1
"$V" verify --db sqlite:demo.db >verify.txt || { cat verify.txt >&2; fail "verify"; }
ok "the store verifies"
