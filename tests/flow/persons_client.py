"""Looking for people and beginning files, as guides do it in a browser without script.

    persons_client.py URL PASSWORD

Prints what it proves; the first thing that is not so ends it with status 1. The people
are invented.
"""
import html
import http.client
import re
import sys
import urllib.parse

url, password = sys.argv[1:3]
host = urllib.parse.urlparse(url)


def fail(*words):
    sys.exit("FAILED: " + " ".join(str(w) for w in words))


class Browser:
    def __init__(self, login):
        self.cookies = {}
        self.link = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
        self.open("/aanmelden")
        self.send("/aanmelden", aanmelding=login, wachtwoord=password)
        if "/veld" not in self.path:
            fail(login, "does not get in:", self.status, self.path)

    def ask(self, method, path, body=None):
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(body)
        self.link.request(method, path, body, head)
        reply = self.link.getresponse()
        self.text = reply.read().decode()
        self.status, self.path = reply.status, path
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.location = reply.headers.get("Location")

    def open(self, path):
        self.ask("GET", path)
        while self.location:
            self.ask("GET", self.location)
        return self

    def form(self, action):
        """The hidden fields of the first form that goes there."""
        found = re.search(r'<form[^>]*action="%s"[^>]*>(.*?)</form>' % re.escape(action),
                          self.text, re.S)
        if not found:
            fail("no form to", action, "on", self.path, self.status)
        fields = {}
        for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', found.group(1)):
            name = re.search(r'name="([^"]*)"', tag).group(1)
            fields[name] = html.unescape(re.search(r'value="([^"]*)"', tag).group(1))
        return fields

    def post(self, action, fields, follow=True):
        self.ask("POST", action, fields)
        while follow and self.location:
            self.ask("GET", self.location)
        return self

    def send(self, action, **fields):
        return self.post(action, {**self.form(action), **fields})

    def words(self):
        main = re.search(r"<main.*?</main>", self.text, re.S)
        return html.unescape(re.sub(r"<[^>]+>", " ", main.group(0) if main else self.text))

    def search(self, who, born=""):
        self.open("/personen/zoek")
        return self.send("/personen/zoek", wie=who, geboren=born)

    def hits(self):
        found = re.search(r'id="gevonden".*?</section>', self.text, re.S)
        return re.findall(r'<a href="/personen/([0-9a-f-]{36})"',
                          found.group(0) if found else "")

    def new_form(self):
        """From a search to the form of a new file."""
        return self.send("/personen/nieuw")

    def create(self, **fields):
        self.new_form()
        self.send("/personen/nieuw", bewaar="1", **fields)
        found = re.match(r"/personen/([0-9a-f-]{36})", self.path)
        if not found:
            fail("no file was made:", self.status, self.words()[:400])
        return found.group(1)


def finds(browser, person, who, born=""):
    browser.search(who, born)
    if not browser.hits() or browser.hits()[0] != person:
        fail(f"{who} {born}: found", browser.hits(), browser.words()[:300])
    if who.split()[0] in browser.path or "wie=" in browser.path:
        fail("what was searched stands in the address")


noor = Browser("toeleider")
aicha = Browser("casemanager")      # of the same organisation
neighbour = Browser("buur")         # of another one
coach = Browser("jobcoach")         # sees only whom he accompanies

# script 3: who exists under a name in another script is met before a new file
noor.search("Muhamed Al-Hasan", "1985")
if noor.hits():
    fail("somebody is found who is not there")
hasan = noor.create(akkoord="ja", voornaam="محمد", achternaam="الحسن", geboren="30/7/1985",
                    telefoon="0470 11 22 33", roepnaam="")
for who, born in (("Muhamed Al-Hasan", ""), ("Al-Hasan Muhamed", "1986"),
                  ("Mohammed Alhasan", "1984"), ("محمد الحسن", ""), ("+32 470 112233", "")):
    finds(aicha, hasan, who, born)
if "محمد الحسن" not in aicha.text or "1985" not in aicha.words():
    fail("name in its own script, year:", aicha.words()[:400])
print("ok: Muhamed Al-Hasan is found as", "محمد الحسن", "in any order, a year off, by telephone")

noor.search("Шевчук Олена")
olena = noor.create(akkoord="ja", voornaam="Олена", achternaam="Шевчук", geboren="1990",
                    roepnaam="")
for who, born in (("Olena Shevchuk", ""), ("Shevchuk Olena", "1989"), ("Олена Шевчук", "1991")):
    finds(aicha, olena, who, born)
print("ok: Олена is Olena; names in any order; the year may be one off")

neighbour.search("Muhamed Al-Hasan", "1985")
words = neighbour.words()
if hasan in neighbour.text or "الحسن" in neighbour.text or "Brecht" in words:
    fail("a file of others is shown")
if "Er bestaat mogelijk een dossier. Vraag de netwerkcoördinator." not in words:
    fail("a file of others is not told of:", words[:400])
neighbour.open(f"/personen/{hasan}/gegevens")
if neighbour.status != 404:
    fail("strangers see", neighbour.status)
nobody = neighbour.words()
neighbour.open("/personen/018f0000-0000-7000-8000-00000000abcd/gegevens")
if neighbour.status != 404 or neighbour.words() != nobody:
    fail("a person of strangers is not like one that does not exist")
coach.open("/personen/zoek")
if coach.status != 403:
    fail("who may not search gets", coach.status)
print("ok: of files of others nothing is told but that there may be one")

# no file without a search
noor.ask("GET", "/personen/nieuw")
if noor.status != 303 or "/personen/zoek" not in noor.location:
    fail("a new file without a search:", noor.status)
aicha.search("Kwikstaartje").new_form()
taken = aicha.form("/personen/nieuw")       # a proof of another session
noor.search("Kwikstaartje").new_form()
own = noor.form("/personen/nieuw")
before = {"roepnaam": "Kwikstaartje", "bewaar": "1"}
for what, change in (("no proof", {"bewijs": ""}), ("a forged one", {"bewijs": "0" * 49}),
                     ("of another session", {"bewijs": taken["bewijs"]}),
                     ("of other words", {"gezocht": "Zidane"})):
    noor.post("/personen/nieuw", {**own, **before, **change}, follow=False)
    if noor.status != 303 or "/personen/zoek" not in noor.location:
        fail("a file with", what, noor.status, noor.location)
print("ok: no file without a proof of a search of one's own")

answers = set()
for _ in range(5):
    noor.post("/personen/nieuw", {**own, **before}, follow=False)
    if noor.status != 303:
        fail("the same form again", noor.status, noor.words())
    answers.add((noor.status, noor.location.split("?")[0]))
if len(answers) != 1 or {a for a, _ in answers} != {303}:
    fail("the same form five times:", answers)
aicha.search("Kwikstaartje")
if len(aicha.hits()) != 1:
    fail("replayed:", aicha.hits())
print("ok: a form that is sent five times begins one file; a nickname is enough")

# a second file beside one that is alike
aicha.search("Hasan")
aicha.new_form()
aicha.send("/personen/nieuw", bewaar="1", akkoord="ja", voornaam="Muhamed",
           achternaam="Al-Hasan", geboren="1985")
if aicha.status != 422 or hasan not in aicha.text:
    fail("who is alike is not shown again:", aicha.status)
aicha.send("/personen/nieuw", bewaar="1", akkoord="ja", voornaam="Muhamed",
           achternaam="Al-Hasan", geboren="1985", iemand_anders="other_family")
if not re.match(r"/personen/[0-9a-f-]{36}", aicha.path):
    fail("somebody else cannot be begun:", aicha.status, aicha.words()[:300])
aicha.search("Een Naam").new_form()
aicha.send("/personen/nieuw", bewaar="1", voornaam="Een", achternaam="Naam")
if aicha.status != 422 or "akkoord" not in aicha.words():
    fail("a name without agreement:", aicha.status)
print("ok: who is alike is shown before, and names need agreement")

# script 4: two who change one thing
edit, action = f"/personen/{hasan}/gegevens/wijzig?veld=phone", f"/personen/{hasan}/gegevens/veld"
noor.open(edit)
aicha.open(edit)
noor.send(action, waarde="0471 00 00 01")
aicha.send(action, waarde="0472 00 00 02")
if "heeft dit ook gewijzigd" not in aicha.words():
    fail("the second is not told:", aicha.words()[:300])
noor.open("/meer")
waiting = re.search(r"Te beslissen: (\d+)", noor.words())
if not waiting:
    fail("the rest of the navigation does not say that something waits")
noor.open("/conflicten")
words = noor.words()
if "Wacht sinds" not in words or "Hou de bestaande" not in words:
    fail("since when it waits, and what to do, are not said:", words[:600])
for word in ("0471 00 00 01", "0472 00 00 02", "Noor Beukenhaeghe", "Aïcha Benmaroufi"):
    if word not in words:
        fail(word, "is not among the two versions:", words[:600])
form = re.search(r'(<form[^>]*twee-versies.*?</form>)', noor.text, re.S)
noor.send(f"/personen/{hasan}/twee-versies", keuze="neem")
noor.open(f"/personen/{hasan}/gegevens")
if "0472 00 00 02" not in noor.words() or "0471 00 00 01" in noor.words():
    fail("the decision does not hold")
noor.open("/meer")
left = re.search(r"Te beslissen: (\d+)", noor.words())
if int(left.group(1) if left else 0) != int(waiting.group(1)) - 1:
    fail("one less waits after a decision:", waiting.group(0), left)
print("ok: two versions of a telephone, with their authors; one is chosen")

# and what was overtaken is settled
noor.open(edit)
aicha.open(edit)
noor.send(action, waarde="0471 00 00 03")
aicha.send(action, waarde="0472 00 00 04")
noor.open(edit)
noor.send(action, waarde="0473 00 00 05")
noor.open("/conflicten")
if "Markeer als opgelost" not in noor.words() or "0473 00 00 05" not in noor.words():
    fail("a later value does not offer to settle it:", noor.words()[:600])
noor.send(f"/personen/{hasan}/twee-versies", keuze="hou")
if "Markeer als opgelost" in noor.words():
    fail("what was settled is still on the list")
noor.open(f"/personen/{hasan}/gegevens")
if "0473 00 00 05" not in noor.words():
    fail("the later value does not hold")
noor.open(edit)
noor.send(action, waarde="0472 00 00 02")
print("ok: two versions that a later value overtook are settled")

# dated answers
def answer(kind, state, value=""):
    noor.open(f"/personen/{hasan}/gegevens/wijzig?kenmerk={kind}")
    noor.send(f"/personen/{hasan}/gegevens/kenmerk", stand=state, waarde=value, bron="self",
              sinds="1/10/2026")
    if noor.status != 200 or "/gegevens" not in noor.path:
        fail(kind, noor.status, noor.words()[:300])


for kind, state, value in (("willing_to_work", "known", "yes"), ("registered_vdab", "known", "never"),
                           ("registered_elsewhere", "known", "no"),
                           ("nationality", "refused", "")):
    answer(kind, state, value)
words = re.sub(r"\s+", " ", noor.words())
for word in ("want: wil werken is niet ingeschreven bij VDAB geen andere instantie",
             "wil het niet zeggen", "1 oktober 2026"):
    if word not in words:
        fail(word, "is missing:", words[-900:])
print("ok: answers with their day and source, a refusal too; the segment says why")

noor.open("/dossiers?wie=alle&volgorde=volgende&van=1/11/2026&fase=outreach")
if noor.status != 200:
    fail("a list by days:", noor.status)
seen, path, pages = set(), "/dossiers", 0      # the default: one's own people
while path and pages < 40:
    noor.open(path)
    rows = re.findall(r'<th scope="row"[^>]*><a href="/personen/([0-9a-f-]{36})"', noor.text)
    if seen & set(rows):
        fail("a row stands on two pages")
    seen |= set(rows)
    pages += 1
    after = re.findall(r'href="(/dossiers\?[^"]*na=[^"]*)"', noor.text)
    path = html.unescape(after[-1]) if after else None
if pages < 2 or hasan not in seen:
    fail("the list has", pages, "pages")
print(f"ok: {len(seen)} files on {pages} pages, each once")
