# The server with its own TLS: a page comes over it, cookies are bound to it, old
# protocols are refused, and a key that is not of the certificate is told.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
"$V" init --db sqlite:house.db 2>words.txt || { cat words.txt >&2; fail "init"; }
certificate() { # certificate NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout "$1.key" -out "$1.pem" 2>said.txt || { cat said.txt >&2; fail "openssl"; }
}
certificate one
certificate other
expect 64 "both --tls-cert and --tls-key" -- "$V" serve --db sqlite:house.db --listen 127.0.0.1:0 --tls-cert one.pem
expect 78 "certificate" -- "$V" serve --db sqlite:house.db --listen 127.0.0.1:0 --tls-cert one.pem --tls-key other.key
expect 66 "missing.pem" -- "$V" serve --db sqlite:house.db --listen 127.0.0.1:0 --tls-cert missing.pem --tls-key one.key

serve_region house.db --tls-cert one.pem --tls-key one.key
[[ $ADDRESS == https://* ]] || fail "the address is $ADDRESS"
curl -sS --cacert one.pem -D head.txt -o page.html "$ADDRESS/aanmelden" || fail "no page over TLS"
grep -qi '^set-cookie: __Host-vorm=.*; Secure' head.txt || { cat head.txt >&2; fail "cookie"; }
grep -qi '^strict-transport-security: max-age=' head.txt || fail "no HSTS"
grep -q '<html lang="nl"' page.html || fail "no page"
ok "a page over TLS, with a cookie that is bound to it"
curl -sS --cacert other.pem "$ADDRESS/health" 2>/dev/null && fail "another certificate is believed"
curl -sS --cacert one.pem --tls-max 1.1 "$ADDRESS/health" 2>/dev/null && fail "TLS 1.1 is spoken"
curl -sS "http://${ADDRESS#https://}/health" 2>/dev/null | grep -q ok && fail "plain HTTP is answered"
for version in 1.2 1.3; do
    curl -sS --cacert one.pem "--tlsv$version" --tls-max $version "$ADDRESS/health" | grep -q '"ok"' ||
        fail "TLS $version"
done
ok "TLS 1.2 and 1.3, not 1.1, not without"
serve_end
