"""One person's file from the first meeting to the last day, as its guide fills it in.

    dossier_client.py URL PASSWORD PERSON TODAY

PERSON is somebody whom the login `toeleider` accompanies and who has no trajectory that
is open. Prints one line for each thing that was proved; ends with status 1 at the first
that does not hold. Words that are written are invented.
"""
import datetime
import http.client
import re
import sys
import urllib.parse

url, password, person, today_text = sys.argv[1:5]
host = urllib.parse.urlparse(url)
today = datetime.date.fromisoformat(today_text)
FILE = f"/personen/{person}"


def days_ago(n):
    return (today - datetime.timedelta(days=n)).isoformat()


def fail(words):
    print("FAILED:", words)
    sys.exit(1)


def proved(words):
    print("proved:", words)


class Browser:
    """A cookie jar and a connection."""

    def __init__(self, login):
        self.cookies = {}
        self.link = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
        status, where, text = self.send("/aanmelden",
                                        {"aanmelding": login, "wachtwoord": password})
        if status != 303:
            fail(f"{login} cannot log in: {status} {where}")

    def ask(self, method, path, body=None):
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(body)
        self.link.request(method, path, body, head)
        reply = self.link.getresponse()
        text = reply.read().decode(errors="replace")
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return reply.status, reply.headers.get("Location", ""), text

    def page(self, path, status=200):
        got, where, text = self.ask("GET", path)
        if got != status:
            fail(f"GET {path}: {got} {where}, expected {status}")
        return text

    def form_of(self, path):
        """The hidden fields of the form that is sent to where it stands."""
        text = self.page(path)
        form = text[text.index('method="post"'):]
        if f'action="{path.split("?")[0]}"' in text:
            form = text[text.index(f'action="{path.split("?")[0]}"'):]
        form = form[:form.index("</form>")]
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))

    def send(self, path, values):
        body = self.form_of(path)
        body.update(values)
        return self.ask("POST", path.split("?")[0], body)

    def save(self, rest, values):
        """Fills in a form of the file; it must be accepted."""
        path = f"{FILE}/{rest}"
        status, where, text = self.send(path, values)
        if status != 303:
            errors = re.findall(r'class="error"[^>]*>(.*?)</p>', text, re.S)
            fail(f"POST {path}: {status} {errors}")
        return where


def wants(text, *words):
    for word in words:
        if word not in text:
            fail(f"the page does not say: {word}")


def lacks(text, *words):
    for word in words:
        if word in text:
            fail(f"the page says: {word}")


guide = Browser("toeleider")
text = guide.page(FILE)
wants(text, "Wat komt er nu?", "Fasen", "Wie begeleidt")
lacks(text.lower(), "no-show", "sanctie", "helaas", "ongeldig")
proved("the overview of a file opens")

# --- a goal, a step ---
path = f"{FILE}/plan/doel"
status, where, text = guide.send(path, {"doel": "", "dag": ""})
if status != 422:
    fail(f"an empty goal was answered with {status}")
wants(text, "Er is iets niet in orde", "Schrijf het in enkele woorden")
guide.save("plan/doel", {"doel": "Ik wil <b>koken</b> & lachen", "dag": today_text})
wants(guide.page(FILE), "Ik wil &lt;b&gt;koken&lt;/b&gt; &amp; lachen")
guide.save("plan/stap", {"stap": "Samen de bakker bellen", "wie": "together"})
text = guide.page(f"{FILE}/plan")
step = re.search(r"plan/stap/([0-9a-f-]{36})", text).group(1)
body = guide.form_of(f"{FILE}/plan")
form = re.search(rf'action="{FILE}/plan/stap/{step}".*?</form>', text, re.S).group(0)
body = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
body["stand"] = "done"
for _ in range(3):
    status, where, _text = guide.ask("POST", f"{FILE}/plan/stap/{step}", body)
    if status != 303:
        fail(f"the state of a step: {status}")
text = guide.page(f"{FILE}/plan")
if text.count("Samen de bakker bellen") != 1:
    fail("the step stands there more than once")
wants(text, "gedaan")
proved("a goal in own words, a step that is done, a form sent three times")

# --- a trajectory ---
status, where, text = guide.send(f"{FILE}/traject/start",
                                 {"programma": "geen", "bereikt": days_ago(-1)})
if status != 422:
    fail("a meeting of tomorrow was written down")
text = guide.page(f"{FILE}/traject/start")
programmes = re.findall(r'value="((?:project|partnerschap):[0-9a-f-]{36})"', text)
if not programmes:
    fail("the organisation is offered no project")
guide.save("traject/start", {"programma": programmes[0], "bereikt": days_ago(40),
                             "gestart": days_ago(35), "kanaal": "direct_outreach",
                             "vrijwillig": "ja",
                             "belofte_deelnemer": "Ik kom naar de les",
                             "belofte_toeleider": "Ik ga de eerste keer mee"})
text = guide.page(f"{FILE}/fasen")
wants(text, "Ik ga de eerste keer mee", "Bereikt op", "Begeleiding gestart op")
guide.save("fasen/nieuw", {"fase": "contact", "dag": days_ago(40)})
guide.save("fasen/nieuw", {"fase": "orientation", "dag": days_ago(20)})
text = guide.page(f"{FILE}/fasen")
episode = re.search(r"fasen/([0-9a-f-]{36})/einde", text).group(1)
guide.save(f"fasen/{episode}/einde", {"dag": days_ago(10), "woorden": "Er is vertrouwen"})
text = guide.page(f"{FILE}/fasen")
wants(text, "samen met een andere fase", "overgeslagen, dat mag", "bezig")
proved("reached, started and two phases side by side")

# --- contacts, actions, notes ---
guide.save("contact", {"dag": days_ago(5), "wijze": "phone", "minuten": "20",
                       "hoe": "nu_niet", "woorden": "Belt later terug"})
text = guide.page(f"{FILE}/tijdlijn?soort=contact")
wants(text, "Belt later terug", "20 minuten", "zei: niet nu", "Genoteerd door")
contact = re.search(r"contact\?verbeter=([0-9a-f-]{36})", text).group(1)
text = guide.page(f"{FILE}/contact?verbeter={contact}")
wants(text, "Belt later terug", "Je verbetert wat er stond")
guide.save(f"contact?verbeter={contact}", {"dag": days_ago(5), "wijze": "phone",
                                           "minuten": "45", "woorden": "Kwam langs"})
text = guide.page(f"{FILE}/tijdlijn?soort=contact")
wants(text, "Kwam langs", "45 minuten", "verbeterd op", "Belt later terug")
lacks(guide.page(FILE), "Belt later terug")
guide.save("actie", {"actie": "accompanied_referral", "dag": days_ago(4),
                     "minuten": "90", "woorden": "Samen naar het loket"})
guide.save("noteer", {"notitie": "Slaapt slecht", "wie_leest": "health",
                      "dag": days_ago(3)})
wants(guide.page(f"{FILE}/tijdlijn"), "Slaapt slecht", "Samen naar het loket")
colleague = Browser("casemanager")
status, where, text = colleague.ask("GET", f"{FILE}/tijdlijn")
if status == 200:
    lacks(text, "Slaapt slecht")
    wants(text, "Gezondheid", "dit deel is gesloten")
elif status != 404:
    fail(f"a colleague got {status}")
proved("a contact corrected in sight, and health with who accompanies")

# --- work and aftercare ---
guide.save("werk/nieuw", {"dag": days_ago(14), "contract": "agency", "uren": "19",
                          "deeltijds": "ja", "rechtstreeks": "ja",
                          "woorden": "Inpakken bij een bakkerij"})
text = guide.page(f"{FILE}/werk")
wants(text, "nu te doen", "na 2 weken", "Inpakken bij een bakkerij")
overview = guide.page(FILE)
wants(overview, "Nazorg</a> na 2 weken", "nu te doen")
waiting = guide.page("/nazorg")
moment = re.search(rf'href="({FILE}/werk/[0-9a-f-]{{36}}/nazorg\?met=participant[^"]*)"',
                   waiting)
if not moment:
    fail("the moment of two weeks does not wait in /nazorg")
path = moment.group(1).replace("&amp;", "&")
guide.save(path[len(FILE) + 1:], {"met": "participant", "hoe": "well", "dag": today_text,
                                  "woorden": "Vroege uren, lukt"})
wants(guide.page(f"{FILE}/werk"), "gesproken")
lacks(guide.page("/nazorg"), path.replace("&", "&amp;"))
guide.save("waardering", {"cijfer": "5", "woorden": "Je luisterde", "dag": today_text})
wants(guide.page(f"{FILE}/werk"), "5 op 5", "Je luisterde")
proved("an agency job asks for aftercare, and gets it")

# --- closing ---
text = guide.page(f"{FILE}/fasen")
n_closed = text.count("Afgesloten op")
closing = re.search(rf"{FILE}/(traject/[0-9a-f-]{{36}}/afsluiten)", text).group(1)
answers = {"werk": "nee", "beheersbaar": "ja", "zelfredzaam": "ja", "wijze": "carried_out",
           "reden": "job", "dag": today_text, "oordeel": "succeeded", "woorden": ""}
status, where, text = guide.send(f"{FILE}/{closing}", answers)
if status != 200:
    fail(f"the answers are not shown to be checked: {status}")
wants(text, "Goed om te weten", "nog geen duurzaam werk", "Het werk is tijdelijk")
if guide.page(f"{FILE}/fasen").count("Afgesloten op") != n_closed:
    fail("it was closed before the answers were checked")
hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"',
                         text[text.index(f'action="{FILE}/{closing}"'):]))
status, where, text = guide.ask("POST", f"{FILE}/{closing}", hidden)
if status != 303:
    fail(f"closing after the check: {status}")
text = guide.page(f"{FILE}/fasen")
if text.count("Afgesloten op") != n_closed + 1:
    fail("the trajectory was not closed")
wants(text, "geslaagd")
proved("a closing explains, is checked, and is not stopped")

# --- another organisation ---
stranger = Browser("buur")
missing = "/personen/018f0000-0000-7000-8000-00000000abcd"
for rest in ("", "/tijdlijn", "/plan", "/fasen", "/werk", "/contact", "/noteer",
             "/traject/start", f"/{closing}", "/waardering"):
    status, where, text = stranger.ask("GET", FILE + rest)
    status_missing, where, text_missing = stranger.ask("GET", missing + rest)
    if status != 404 or status_missing != 404:
        fail(f"a stranger got {status} for {rest}")
    if re.sub(r"[0-9a-f-]{36}|value=\"[^\"]*\"", "", text) != \
            re.sub(r"[0-9a-f-]{36}|value=\"[^\"]*\"", "", text_missing):
        fail(f"{rest}: a hidden person looks otherwise than one that is not there")
proved("a person of strangers is as one that does not exist")
