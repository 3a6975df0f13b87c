"""Care around a person over HTTP, as browsers do it: conditions, measuring, assets,
documents (also those that should not come in), appointments, the ring.

    care_client.py ADDRESS PERSON FOLDER

PERSON is somebody whom the login "toeleider" accompanies by name. Writes the calendar
files to FOLDER. Prints a line for each thing proved; ends at the first that fails."""
import datetime
import http.cookiejar
import re
import struct
import sys
import urllib.error
import urllib.parse
import urllib.request
import zlib

ADDRESS, PERSON, FOLDER = sys.argv[1:4]
FILE = "/personen/" + PERSON
n_proved = 0


def ago(days):
    return (datetime.date.today() - datetime.timedelta(days)).isoformat()


def proved(words):
    global n_proved
    n_proved += 1
    print(words)


def want(found, expected, words):
    if found != expected:
        sys.exit("%s: expected %r, found %r" % (words, expected, found))


class Browser:
    def __init__(self, login):
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar))
        self.get("/aanmelden")
        self.send("/aanmelden", aanmelding=login, wachtwoord="vindplaats-demo")
        want(self.status, 200, "log in as " + login)

    def ask(self, path, body=None, kind="application/x-www-form-urlencoded"):
        request = urllib.request.Request(ADDRESS + path, body)
        if body is not None:
            request.add_header("Content-Type", kind)
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        self.bytes, self.status = answer.read(), answer.getcode()
        self.headers, self.url = answer.headers, answer.geturl()
        self.text = self.bytes.decode("utf-8", "replace")
        return self

    def get(self, path):
        return self.ask(path)

    def hidden(self):
        """What the form of the page carries by itself: hidden fields, what is chosen."""
        values = dict(re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text))
        for name, options in re.findall(r'(?s)<select id="[^"]*" name="([^"]+)"(.*?)'
                                        r'</select>', self.text):
            chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
            if chosen:
                values[name] = chosen.group(1)
        return values

    def send(self, path, **values):
        values = {**self.hidden(), **values}
        self.sent = (path, urllib.parse.urlencode(values).encode())
        return self.ask(*self.sent)

    def fill(self, path, **values):
        """Opens the form and sends it."""
        self.get(path)
        want(self.status, 200, "the form " + path)
        return self.send(path, **values)

    def upload(self, name, content, **values):
        path = FILE + "/documenten/nieuw"
        self.get(path)
        values = {**self.hidden(), "soort": "letter", "wie": "ordinary", **values}
        edge, body = "----edge7d3b", b""
        for key, value in values.items():
            body += ('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
                     % (edge, key, value)).encode()
        body += ('--%s\r\nContent-Disposition: form-data; name="bestand"; '
                 'filename="%s"\r\nContent-Type: application/pdf\r\n\r\n'
                 % (edge, name)).encode() + content
        body += ("\r\n--%s--\r\n" % edge).encode()
        return self.ask(path, body, "multipart/form-data; boundary=" + edge)

    def main(self):
        found = re.search(r"(?s)<main.*</main>", self.text)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found.group(0)))


def conditions(guide):
    form = FILE + "/drempels/nieuw"
    guide.fill(form, drempel="driving_licence", stand="open", wie="participant",
               woorden="Kijkt <b>na</b> wat het kost", dag=ago(170))
    want(guide.status, 200, "a first state")
    guide.fill(form, drempel="driving_licence", stand="fulfilled", wie="",
               woorden="", dag=ago(50))
    page = guide.get(FILE).main()
    want("verbeterd" in page and "open → werd vervuld" in page, True,
         "the overview shows the distance travelled")
    page = guide.get(FILE + "/drempels").main()
    want("vooruit" in page, True, "from the beginning to now")
    want("<b>na</b>" in guide.text, False, "words are text")
    guide.fill(form, drempel="self_image", stand="not_discussed", wie="", woorden="",
               dag=ago(50))
    want("wil dit niet bespreken" in guide.get(FILE + "/drempels").main(), True,
         "not wanting to discuss is an answer")
    guide.fill(form, drempel="mental_health", stand="open", wie="service",
               woorden="afspraak zoeken", dag=ago(49))
    want("psychisch" in guide.get(FILE + "/drempels").main(), True,
         "who accompanies by name sees health")
    proved("conditions go from where they began to now, in words and shapes")
    guide.fill(form, drempel="", stand="", wie="", woorden="iets", dag="2095-01-01")
    want(guide.status, 422, "a form with gaps")
    want("Kies waarover het gaat." in guide.text and "moet nog komen" in guide.text
         and "iets</textarea>" in guide.text, True, "says what to do, keeps the input")
    guide.fill(form, drempel="housing", stand="open", wie="", woorden="",
               dag="1900-01-01")
    want(guide.status, 422, "a day before any trajectory")
    proved("a state of no day, or of a day to come, is asked again")


def others(guide):
    other = Browser("buur")
    pages = ["drempels", "drempels/nieuw", "meting", "kunnen", "afspraken",
             "afspraken/nieuw", "begeleiders", "begeleiders/nieuw", "documenten",
             "documenten/nieuw"]
    for page in pages:
        other.get(FILE + "/" + page)
        want(other.status, 404, "another organisation at " + page)
    other.get("/taal?taal=nl&terug=/veld")
    for page in ("drempels/nieuw", "kunnen", "afspraken/nieuw", "begeleiders/nieuw"):
        other.send(FILE + "/" + page, drempel="housing", stand="open", dag=ago(50),
                   soort="wish", woorden="x")
        want(other.status in (403, 404), True, "another organisation writes " + page)
    colleague = Browser("casemanager")
    page = colleague.get(FILE + "/drempels").main()
    want(colleague.status, 200, "a colleague of the organisation")
    want("psychisch" in page, False, "a colleague does not see health")
    want("gezondheid zijn gesloten" in page, True, "and is told that it is closed")
    colleague.get(FILE + "/drempels/nieuw")
    want("mental_health" in colleague.text, False, "nor is health offered")
    colleague.send(FILE + "/drempels/nieuw", drempel="mental_health", stand="open",
                   dag=ago(50), wie="", woorden="")
    want(colleague.status, 403, "nor taken")
    proved("another organisation finds nothing; health is for who is named")


def replay(guide):
    guide.fill(FILE + "/kunnen", soort="strength", woorden="Spreekt vier talen",
               dag=ago(20))
    again = guide.sent
    guide.ask(*again)
    want(guide.status, 200, "the same form again")
    want(guide.get(FILE + "/kunnen").text.count("Spreekt vier talen"), 1, "written")
    guide.ask(again[0], again[1].replace(b"vier", b"acht"))
    want(guide.status, 409, "the same form with other words")
    want("acht talen" in guide.get(FILE + "/kunnen").text, False, "is not written")
    link = re.search(r'href="([^"]*/weg)"', guide.text).group(1)
    guide.fill(link)
    want("Spreekt vier talen" in guide.text, False, "withdrawn")
    proved("a form that is sent twice writes once")


def measuring(guide):
    guide.get(FILE + "/meting")
    form = re.search(r'href="([^"]*/meting/[^"]*)"', guide.text).group(1)
    guide.fill(form, v1="2", v2="3", v3="niet", v8="1", moment="baseline",
               wie="together", dag=ago(170))
    want(guide.status, 200, "a baseline")
    guide.fill(form, v1="4", v2="3", v3="4", v8="2", moment="end", wie="participant",
               dag=ago(50))
    page = guide.get(FILE + "/meting").main()
    want("2 hoger" in page and "1 gelijk" in page and "1 wil dit niet zeggen" in page,
         True, "how many went which way")
    want("punten verschil" in page, False, "an order is not added up")
    guide.fill(form, moment="interim", wie="guide", dag=ago(50))
    want(guide.status, 422, "nothing filled in")
    guide.fill(form, v1="9", moment="interim", wie="guide", dag=ago(50))
    want(guide.status, 422, "a score outside the scale")
    colleague = Browser("casemanager")
    page = colleague.get(FILE + "/meting").main()
    want("goed in mijn hoofd" in page, False, "a question about health is closed")
    want("1 hoger" in page, True, "and is not counted either")
    proved("measured twice: how many went up, stayed, were not said; no total")


def instruments():
    manager = Browser("promotor")
    manager.fill("/beheer/meetschalen/nieuw", naam="Eigen schaal", laagste="0",
                 laagste_woorden="niet", hoogste="10", hoogste_woorden="zeker",
                 even_groot="ja", vragen="Ik slaap goed.\nIk eet goed.")
    want("Eigen schaal" in manager.text, True, "an instrument of one's own")
    manager.fill("/beheer/meetschalen/nieuw", naam="eigen  schaal", laagste="0",
                 laagste_woorden="niet", hoogste="1", hoogste_woorden="wel",
                 vragen="x")
    want(manager.status, 422, "a name that is taken")
    manager.fill("/beheer/meetschalen/nieuw", naam="y", laagste="5",
                 laagste_woorden="niet", hoogste="5", hoogste_woorden="wel",
                 vragen="\n\n")
    want(manager.status, 422, "a scale that does not go up, without questions")
    link = [x for x in re.findall(r'href="([^"]*/stop)"',
                                  manager.get("/beheer/meetschalen").text)][0]
    manager.fill(link)
    want("niet meer in gebruik" in manager.text, True, "ended")
    guide = Browser("toeleider")
    want(guide.get("/beheer/meetschalen").status, 403, "not for a guide")
    proved("an organisation makes and ends its own instruments")


def chunk(kind, content):
    return (struct.pack(">I", len(content)) + kind + content +
            struct.pack(">I", zlib.crc32(kind + content)))


def documents(guide):
    pdf = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
    guide.upload("../../etc/Mijn_cv\\..\\brief van Mila.pdf", pdf)
    want(guide.status, 200, "a pdf")
    want("brief van Mila" in guide.text and "etc/" not in guide.main(), True,
         "of its name only the last part is kept")
    link = re.search(r'href="([^"]*/documenten/[0-9a-f-]{36})"', guide.text).group(1)
    guide.get(link)
    want(guide.bytes, pdf, "the same bytes come back")
    for field, words in (("Content-Disposition", "attachment"),
                         ("X-Content-Type-Options", "nosniff"),
                         ("Content-Security-Policy", "sandbox"),
                         ("Cache-Control", "no-store")):
        want(words in ", ".join(guide.headers.get_all(field, [])), True, field)
    want("Mila" in guide.headers["Content-Disposition"] or "Mila" in guide.url, False,
         "no name in the address or the file")
    proved("a document comes back whole, for saving only")
    png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
           + chunk(b"tEXt", b"Location\0Meir 1")
           + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))
    guide.upload("foto.png", png, titel="Foto")
    link = re.findall(r'href="([^"]*/documenten/[0-9a-f-]{36})"', guide.text)[-1]
    guide.get(link)
    want(guide.bytes.startswith(b"\x89PNG") and b"Meir" not in guide.bytes, True,
         "a photograph loses where it was taken")
    wrong = {
        "script in a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "a page": b"<!DOCTYPE html><script>x()</script>",
        "a page behind a greeting": b"Beste,\n<script>x()</script>",
        "a program": b"MZ\x90\0\3\0\0\0",
        "a cut pdf": b"%PDF-1.4\n1 0 obj",
        "a cut photograph": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "any zip": b"PK\3\4" + b"\0" * 60,
        "nothing": b"",
    }
    for words, content in wrong.items():
        guide.upload("brief.pdf", content)
        want(guide.status, 422, words)
        want("Fout" in guide.text and "veld-bestand" in guide.text, True,
             words + ": said at the field")
    guide.upload("groot.txt", b"a" * (5 * 1024 * 1024 + 1))
    want(guide.status in (413, 422), True, "larger than 5 MiB")
    guide.upload("a\x07b\x1b[31m<i>.txt", "één".encode())
    want("\x07" in guide.text or "\x1b" in guide.text or "<i>" in guide.text, False,
         "control characters and markup in a name")
    proved("%d files that should not come in stay out" % (len(wrong) + 1))
    guide.upload("dokter.txt", b"geheim", titel="Attest van de dokter", wie="health")
    link = re.findall(r'href="([^"]*/documenten/[0-9a-f-]{36})"', guide.text)[-1]
    colleague = Browser("casemanager")
    want("Attest" in colleague.get(FILE + "/documenten").text, False, "health is closed")
    want(colleague.get(link).status, 404, "also when one knows where it is")
    want(b"geheim" in colleague.bytes, False, "and nothing of it comes along")
    guide.fill(link + "/weg")
    want(guide.get(link).status, 404, "a withdrawn document")
    proved("who may read a document is kept; what is withdrawn is gone")


def calendar(guide, link, name):
    guide.get(link)
    want(guide.status, 200, name)
    with open("%s/%s.ics" % (FOLDER, name), "wb") as file:
        file.write(guide.bytes)
    return guide.text


def appointments(guide):
    place = "Bibliotheek, aan de ingang"
    guide.fill(FILE + "/afspraken/nieuw", dag="2031-03-29", uur="14u30", duur="45",
               waar=place, waarvoor="schuldbemiddeling bespreken")
    want(guide.status, 200, "planned")
    want(place in guide.text, True, "it stands there")
    one = re.search(r'href="([^"]*)/afspraak\.ics"', guide.text).group(1)
    text = calendar(guide, one + "/afspraak.ics", "first")
    want("schuld" in text or PERSON in text, False, "neutral")
    second = Browser("casemanager")
    second.get(one + "/verplaats")
    stale = second.hidden()
    guide.fill(one + "/verplaats", dag="2031-03-30", uur="10:00", duur="60", waar=place,
               waarvoor="schuldbemiddeling bespreken")
    want(guide.status, 200, "moved")
    calendar(guide, one + "/afspraak.ics", "moved")
    second.ask(one + "/verplaats", urllib.parse.urlencode(
        {**stale, "dag": "2031-04-02", "uur": "16:00", "duur": "30",
         "waar": "Het station", "waarvoor": ""}).encode())
    want(second.status, 422, "the second editor")
    want("heeft deze afspraak ook gewijzigd" in second.text
         and "Het station" in second.text and "30 maart 2031" in second.text, True, "sees both versions, and keeps the input")
    want("Het station" in guide.get(FILE + "/afspraken").text, False, "nothing is lost")
    proved("of two who move one appointment the second sees both versions")
    page = guide.get(one + "/kaart?taal=ar").text
    want('lang="ar" dir="rtl"' in page, True, "a card from right to left")
    card = re.search(r'(?s)<section class="card paper".*?</section>', page).group(0)
    want("schuld" in card, False, "the card is neutral")
    want(card.count("الأحد"), 1, "the day of the week, once")
    guide.fill(one + "/annuleer")
    want("geannuleerd" in guide.main(), True, "cancelled")
    calendar(guide, one + "/afspraak.ics", "cancelled")
    guide.fill(FILE + "/afspraken/nieuw", dag=ago(46), uur="9:00", duur="30",
               waar="OCMW Leiestad", waarvoor="")
    past = re.search(r'href="([^"]*)/afloop"', guide.text).group(1)
    want("Hoe liep de afspraak?" in guide.get(FILE).main(), True,
         "the overview asks about an appointment that nobody told the outcome of")
    guide.get(FILE + "/afspraken")
    want("LOCATION" in guide.get(past + "/afspraak.ics").text, False,
         "a place that tells too much")
    guide.fill(past + "/afloop", afloop="not_seen")
    told = guide.main()
    want("Hoe liep de afspraak?" in guide.get(FILE).main(), False, "and asks once")
    want("We zagen je niet op" in told and "Stel een andere dag voor" in told, True,
         "not seen is an invitation")
    guide.fill(FILE + "/afspraken/nieuw", dag="32/13/2026", uur="25:00", duur="0",
               waar="", waarvoor="x")
    want(guide.status, 422, "no such day")
    want(guide.get("/agenda?van=" + ago(46)).status, 200, "my agenda")
    want("OCMW Leiestad" in guide.text, True, "has it")
    proved("planned, moved, cancelled, not seen; cards and calendars stay neutral")


def ring(guide):
    form = FILE + "/begeleiders/nieuw"
    twice = guide.get(FILE + "/begeleiders").main().count("doen tegelijk hetzelfde")
    guide.fill(form, wie="ander", woorden="Taalhuis <script>x()</script>",
               waarvoor="integration", sinds=ago(200), volgende="", organisatie="",
               collega="")
    want(guide.status, 200, "somebody in words")
    want("<script>x" in guide.text, False, "words are text")
    guide.fill(form, wie="ander", woorden="Tweede taalhuis", waarvoor="integration",
               sinds=ago(170), volgende="2095-01-05", organisatie="", collega="")
    page = guide.get(FILE + "/begeleiders").main()
    want("doen tegelijk hetzelfde" in page and "geen volgende datum" in page, True,
         "what deserves a look")
    want('<svg role="img"' in guide.text and "<caption" in guide.text, True,
         "drawn, and in a table")
    ring_page = guide.text
    want("Twee organisaties doen tegelijk hetzelfde" in guide.get(FILE).main(), True,
         "the overview says that two do the same")
    row = [x for x in re.findall(r"(?s)<tr[^>]*>.*?</tr>", ring_page) if "Tweede" in x][0]
    link = re.search(r'href="([^"]*)"', row).group(1)
    guide.fill(link, tot=ago(20), volgende="", collega="")
    page = guide.get(FILE + "/begeleiders").main()
    want(page.count("doen tegelijk hetzelfde"), twice, "ended")
    want(guide.get(link).status, 404, "the version before is gone")
    colleague = Browser("casemanager")
    colleague.get(form)
    want("collega" in colleague.text, False, "a colleague cannot name herself")
    proved("the ring shows who does the same, and who may name whom")


guide = Browser("toeleider")
conditions(guide)
others(guide)
replay(guide)
measuring(guide)
instruments()
documents(guide)
appointments(guide)
ring(guide)
print("%d stories" % n_proved)
