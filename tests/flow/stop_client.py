"""Keeps a server busy while it is told to stop, and counts what became of each request.

    stop_client.py PORT PROCESS

Eight browsers ask one page after another over connections that are kept; one more is
halfway a form. Then the process gets SIGTERM. Every request that was begun must be
answered whole, or its connection refused or ended before anything of an answer came;
the half form must be answered when its rest arrives. Prints the counts.
"""
import os
import signal
import socket
import sys
import threading
import time

port, process = int(sys.argv[1]), int(sys.argv[2])
ASK = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
lock = threading.Lock()
count = {"whole": 0, "refused": 0, "ended": 0, "cut": 0, "said 503": 0}


def note(what):
    with lock:
        count[what] += 1


def read_reply(s):
    """A whole reply; b"" when the connection ended before it; None when within it."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = s.recv(65536)
        if not piece:
            return b"" if not got else None
        got += piece
    head, body = got.split(b"\r\n\r\n", 1)
    length = int(next(line for line in head.split(b"\r\n")
                      if line.lower().startswith(b"content-length:")).split(b":")[1])
    while len(body) < length:
        piece = s.recv(65536)
        if not piece:
            return None
        body += piece
    return head


def browse(until):
    while time.monotonic() < until:
        try:
            s = socket.create_connection(("127.0.0.1", port), timeout=10)
        except OSError:
            note("refused")
            time.sleep(0.05)
            continue
        try:
            while time.monotonic() < until:
                s.sendall(ASK)
                head = read_reply(s)
                if head is None:
                    note("cut")
                    break
                if head == b"":
                    note("ended")
                    break
                note("said 503" if head.startswith(b"HTTP/1.1 503") else "whole")
                if b"Connection: close" in head or b"connection: close" in head:
                    break
        except OSError:
            note("ended")
        s.close()


half = socket.create_connection(("127.0.0.1", port), timeout=20)
half.sendall(b"POST /aanmelden HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n"
             b"Content-Type: application/x-www-form-urlencoded\r\n\r\naanmelding")
until = time.monotonic() + 3
threads = [threading.Thread(target=browse, args=(until,)) for _ in range(8)]
for t in threads:
    t.start()
time.sleep(1)
os.kill(process, signal.SIGTERM)
time.sleep(1)
half.sendall(b"=x&formulie")
reply = read_reply(half)
for t in threads:
    t.join()
print(" ".join(f"{name}: {n}" for name, n in count.items()))
if count["cut"]:
    sys.exit("FAILED: a reply was cut off")
if count["whole"] < 100 or count["refused"] == 0:
    sys.exit("FAILED: it was not busy, or it did not stop")
if not reply or not reply.startswith(b"HTTP/1.1 403"):
    sys.exit(f"FAILED: the half form got {reply!r}")
if count["ended"] > 8:
    sys.exit("FAILED: more requests than connections went without an answer")
