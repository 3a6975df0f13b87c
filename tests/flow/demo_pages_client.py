"""The lists of the demonstration, as each login sees them.

    demo_pages_client.py ADDRESS

Logs in with every login of the demonstration and counts the rows of the lists it may
open: links to different things. Prints a line for each login; ends at the first list
that is too short."""
import http.cookiejar
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

ADDRESS = sys.argv[1]
ID = "[0-9a-f]{8}-[0-9a-f-]{27}"
PERSON = "/personen/(" + ID + ")"
HANDOVER = "/overdrachten/(" + ID + ")"

# what a row of each list is
ROWS = {
    "/agenda": r'<time[^>]*>|' + PERSON,
    "/nazorg": r"/werk/(" + ID + ")/nazorg",
    "/dossiers?wie=alle": PERSON,
    "/conflicten": PERSON,
    "/gesprekken": r"/gesprekken/(" + ID + ")",
    "/vindplaatsen": r"/vindplaatsen/(" + ID + ")",
    "/acties": r"/acties/(" + ID + ")",
    "/overdrachten": HANDOVER,
    "/overdrachten?kant=uit": HANDOVER,
    "/netwerk/wachtend?toon=lang": r'name="overdracht" value="(' + ID + ')"',
    "/netwerk/wachtend?toon=dubbel&provincie=limburg":
        r'name="overdracht" value="(' + ID + ')"',
    "/netwerk/mijn": PERSON,
    "/overleg": r"/overleg/(" + ID + ")",
    "/overleg/beloofd": r"/overleg/(" + ID + ")",
    "/dubbels/geschiedenis": r"/dubbels/besluit/(" + ID + ")/ongedaan",
    "/sessies": r"/sessies/(" + ID + ")",
    "/werkgevers": r"/werkgevers/(" + ID + ")",
    "/vacatures": r"/vacatures/(" + ID + ")|/vacature/(" + ID + ")",
    "/signalen": r"/signalen/(" + ID + ")",
    "/signaalbundels": r"/signaalbundels/(" + ID + ")",
    "/partnerschappen": r"/partnerschappen/(" + ID + ")",
    "/beheer/gebruikers": r"/beheer/gebruikers/(" + ID + ")",
    "/beheer/meetschalen": r"/beheer/meetschalen/(" + ID + ")",
}
FIELD = {"/agenda": 1, "/vindplaatsen": 4, "/acties": 10}
AGENDA = {"/agenda": 1}
FILES = {"/dossiers?wie=alle": 1}
BORDER = {"/werkgevers": 20, "/vacatures": 14, "/signalen": 8, "/signaalbundels": 2,
          "/partnerschappen": 44}
LEAST = {
    "toeleider": {"/agenda": 5, "/nazorg": 4, "/dossiers?wie=alle": 20, "/conflicten": 1,
                  "/gesprekken": 4, "/vindplaatsen": 4, "/acties": 10, "/overdrachten": 4,
                  "/overdrachten?kant=uit": 15, **BORDER, "/overleg": 8,
                  "/overleg/beloofd": 2, "/sessies": 10},
    "buur": {**BORDER, "/overleg": 1, "/agenda": 5, "/nazorg": 2, "/dossiers?wie=alle": 20, "/vindplaatsen": 4,
             "/overdrachten": 5, "/overdrachten?kant=uit": 15},
    "bemiddelaar": {**FIELD, "/dossiers?wie=alle": 2, "/nazorg": 1, "/overdrachten": 15},
    "netwerkcoordinator": {**FIELD, "/dossiers?wie=alle": 20, "/conflicten": 1,
                           "/netwerk/wachtend?toon=lang": 4,
                           "/netwerk/wachtend?toon=dubbel&provincie=limburg": 3,
                           "/netwerk/mijn": 4, "/dubbels/geschiedenis": 2, **BORDER,
                           "/overleg": 8, "/overleg/beloofd": 2, "/sessies": 10},
    "casemanager": {**FIELD, "/dossiers?wie=alle": 20, "/conflicten": 1},
    "jobcoach": AGENDA,
    "jongerenconsulent": {**FIELD, **FILES},
    "gtb": {**FIELD, **FILES, "/overdrachten": 10, "/overleg": 1,
            "/overleg/beloofd": 1},
    "ocmw": {**FIELD, "/dossiers?wie=alle": 2, "/conflicten": 1, "/overdrachten": 5},
    "clb": AGENDA,
    "adviserend-arts": AGENDA,
    "arbeidsarts": AGENDA,
    "loopbaanbegeleider": AGENDA,
    "promotor": {**FIELD, "/dossiers?wie=alle": 20, "/conflicten": 1,
                 "/beheer/gebruikers": 5, "/beheer/meetschalen": 2},
    "partner": {**FIELD, "/dossiers?wie=alle": 2, "/beheer/gebruikers": 2},
    "partnerschap": {**FIELD, "/dossiers?wie=alle": 20, "/beheer/meetschalen": 2},
    "beheerder": {"/beheer/gebruikers": 5},
}

# pages of a file: what a row is, and how many there are at least over all files of
# the guide, and in how many of the files there is one
PAGES = {
    "documenten": (r"/documenten/(" + ID + ")\"", 20, 12),
    "afspraken": (r"/afspraken/(" + ID + ")/", 30, 10),
    "kunnen": (r"/kunnen/(" + ID + ")/weg", 40, 15),
    "meting": (r"(Begin: [^<]*Nu: )", 40, 8),
    "werk": (r"/werk/(" + ID + ")/", 6, 5),
    "plan": (r"/plan/stap/(" + ID + ")", 10, 8),
    "fasen": (r"/fasen/(" + ID + ")/einde", 15, 10),
    "begeleiders": (r"/begeleiders/(" + ID + ")", 20, 20),
    "toestemming": (r"/toestemming/(" + ID + ")/intrekken", 12, 10),
}


class Browser:
    def __init__(self, login):
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar))
        page = self.get("/aanmelden")
        fields = dict(re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        fields.update(aanmelding=login, wachtwoord="vindplaats-demo")
        self.get("/aanmelden", urllib.parse.urlencode(fields).encode())

    def get(self, path, body=None):
        try:
            answer = self.opener.open(ADDRESS + path, body)
        except urllib.error.HTTPError as error:
            sys.exit("%s: %d" % (path, error.code))
        page = answer.read().decode()
        main = re.search(r"(?s)<main.*</main>", page)
        return page if path == "/aanmelden" else main.group(0) if main else page


def rows(page, pattern):
    found = set()
    for match in re.finditer(pattern, page):
        found.add(next((g for g in match.groups() if g), match.group(0)))
    return found


for login, lists in LEAST.items():
    browser = Browser(login)
    said = []
    for path, least in lists.items():
        n = len(rows(browser.get(path), ROWS[path]))
        if n < least:
            sys.exit("%s at %s: expected at least %d rows, found %d"
                     % (login, path, least, n))
        said.append("%s %d" % (path, n))
    print("%s: %s" % (login, ", ".join(said)))

guide = Browser("toeleider")
persons = sorted(rows(guide.get("/dossiers"), PERSON))
for name, (pattern, least, least_files) in PAGES.items():
    each = [len(re.findall(pattern, guide.get("/personen/%s/%s" % (p, name))))
            for p in persons]
    n, with_some = sum(each), sum(1 for x in each if x)
    if n < least or with_some < least_files:
        sys.exit("%s: expected at least %d rows in %d files, found %d in %d of %d"
                 % (name, least, least_files, n, with_some, len(persons)))
    print("%s: %d rows, in %d of %d files" % (name, n, with_some, len(persons)))
