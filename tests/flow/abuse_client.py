"""Speaks to a server as no browser does, over bare sockets.

    abuse_client.py PORT wire|slow|many|uploads

Each probe says what it sent and what must come back: a status, or "closed" when the
server may answer nothing. After each the server must still answer /health. The first
that is not so ends with status 1.
"""
import re
import socket
import sys
import threading
import time

HERE = "127.0.0.1"
PORT = int(sys.argv[1])
HOST = b"Host: localhost\r\n"


def connect(source=HERE):
    return socket.create_connection((HERE, PORT), timeout=20, source_address=(source, 0))


def read_all(s):
    """Until the other side closes."""
    got = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                return got
            got += piece
    except (ConnectionResetError, socket.timeout):
        return got


def statuses(got):
    """Of each reply in what came back."""
    return [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d\d\d) ", got)]


def ask(raw, source=HERE, half_close=True):
    s = connect(source)
    try:
        s.sendall(raw)
        if half_close:
            s.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        pass
    got = read_all(s)
    s.close()
    return got


def health(source=HERE):
    got = ask(b"GET /health HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", source,
              half_close=False)
    return got.startswith(b"HTTP/1.1 200") and b'"status":"ok"' in got


def fail(*words):
    print("FAILED:", *words)
    sys.exit(1)


def get(path, *fields, version=b"HTTP/1.1", method=b"GET"):
    return (method + b" " + path + b" " + version + b"\r\n" + HOST
            + b"".join(f + b"\r\n" for f in fields) + b"Connection: close\r\n\r\n")


def post(fields, body, path=b"/taal"):
    return (b"POST " + path + b" HTTP/1.1\r\n" + HOST
            + b"".join(f + b"\r\n" for f in fields) + b"\r\n" + body)


FORM = b"Content-Type: application/x-www-form-urlencoded"
# name, what is sent, the statuses that may come first ("closed": nothing may come)
WIRE = [
    ("a TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", ["closed", 400]),
    ("bytes of no protocol", bytes(range(256)) * 8, ["closed", 400]),
    ("a line of one word", b"GET\r\n\r\n", ["closed", 400]),
    ("no version", b"GET /health\r\n\r\n", ["closed", 400, 505]),
    ("version 9.9", get(b"/health", version=b"HTTP/9.9"), ["closed", 400, 505]),
    ("no Host", b"GET /health HTTP/1.1\r\n\r\n", [400]),
    ("two Hosts", get(b"/health", b"Host: other"), [400]),
    ("a Host with a path", b"GET /health HTTP/1.1\r\nHost: a/b\r\n\r\n", [400]),
    # the library joins the lines, and cuts a field at the zero byte (decision 0016)
    ("a folded field", get(b"/health", b"X-A: b\r\n c"), [200, 400]),
    ("a zero byte in a field", get(b"/health", b"X-A: b\0c"), [200, 400, "closed"]),
    ("a zero byte in the path", get(b"/hea\0lth"), [400, 404, "closed"]),
    ("a space in a field's name", get(b"/health", b"X A: b"), [400]),
    ("a space before the colon", get(b"/health", b"Content-Length : 5"), [400]),
    ("a path of 64 kB", get(b"/" + b"a" * 65536), [414]),
    ("a path of 3 kB", get(b"/" + b"a" * 3000), [414]),
    ("a field of 64 kB", get(b"/health", b"X-A: " + b"a" * 65536), [431]),
    ("1000 fields", get(b"/health", *[b"X-%d: y" % i for i in range(1000)]), [431]),
    ("100 fields", get(b"/health", *[b"X-%d: y" % i for i in range(100)]), [431]),
    ("up the folders", get(b"/../../etc/passwd"), [404]),
    ("up the folders, encoded", get(b"/s/%2e%2e/%2e%2e/etc/passwd"), [404]),
    ("an encoded slash", get(b"/s%2fapp.css"), [404]),
    ("a backslash", get(b"/s/..%5c..%5cx"), [404]),
    ("an encoded zero byte", get(b"/health%00.css"), [404]),
    ("half a percent sign", get(b"/health%"), [404]),
    ("a path that is not UTF-8", get(b"/%ff%fe"), [404]),
    ("an overlong slash", get(b"/%c0%af"), [404]),
    ("two slashes", get(b"//example.org/"), [404]),
    ("a query that is not UTF-8", get(b"/taal?taal=%ff"), [400]),
    ("a query with a zero byte", get(b"/taal?taal=%00"), [400]),
    ("an absolute target", get(b"http://other/health"), [400]),
    ("a starred target", get(b"*", method=b"OPTIONS"), [400, 404, 405]),
    ("a method of ours elsewhere", get(b"/health", method=b"DELETE"), [405]),
    ("TRACE", get(b"/health", method=b"TRACE"), [405]),
    ("CONNECT", get(b"other:443", method=b"CONNECT"), [400, 404, 405]),
    ("a method of no standard", get(b"/health", method=b"GE@T"), [400, "closed"]),
    ("a method of 60 letters", get(b"/health", method=b"A" * 60), [400]),
    ("two lengths that differ", post([b"Content-Length: 3", b"Content-Length: 5"], b"a=bcd"),
     [400]),
    ("two lengths that agree", post([b"Content-Length: 3", b"Content-Length: 3"], b"a=b"),
     [400]),
    ("a list of lengths", post([b"Content-Length: 3, 3"], b"a=b"), [400]),
    ("a length below zero", post([b"Content-Length: -1"], b""), [400]),
    ("a length with a sign", post([b"Content-Length: +3"], b"a=b"), [400]),
    ("a length in letters", post([b"Content-Length: 0x3"], b"a=b"), [400]),
    ("a length of 30 digits", post([b"Content-Length: " + b"9" * 30], b""), [400, 413]),
    ("length and chunks", post([b"Content-Length: 3", b"Transfer-Encoding: chunked"],
                               b"0\r\n\r\nGET /health HTTP/1.1\r\n" + HOST + b"\r\n"),
     [400, 411]),
    ("chunks", post([b"Transfer-Encoding: chunked", FORM], b"3\r\na=b\r\n0\r\n\r\n"), [411]),
    ("a transfer encoding of no standard", post([b"Transfer-Encoding: xchunked"], b""), [400]),
    ("a compressed body", post([b"Content-Encoding: gzip", b"Content-Length: 3"], b"a=b"), [415]),
    ("a body of 1 GB, told", post([b"Content-Length: 1073741824", FORM], b"a=b"), [413]),
    ("a body of 10 MB, sent", post([b"Content-Length: 10485760", FORM], b"a" * 10485760), [413]),
    ("an expectation", get(b"/health", b"Expect: much"), [417]),
    ("half a body", post([b"Content-Length: 1000", FORM], b"a=b"), ["closed", 400]),
    ("half a head", b"GET /health HTTP/1.1\r\nHost: loc", ["closed", 400]),
]


def wire():
    for name, raw, may in WIRE:
        got = ask(raw)
        found = statuses(got)
        first = found[0] if found else "closed"
        if first not in may:
            fail(name, "gave", first, "expected", may, got[:200])
        # refusals of the library itself repeat their head: 400, 400
        if first != "closed" and first >= 400 and any(status < 400 for status in found):
            fail(name, "was refused, and what followed was answered:", found)
        if b"root:" in got:
            fail(name, "gave a file of the machine")
        if not health():
            fail("no health after", name)
        print("ok:", name, "->", first)
    got = ask(get(b"/health", method=b"HEAD"))
    head, _, body = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200") or body or b"Content-Length: " not in head:
        fail("HEAD gave", got)
    print("ok: HEAD has a length and no body")
    got = ask(get(b"/health", method=b"DELETE"))
    if b"\r\nAllow: GET, HEAD\r\n" not in got:
        fail("405 without Allow", got)
    print("ok: 405 says what is allowed")
    if statuses(ask(b"GET /health HTTP/1.0\r\n\r\n")) != [200]:
        fail("HTTP/1.0 without Host is not answered")
    print("ok: HTTP/1.0 is answered")
    one = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
    if statuses(ask(one * 3 + get(b"/health"), half_close=False)) != [200] * 4:
        fail("four requests in one go are not four replies")
    print("ok: four requests over one connection")
    field = ask(get(b"/taal?taal=nl&terug=/a%0d%0aSet-Cookie:%20x=y"))
    if b"x=y" in field or statuses(field) != [303]:
        fail("a field was written into a head", field)
    print("ok: no field can be written into a head")


def drip(name, raw, cut, results):
    """All up to `cut`, then one byte at a time: when has the server had enough?"""
    s = connect()
    s.sendall(raw[:cut])
    s.settimeout(0.05)
    start = time.monotonic()
    ended = None
    for i in range(cut, len(raw)):
        try:
            s.sendall(raw[i:i + 1])
            try:
                if s.recv(4096) == b"":
                    ended = time.monotonic() - start
            except socket.timeout:
                pass
        except (BrokenPipeError, ConnectionResetError):
            ended = time.monotonic() - start
        if ended is not None or time.monotonic() - start > 12:
            break
        time.sleep(0.1)
    s.close()
    results.append((name, ended))


def slow():
    """The server was started with --patience 2."""
    results = []
    head = get(b"/health", *[b"X-%d: y" % i for i in range(40)])
    body = post([b"Content-Length: 9000", FORM], b"a" * 9000)
    cut = body.index(b"\r\n\r\n") + 4
    threads = [threading.Thread(target=drip, args=("head", head, 0, results))
               for _ in range(20)]
    threads += [threading.Thread(target=drip, args=("body", body, cut, results))
                for _ in range(20)]
    for t in threads:
        t.start()
    time.sleep(1)
    if not health():
        fail("no health while 40 clients are slow")
    for t in threads:
        t.join()
    for name, ended in results:
        if ended is None or not 1.5 <= ended <= 8:
            fail("slow", name, "was dropped after", ended)
    print(f"ok: {len(results)} slow clients dropped")
    if not health():
        fail("no health after slow clients")


def many():
    """More connections than one address may have; another address still gets in."""
    held = []
    for _ in range(500):
        try:
            held.append(connect())
        except OSError:
            pass
    time.sleep(0.5)
    alive = 0
    for s in held:
        s.setblocking(False)
        try:
            if s.recv(1) != b"":
                alive += 1
        except BlockingIOError:
            alive += 1
        except OSError:
            pass
    if not 0 < alive <= 256:
        fail(len(held), "connections of one address:", alive, "are held")
    if not health("127.0.0.2"):
        fail("another address is not answered meanwhile")
    for s in held:
        s.close()
    time.sleep(0.5)
    if not health():
        fail("no health afterwards")
    print(f"ok: of {len(held)} connections of one address {alive} were held; another got in")


def uploads():
    """More documents at once than fit in memory: some are asked to wait, none is lost."""
    head = (b"POST /personen/018f0000-0000-7000-8000-00000000abcd/documenten/nieuw HTTP/1.1\r\n"
            + HOST + b"Content-Type: multipart/form-data; boundary=b\r\n"
            b"Content-Length: 5000000\r\n\r\n")
    held = []
    for _ in range(40):
        s = connect()
        s.sendall(head + b"--b\r\n")
        held.append(s)
    time.sleep(0.5)
    if not health():
        fail("no health while 40 documents are under way")
    found = []
    rest = b"x" * (5000000 - 5)
    for s in held:
        s.sendall(rest)
        got = b""
        while b"\r\n\r\n" not in got:
            got += s.recv(65536) or b"HTTP/1.1 000 \r\n\r\n"
        found.append(statuses(got)[0])
        s.close()
    # nobody is logged in: what is taken leads to the login
    if found.count(303) != 24 or found.count(503) != 16:
        fail("40 documents at once gave", found)
    if not health():
        fail("no health after 40 documents")
    print("ok: of 40 documents at once 24 were read, 16 told to come back")


{"wire": wire, "slow": slow, "many": many, "uploads": uploads}[sys.argv[2]]()
