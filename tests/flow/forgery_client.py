"""What somebody else might make a browser send, and what somebody might write into a
form. Prints what held; the first that does not ends with status 1.

    forgery_client.py URL PASSWORD
"""
import re
import sys
import threading
import urllib.parse
import uuid

from page_browser import Browser, log_in

url, password = sys.argv[1:3]
SCRIPT = "<script>alert(1)</script>"


def fail(*words):
    print("FAILED:", *words)
    sys.exit(1)


def ok(*words):
    print("ok:", *words)


def chat(browser, form, **more):
    return browser.ask("POST", "/contact/nieuw",
                       {"csrf": browser.token(), "formulier": form, "plek": "geen",
                        "wie": "anoniem", "aantal": "1", "taal": "nl", "wat": "small_talk",
                        "eerste": "ja", "stap": "none", **more})


def new_form():
    """As a page makes one: version 7."""
    value = uuid.uuid4().hex
    return str(uuid.UUID("01a20000" + value[8:12] + "7" + value[13:16] + "8" + value[17:]))


def tokens():
    guide, other = log_in(url, "toeleider", password), log_in(url, "buur", password)
    bare = {"plek": "geen", "wie": "anoniem", "aantal": "1", "taal": "nl"}
    mine = guide.token()
    for name, value in {"none": None, "empty": "", "of another": other.token(),
                        "cut": mine[:-1], "made up": "A" * len(mine)}.items():
        body = dict(bare) if value is None else {**bare, "csrf": value}
        status, _, _ = guide.ask("POST", "/contact/nieuw", body)
        if status != 403:
            fail("a form with a token that is", name, "gave", status)
    if guide.ask("POST", "/afmelden", {"csrf": mine}, {"Sec-Fetch-Site": "cross-site"})[0] != 403:
        fail("another site logged somebody out")
    if guide.token() == mine or guide.ask("GET", "/account")[0] != 200:
        fail("the token is not masked anew, or the session ended")
    ok("a form without a genuine token is refused")


def fixation():
    planted = "A" * 43
    victim = Browser(url)
    victim.cookies["sessie"] = planted
    status, _, _ = victim.ask("POST", "/aanmelden", {
        "csrf": victim.token(), "aanmelding": "toeleider", "wachtwoord": password})
    if status != 303 or victim.cookies["sessie"] == planted:
        fail("a planted session was taken over", status)
    thief = Browser(url)
    thief.cookies["sessie"] = planted
    if thief.ask("GET", "/veld")[0] != 303:
        fail("the planted session is open to who planted it")
    before = victim.cookies["sessie"]
    if victim.ask("POST", "/afmelden", {"csrf": victim.token()})[0] != 303:
        fail("logging out")
    thief.cookies["sessie"] = before
    if thief.ask("GET", "/veld")[0] != 303:
        fail("a session is open after its owner logged out")
    ok("a session is made at the login and ends with it")


def replay():
    guide, other = log_in(url, "toeleider", password), log_in(url, "buur", password)
    form = new_form()
    body = {"csrf": guide.token(), "formulier": form, "plek": "geen", "wie": "anoniem",
            "aantal": "1", "taal": "nl", "wat": "small_talk", "eerste": "ja", "stap": "none"}
    answers = []

    def send():
        browser = Browser(url)
        browser.cookies = dict(guide.cookies)
        answers.append(browser.ask("POST", "/contact/nieuw", body)[:2])

    threads = [threading.Thread(target=send) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if len(set(answers)) != 1 or answers[0][0] != 303:
        fail("one form, sent eight times at once, gave", set(answers))
    if guide.ask("POST", "/contact/nieuw", body)[:2] != answers[0]:
        fail("sent once more it gave another answer")
    if guide.ask("POST", "/contact/nieuw", {**body, "aantal": "2"})[0] != 409:
        fail("the same form with other contents is not refused")
    if chat(other, form)[0] != 409:
        fail("the form of somebody else is not refused")
    ok("one form is answered once:", form)


def contents():
    guide = log_in(url, "toeleider", password)
    for name, raw in {"not UTF-8": b"naam=%ff", "a zero byte": b"naam=%00",
                      "half a percent sign": b"naam=%4", "no name": b"=x"}.items():
        if guide.ask_raw("/contact/nieuw", raw)[0] != 400:
            fail("a form with", name, "is not refused as malformed")
    many = b"&".join(b"a=1" for _ in range(501))
    if guide.ask_raw("/contact/nieuw", many)[0] != 413:
        fail("501 values are not refused")
    if guide.ask_raw("/contact/nieuw", b"a=" + b"x" * (300 << 10))[0] != 413:
        fail("a form of 300 kB is not refused")
    if guide.ask_raw("/contact/nieuw", b"{}", "application/json")[0] != 400:
        fail("JSON is taken for a form")
    cut = b'--b\r\nContent-Disposition: form-data; name="naam"\r\n\r\nx'
    if guide.ask_raw("/contact/nieuw", cut, "multipart/form-data; boundary=b")[0] != 400:
        fail("an upload that was cut off is not refused")
    if guide.ask("GET", "/veld")[0] != 200:
        fail("the session did not outlive it")
    ok("what is malformed, too much or cut off is refused whole")


def script():
    guide = log_in(url, "toeleider", password)
    for path in ("/aanmelden?terug=", "/personen/zoek?naam=", "/taal?terug=", "/veld?gedaan=",
                 "/dossiers?q=", "/vindplaatsen?q="):
        for who in (guide, Browser(url)):
            _, where, text = who.ask("GET", path + urllib.parse.quote(SCRIPT))
            if SCRIPT in text or SCRIPT in where:
                fail(path, "gives a script back")
    for where in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x",
                  "/%0d%0aX: y", "/a\r\nSet-Cookie: x=y"):
        browser = Browser(url)
        status, to, _ = browser.ask("POST", "/aanmelden", {
            "csrf": browser.token(), "aanmelding": "toeleider", "wachtwoord": password,
            "terug": where})
        if status != 303 or not to.startswith("/") or to[1:2] in ("/", "\\") or "x" in browser.cookies:
            fail("the login leads to", to)
    status, where, text = chat(guide, new_form(), wie="nieuw", bijnaam=SCRIPT, notitie=SCRIPT)
    if status != 303:
        fail("a note with a script in it is not kept", status, text[-600:])
    seen = 0
    for path in ("/veld", "/gesprekken", where):
        text = guide.ask("GET", path)[2]
        if SCRIPT in text:
            fail(path, "runs what somebody wrote")
        seen += text.count("&lt;script&gt;")
    if not seen:
        fail("what was written is shown nowhere, so nothing is proved")
    ok("a script stays text, and no login leads elsewhere")


tokens()
fixation()
replay()
contents()
script()
