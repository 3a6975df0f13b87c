# The configuration of nginx that is shipped, before a server on a unix socket: pages
# over TLS and HTTP/2, the visitor's address and scheme handed on, /metrics only from
# the machine itself, and a document that is too large refused by the program's page.

# shellcheck shell=bash
source "$ROOT/tests/flow/serving"
command -v nginx >/dev/null || fail "nginx is not installed: run tools/setup test"
"$V" init --db sqlite:house.db 2>words.txt || { cat words.txt >&2; fail "init"; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout privkey.pem -out fullchain.pem 2>said.txt || { cat said.txt >&2; fail "openssl"; }
LISTEN=unix:web.socket serve_region house.db --behind-proxy --quiet
[ "$(stat -c %a web.socket)" = 660 ] || fail "the socket is open to everybody"
expect 75 "another program listens" -- "$V" serve --db sqlite:house.db --listen unix:web.socket
read -r plain tls < <(python3 -c '
import socket
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in held])')
sed -e '/listen \[::\]/d' -e "s|listen 80|listen 127.0.0.1:$plain|" \
    -e "s|listen 443|listen 127.0.0.1:$tls|" -e "s|/run/vindplaats/|$PWD/|" \
    -e "s|/etc/ssl/vindplaats/|$PWD/|" -e "s|/etc/nginx/|$ROOT/deploy/|" \
    -e 's/vindplaats.example.org/localhost/' "$ROOT/deploy/nginx.conf" >site.conf
grep -q '/etc/\|/run/' site.conf && fail "a path of the machine is left in the configuration"
cat >nginx.conf <<TEXT
$([ "$(id -u)" != 0 ] || echo 'user root;')
pid $PWD/nginx.pid;
error_log $PWD/nginx.log warn;
events {}
http {
    client_body_temp_path $PWD/body;
    proxy_temp_path $PWD/proxy;
    fastcgi_temp_path $PWD/f; uwsgi_temp_path $PWD/u; scgi_temp_path $PWD/s;
    include $PWD/site.conf;
}
TEXT
nginx -t -q -c "$PWD/nginx.conf" -p "$PWD" 2>said.txt || { cat said.txt >&2; fail "nginx -t"; }
nginx -c "$PWD/nginx.conf" -p "$PWD" 2>said.txt || { cat said.txt >&2; fail "nginx"; }
end_nginx() { [ ! -f nginx.pid ] || kill "$(cat nginx.pid)" 2>/dev/null || true; }
trap 'end_nginx; [ -z "$SERVER" ] || kill "$SERVER"; rm -rf "$work"' EXIT
there="https://localhost:$tls"
ask() { curl -sS --cacert fullchain.pem --resolve "localhost:$tls:127.0.0.1" "$@"; }

ask -D head.txt -o page.html --http2 "$there/aanmelden" || { cat nginx.log >&2; fail "no page"; }
grep -q '^HTTP/2 200' head.txt || fail "not over HTTP/2"
grep -qi '^set-cookie: __Host-vorm=.*; Secure' head.txt || { cat head.txt >&2; fail "cookie"; }
grep -qi '^content-security-policy: ' head.txt || fail "no policy for content"
grep -q 'Vindplaats' page.html || fail "no page"
ok "a page through nginx, over HTTP/2"
style=$(grep -o '/s/[^"]*\.css' page.html | head -1)
ask -D head.txt -o style.css -H 'Accept-Encoding: gzip' "$there$style" || fail "no style"
grep -qi '^content-encoding: gzip' head.txt && grep -qi '^cache-control: .*immutable' head.txt ||
    { cat head.txt >&2; fail "the style is not compressed or not kept"; }
ok "its style, compressed and kept"
[ "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -H 'Host: localhost' "http://127.0.0.1:$plain/a?b")" = \
    "301 https://localhost/a?b" ] || fail "plain HTTP does not lead to TLS"
head -c 9000000 /dev/zero >large
[ "$(ask -o large.html -w '%{http_code}' -F "f=@large" "$there/aanmelden")" = 413 ] || fail "9 MB is not refused"
grep -q '<h1>' large.html || fail "what is too large gets no page"
[ "$(ask -o /dev/null -w '%{http_code}' "$there/metrics")" = 200 ] || fail "/metrics from the machine itself"
# somebody who claims to be another: nginx writes over it
ask -o /dev/null -H 'X-Forwarded-Proto: http' -D head.txt "$there/aanmelden"
grep -qi '^set-cookie: __Host-' head.txt || fail "a visitor chose the scheme"
ok "redirect, refusal of 9 MB, figures, no claims"
end_nginx
serve_end
[ ! -e web.socket ] || fail "the socket was left behind"
ok "the socket is gone with the server"
