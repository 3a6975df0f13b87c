"""Logs in and out of a server as people and attackers do; says what it proved.

    login_client.py URL BINARY DATABASE INVITATION [LOGIN PERSON]
    login_client.py URL BINARY DATABASE again

INVITATION is the link that `vindplaats account add` printed for login an.peeters, a
system_admin. With LOGIN and PERSON the second story is told instead: looks are logged.
`again` asks a server that was started anew what it remembers of the first story.
The server runs with --behind-proxy, so that a browser can come from any address.
"""
import base64
import hashlib
import hmac
import html
import http.client
import re
import sqlite3
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

url, binary, database = sys.argv[1:4]
host = urllib.parse.urlparse(url)
GOOD = "drie eenden op de dijk"


def ok(text):
    print("ok:", text)


def want(condition, text):
    if not condition:
        sys.exit("FAILED: " + text)


def code_of(secret, moment):
    """RFC 6238 by hand: nothing of the program's own."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30),
                      hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Browser:
    def __init__(self, address="192.0.2.1", agent="Mozilla/5.0 (Android) Firefox/140.0"):
        self.cookies = {}
        self.address, self.agent = address, agent

    def ask(self, method, path, body=None):
        link = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                "X-Forwarded-For": self.address, "User-Agent": self.agent}
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(body)
        link.request(method, path, body, head)
        reply = link.getresponse()
        text = reply.read().decode()
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            want("HttpOnly" in line and "SameSite=Lax" in line, "a cookie without its guards")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        link.close()
        return reply.status, reply.headers.get("Location", ""), text

    def get(self, path):
        return self.ask("GET", path)

    def fields(self, path):
        """The hidden fields of the first form on a page but for the one to log out."""
        text = self.get(path)[2]
        main = text[text.index("<main"):text.index("</main>")]
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", main, re.S):
            if "/afmelden" not in form.split(">")[0]:
                return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        want("csrf" in main, f"no form on {path}")
        return dict(re.findall(r'name="(csrf)" value="([^"]*)"', main))

    def post(self, path, values, form_page=None):
        fields = self.fields(form_page or path)
        fields.update(values)
        return self.ask("POST", path, fields)

    def login(self, login, password):
        return self.post("/aanmelden", {"aanmelding": login, "wachtwoord": password})

    def is_in(self):
        return self.get("/account")[0] == 200

    def copy(self):
        other = Browser(self.address, self.agent)
        other.cookies = dict(self.cookies)
        return other


def complaint(text):
    return html.unescape("".join(re.findall(r'href="#veld-[^"]*">([^<]*)<', text)))


def keeper(*words):
    """What the keeper of the installation does; the last line of what it prints."""
    out = subprocess.run([binary, *words, "--db", "sqlite:" + database], check=True,
                         capture_output=True, text=True).stdout
    return out.strip().splitlines()[-1].strip()


def sql(text, *values):
    with sqlite3.connect(database, timeout=20) as link:
        return link.execute(text, values).fetchall()


def accept(browser, link):
    return browser.post("/uitnodiging", {"nieuw": GOOD, "opnieuw": GOOD}, link)


def invitation_and_second_step(link):
    an, thief = Browser(), Browser("203.0.113.9")
    status, _, text = an.get(link)
    want(status == 200 and "an.peeters" in text, "the invitation does not open")
    for bad in ("kort", "wachtwoord1234", "an.peeters2026", "123456789012"):
        status, _, text = an.post("/uitnodiging", {"nieuw": bad, "opnieuw": bad}, link)
        want(status == 422 and complaint(text), f"the password {bad} is taken")
    status, _, text = an.post("/uitnodiging", {"nieuw": GOOD, "opnieuw": GOOD + "!"}, link)
    want(status == 422, "two different passwords are taken")
    status, where, _ = accept(an, link)
    want((status, where) == (303, "/account/tweede-stap"), f"accepting gives {status} {where}")
    want(thief.get(link)[0] == 410, "an invitation opens twice")
    want(thief.ask("POST", "/uitnodiging", {**thief.fields("/aanmelden"),
                   "code": link.split("=")[1], "nieuw": GOOD, "opnieuw": GOOD})[0] == 410,
         "an invitation is accepted twice")
    ok("an invitation works once, and bad passwords are refused with a cure")
    status, where, _ = an.get("/beheer/gebruikers")
    want((status, where) == (303, "/account/tweede-stap"), "a role without its second step works")
    before = an.copy()
    fields = an.fields("/account/tweede-stap")
    secret = fields["sleutel"]
    status, _, _ = an.ask("POST", "/account/tweede-stap", {**fields, "oud": GOOD, "code": "000000"})
    want(status == 422, "a wrong code sets up the second step")
    now = time.time()
    for bad in ({}, {"oud": ""}, {"oud": GOOD + "!"}):
        status, _, text = an.ask("POST", "/account/tweede-stap",
                                 {**fields, **bad, "code": code_of(secret, now)})
        want(status == 422 and complaint(text) and secret in text,
             "the second step is set up without the password")
    status, where, _ = an.ask("POST", "/account/tweede-stap",
                              {**fields, "oud": GOOD, "code": code_of(secret, now)})
    want(status == 303 and where.startswith("/account"), "the second step cannot be set up")
    want(an.get("/beheer/gebruikers")[0] == 200 and not before.is_in(),
         "the session from before the second step lives on")
    ok("the second step is set up, and gives the session a new token")
    return an, secret, now


def logging_in(secret, used_at):
    an = Browser()
    unknown = an.login("wie.is.dat", GOOD)
    wrong = an.login("an.peeters", "drie eenden op de dijken")
    want(unknown[0] == wrong[0] == 422 and complaint(unknown[2]) == complaint(wrong[2]) != "",
         "an unknown login is told from a wrong password")
    an.cookies["sessie"] = "A" * 43
    status, where, _ = an.login("An.Peeters", GOOD)
    want((status, where) == (303, "/aanmelden/code"), f"the password gives {status} {where}")
    half = an.copy()
    want(half.cookies["sessie"] != "A" * 43, "a token that the browser chose is taken over")
    status, where, _ = half.get("/account")
    want(status == 303 and where.startswith("/aanmelden"), "half a login opens the account")
    status, _, text = an.post("/aanmelden/code", {"code": code_of(secret, used_at)})
    want(status == 422 and complaint(text), "a code works twice")
    # the same code from two places at the same moment: one of them gets in
    twin = Browser("192.0.2.2")
    twin.login("an.peeters", GOOD)
    answers, forms = [], [b.fields("/aanmelden/code") for b in (an, twin)]
    threads = [threading.Thread(target=lambda b=b, f=f: answers.append(
        (b.ask("POST", "/aanmelden/code", {**f, "code": code_of(secret, used_at + 30)})[:2], b)))
        for b, f in zip((an, twin), forms)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    inside = [b for answer, b in answers if answer == (303, "/beheer/gebruikers")]
    want(len(inside) == 1, f"one code lets in {len(inside)}")
    an = inside[0]
    want(an.cookies["sessie"] != half.cookies["sessie"] and not half.is_in(), "the half token goes on")
    ok("two steps; a code works once; every step has a new token, never the browser's")
    status, _, _ = an.ask("POST", "/afmelden", {})
    want(status == 403 and an.is_in(), "a form without its token logs out")
    old = an.copy()
    status, where, _ = an.post("/afmelden", {}, "/account")
    want(status == 303 and not old.is_in(), "the session outlives logging out")
    ok("logging out ends the session, and only with the token against forgery")


def colleagues(an):
    page = an.fields("/beheer/gebruikers/nieuw")
    who = {"naam": "Jan Bos", "aanmelding": "jan.bos", "rol": "job_coach", "van": "2026-01-01"}
    wish = {**page, **who}
    status, _, text = an.ask("POST", "/beheer/gebruikers/nieuw", wish)
    link = re.search(r"/uitnodiging\?code=[\w-]{43}", text)
    want(status == 200 and link, "no invitation is shown")
    status, where, text = an.ask("POST", "/beheer/gebruikers/nieuw", wish)
    want(status == 303 and "code=" not in where, "the same form again makes something")
    want(sql("SELECT count(*) FROM worker_fact WHERE login = 'jan.bos'") == [(1,)], "there are two of him")
    status, _, text = an.post("/beheer/gebruikers/nieuw", who)
    want(status == 422 and complaint(text), "a login is given twice")
    ok("a colleague is invited once, however often the form is sent")
    jan, phone = Browser(), Browser(agent="Mozilla/5.0 (iPhone) Safari")
    status, where, _ = accept(jan, link.group())
    want((status, where) == (303, "/veld"), f"a volunteer lands at {where}")
    want(jan.get("/beheer/gebruikers")[0] == 403, "a volunteer sees accounts")
    want(phone.login("jan.bos", GOOD)[0] == 303 and phone.is_in(), "the phone does not get in")
    text = jan.get("/account")[2]
    want("Firefox, Android" in text and "Safari, iPhone" in text, "the devices are not listed")
    for bad in ({}, {"oud": ""}, {"oud": GOOD + "!"}):
        status, _, text = jan.post("/account/toestellen", bad)
        want(status == 422 and complaint(text) and phone.is_in(),
             "a device is logged out without the password")
    one = re.search(r'href="(/account/toestellen\?toestel=[0-9a-f-]{36})"', jan.get("/account")[2])
    want(one, "no way to log out one device")
    other = Browser(agent="Mozilla/5.0 (X11; Linux) Firefox/140.0")
    other.login("jan.bos", GOOD)
    status, where, _ = jan.post("/account/toestellen", {"oud": GOOD}, one.group(1))
    want(status == 303 and not phone.is_in() and other.is_in() and jan.is_in(),
         f"one device is not logged out by itself: {status} {where}")
    want(jan.get(one.group(1))[0] == 404, "a session that ended is still offered")
    want(jan.get("/account/toestellen?toestel=x")[0] == 404, "an id that is none is a session")
    theirs = sql("SELECT id FROM session WHERE worker <> (SELECT id FROM worker_fact WHERE login = 'jan.bos')")
    theirs = bytes(theirs[0][0]).hex()
    theirs = "-".join((theirs[:8], theirs[8:12], theirs[12:16], theirs[16:20], theirs[20:]))
    want(jan.get(f"/account/toestellen?toestel={theirs}")[0] == 404, "somebody else's session is shown")
    phone.login("jan.bos", GOOD)
    jan.post("/account/toestellen", {"oud": GOOD})
    want(jan.is_in() and not phone.is_in() and not other.is_in(), "the other devices are not logged out")
    phone.login("jan.bos", GOOD)
    old = jan.copy()
    status, _, text = jan.post("/account/wachtwoord", {"oud": "fout", "nieuw": GOOD + " en", "opnieuw": GOOD + " en"})
    want(status == 422 and complaint(text), "the password changes without the old one")
    status, _, _ = jan.post("/account/wachtwoord", {"oud": GOOD, "nieuw": GOOD + " en", "opnieuw": GOOD + " en"})
    want(status == 303 and jan.is_in(), "the password does not change")
    want(not phone.is_in() and not old.is_in(), "a session outlives the change of password")
    want(phone.login("jan.bos", GOOD)[0] == 422, "the old password still works")
    ok("one sees and ends one's devices with the password; a new password ends all others")
    return jan


def second_step_of_ones_own(jan):
    """Of a role that may do without: on and off, each with the password."""
    password = GOOD + " en"
    fields = jan.fields("/account/tweede-stap")
    now = time.time()
    status, _, _ = jan.ask("POST", "/account/tweede-stap", {
        **fields, "oud": password, "code": code_of(fields["sleutel"], now)})
    want(status == 303, "the second step is not switched on")
    off = {"csrf": jan.fields("/account/tweede-stap")["csrf"],
           "code": code_of(fields["sleutel"], now + 30)}
    for bad in ({}, {"oud": ""}, {"oud": GOOD}):
        status, _, text = jan.ask("POST", "/account/tweede-stap/uit", {**off, **bad})
        want(status == 422 and complaint(text), "the second step is dropped without the password")
    want("secret" not in jan.get("/account/tweede-stap")[2], "the second step is gone")
    status, _, text = jan.ask("POST", "/account/tweede-stap/uit",
                              {**off, "oud": password, "code": "000000"})
    want(status == 422 and complaint(text), "the second step is dropped without its code")
    status, _, _ = jan.ask("POST", "/account/tweede-stap/uit", {**off, "oud": password})
    want(status == 303 and "secret" in jan.get("/account/tweede-stap")[2],
         "the second step is not dropped")
    ok("the second step is switched on and off with the password and a code")
    # who took over a session may guess as little as who logs in
    found = [jan.post("/account/toestellen", {"oud": f"geraden poging {i}"})[2] for i in range(6)]
    want("Wacht" not in complaint(found[4]) and "Wacht" in complaint(found[5]),
         "guessing the password inside a session is not slowed")
    want("Wacht" in complaint(jan.post("/account/toestellen", {"oud": password})[2]),
         "the right password slips through the wait")
    jan.address = "192.0.2.77"
    ok("the password is not guessed from inside either")


def the_end_of_things(an, jan):
    hash_of = "SELECT hash FROM session WHERE worker = (SELECT id FROM worker_fact WHERE login = 'jan.bos')"
    want(len(sql(hash_of)) == 1, "expected one session of jan.bos")
    sql(f"UPDATE session SET seen_at = seen_at - 7100000 WHERE hash IN ({hash_of})")
    want(jan.is_in(), "a session of less than two hours ends")
    sql(f"UPDATE session SET seen_at = seen_at - 7300000 WHERE hash IN ({hash_of})")
    want(not jan.is_in(), "an idle session lives on")
    jan.login("jan.bos", GOOD + " en")
    sql(f"UPDATE session SET expires_at = made_at WHERE hash IN ({hash_of})")
    want(not jan.is_in(), "a session lives longer than its day")
    ok("sessions end after two hours of rest, and after their day")
    jan.login("jan.bos", GOOD + " en")
    path = re.search(r'href="(/beheer/gebruikers/[0-9a-f-]{36})">Jan Bos', an.get("/beheer/gebruikers")[2]).group(1)
    fields = an.fields(path)
    status, _, _ = an.ask("POST", path + "/sluiten", {"csrf": fields["csrf"], "dicht": "ja"})
    want(status == 303 and not jan.is_in(), "a closed account is still in")
    status, _, text = jan.login("jan.bos", GOOD + " en")
    want(status == 422 and "horen niet samen" in complaint(text), "a closed account is told from a wrong password")
    own = re.search(r'href="(/beheer/gebruikers/[0-9a-f-]{36})">An Peeters', an.get("/beheer/gebruikers")[2]).group(1)
    status, _, _ = an.ask("POST", own + "/rol", {"csrf": fields["csrf"], "rol": "guide", "van": "2026-01-01"})
    want(status == 403, "somebody gives themselves a role")
    ok("a closed account is out at once; nobody gives themselves a role")


def periods_and_roles():
    els, rik = Browser(), Browser()
    accept(els, keeper("account", "add", "els.vos", "--name", "Els Vos", "--organisation", "OCMW",
                       "--role", "job_coach", "--from", "2020-01-01", "--to", "2021-12-31"))
    want(els.is_in() and els.get("/veld")[0] == 403, "a role of a past period opens the field")
    link = keeper("account", "add", "rik.vos", "--name", "Rik Vos", "--organisation", "OCMW", "--role",
                  "case_manager", "--no-second-factor")
    keeper("account", "add", "rik.vos", "--organisation", "VZW", "--organisation-name", "Een vzw",
           "--organisation-kind", "ngo_promotor", "--role", "job_coach", "--no-second-factor")
    status, where, _ = accept(rik, link)
    want((status, where) == (303, "/aanmelden/rol"), f"two roles lead to {where}")
    want(rik.get("/veld")[1] == "/aanmelden/rol", "no role was chosen, and the field opens")
    roles = re.findall(r'value="([0-9a-f-]{36})"', rik.get("/aanmelden/rol")[2])
    want(len(roles) == 2, "two roles are offered")
    status, where, _ = rik.post("/aanmelden/rol", {"rol": roles[0]})
    want((status, where) == (303, "/veld") and rik.get("/veld")[0] == 200, "a chosen role does not work")
    theirs = bytes(sql("SELECT id FROM membership WHERE role = 'system_admin'")[0][0]).hex()
    theirs = "-".join((theirs[:8], theirs[8:12], theirs[12:16], theirs[16:20], theirs[20:]))
    want(rik.post("/aanmelden/rol", {"rol": theirs})[0] == 403, "somebody else's role is taken")
    ok("a past role opens nothing, and one chooses between one's own roles only")


def guessing():
    guess, home, away = Browser("198.51.100.7"), Browser("192.0.2.1"), Browser("192.0.2.200")
    found = [guess.login("rik.vos", f"geraden poging {i}")[0] for i in range(6)]
    want(found == [422] * 5 + [429], f"guessing is answered {found}")
    want(guess.login("rik.vos", GOOD)[0] == 429, "the right password slips through the wait")
    want(home.login("rik.vos", GOOD)[0] == 303, "somebody else's guesses lock rik.vos out")
    want(away.login("rik.vos", GOOD)[0] == 303, "somebody else's guesses lock rik.vos out")
    for back, goes in (("/account", "/account"), ("//evil.example/", "/aanmelden/rol"),
                       ("https://evil.example/", "/aanmelden/rol"), ("/\\evil.example", "/aanmelden/rol")):
        lost = Browser("192.0.2.1")
        status, where, _ = lost.post("/aanmelden", {"aanmelding": "els.vos" if back == "/account" else "rik.vos",
                                                    "wachtwoord": GOOD, "terug": back})
        want(status == 303 and "evil" not in where, f"a login leads to {where}")
        del goes
    ok("guessing is slowed for who guesses, and for nobody else; a login leads nowhere else")


def guessing_goes_on():
    """After a restart of the server, in the minutes after guessing()."""
    guess, home = Browser("198.51.100.7"), Browser("192.0.2.1")
    # were it all forgotten, five more would be free
    found = [guess.login("rik.vos", f"geraden poging {i}")[0] for i in range(2)]
    want(429 in found, f"after a restart guessing is free again: {found}")
    want(home.login("rik.vos", GOOD)[0] == 303, "after a restart rik.vos is locked out")
    rows = sql("SELECT place, key, at, n, is_known FROM login_attempt")
    want(3 <= len(rows) <= 65536 and all(len(r[1]) == 8 for r in rows),
         f"{len(rows)} rows of attempts")
    ok(f"a restart forgives nobody: {len(rows)} keyed hashes are kept, no name")


def looks(login, person):
    guide, stranger = Browser(), Browser()
    want(guide.login(login, "vindplaats-demo")[0] == 303, "the guide does not get in")
    want(stranger.login("buur", "vindplaats-demo")[0] == 303, "the neighbour does not get in")
    count = "SELECT count(*) FROM read_log WHERE lower(hex(person)) = ?"
    before = sql(count, person.replace("-", ""))[0][0]
    status, _, text = guide.get(f"/personen/{person}/afspraken")
    want(status == 200, f"the file does not open: {status}")
    want(sql(count, person.replace("-", ""))[0][0] == before + 1, "a look is not logged")
    status, _, text = guide.get(f"/personen/{person}/logboek")
    want(status == 200 and "Noor Beukenhaeghe" in text and "Lokaal bestuur" in text and
         "keek naar de afspraken" in text, "the look is not told in words")
    none = stranger.get("/personen/018f0000-0000-7000-8000-00000000abcd/logboek")
    theirs = stranger.get(f"/personen/{person}/logboek")
    clean = lambda page: re.sub(r'value="[\w-]{86}"|terug=[^"]*|data-left="\d+"', "", page[2])
    want(none[0] == theirs[0] == 404 and clean(none) == clean(theirs), "a stranger's file is told from none")
    want(sql(count, person.replace("-", ""))[0][0] == before + 1, "a refused look is logged as a look")
    dpo = Browser()
    dpo.login("dpo", "vindplaats-demo")
    text = dpo.get("/beheer/logboek")[2]
    want(person in text and "Noor Beukenhaeghe" in text, "who watches over looks does not see it")
    want(dpo.get(f"/personen/{person}/afspraken")[0] == 403, "who watches over looks sees the file")
    ok("each look is logged, told in words, and seen by who watches over it")


if sys.argv[4] == "again":
    guessing_goes_on()
elif len(sys.argv) > 5:
    looks(sys.argv[5], sys.argv[6])
else:
    browser, factor, moment = invitation_and_second_step(sys.argv[4])
    logging_in(factor, moment)
    browser_of_jan = colleagues(browser)
    second_step_of_ones_own(browser_of_jan)
    the_end_of_things(browser, browser_of_jan)
    periods_and_roles()
    guessing()
