"""The social map over HTTP, as a guide, a neighbour and somebody without the right.

    services_client.py URL
"""
import re
import sys
import uuid

from page_browser import log_in

url = sys.argv[1]
PASSWORD = "vindplaats-demo"
ID = "[0-9a-f-]{36}"


def need(what, is_so):
    if not is_so:
        sys.exit(f"FAILED: {what}")
    print(f"ok: {what}")


class Guide:
    def __init__(self, login):
        self.browser = log_in(url, login, PASSWORD)

    def page(self, path, status=200):
        got, _, text = self.browser.ask("GET", path)
        if got != status:
            sys.exit(f"FAILED: GET {path}: {got}, expected {status}")
        return text

    def send(self, path, values, form=None):
        """Status and where it leads."""
        pairs = [("csrf", self.browser.token()), ("formulier", form or str(uuid.uuid4()))]
        for name, value in values.items():
            pairs += [(name, v) for v in (value if isinstance(value, list) else [value])]
        return self.browser.ask("POST", path, pairs)


guide, neighbour = Guide("toeleider"), Guide("buur")

# --- found
text = guide.page("/sociale-kaart?drempel=housing&gemeente=11001")
found = re.findall(rf'href="(/sociale-kaart/{ID})"', text)
need("a need and a place give services", found)
need("a service that is found there comes first", "Aartselaar" in text.split('class="card"')[1])
need("what is gone is not offered", "bestaat niet meer" not in text)
need("it is, to who asks", "bestaat niet meer" in guide.page("/sociale-kaart?ook=alle&vanaf=140"))
need("free of charge: no price stands in the list",
     " EUR " not in guide.page("/sociale-kaart?ook=gratis&drempel=driving_licence"))
for language in ("ar", "uk"):
    need(f"services in {language}", re.search(r"\d+ dienst", guide.page(f"/sociale-kaart?taal={language}")))
need("nothing found leads to a gap", "Meld dat hier een dienst ontbreekt" in
     guide.page("/sociale-kaart?drempel=justice"))

# --- added, with hours as people type them
new = {"naam": "Proefloket", "organisatie": "Proef vzw", "stand": "active", "telefoon": "000 11 22 33",
       "drempels": ["justice", "housing"], "gemeente": "44021", "straat": "Proefstraat 1", "postcode": "9000",
       "gebied": ["44021", "11001"], "uren": "ma-vr 9-12; wo 13-16.30", "talen": ["nl", "ar"], "prijs": "gratis",
       "wachttijd": "14", "mee": "Identiteitskaart\nBrief", "versie": "0"}
form = str(uuid.uuid4())
status, leads, _ = guide.send("/sociale-kaart/nieuw", new, form)
need("a service is added", status == 303 and form in leads)
need("the same form again adds nothing", guide.send("/sociale-kaart/nieuw", new, form)[0] in (303, 400, 409))
here = f"/sociale-kaart/{form}"
text = guide.page(here)
for words in ("ma, di, do, vr 9-12", "wo 9-12, 13-16:30", "gratis", "14 dagen", "Arabisch", "Identiteitskaart", "Gent",
              "justitie", "nagekeken op"):
    need(f"its page says {words}", words in text)
need("it is found by its need and place", form in guide.page("/sociale-kaart?drempel=justice&gemeente=11001"))
status, _, text = guide.send("/sociale-kaart/nieuw", dict(new, uren="altijd", naam="", site="proef.be"))
need("what cannot be is asked again, with what was typed",
     status == 422 and "Schrijf de uren zo" in text and "Proefstraat 1" in text and "https://" in text)

# --- changed by who keeps it, and by nobody on an old page
text = guide.page(here + "/wijzig")
version = re.search(r'name="versie" value="(\d+)"', text).group(1)
need("the form shows the hours as they were typed", "ma, di, do, vr 9-12; wo 9-12, 13-16:30" in text)
need("another organisation may not change it", neighbour.browser.ask("GET", here + "/wijzig")[0] == 403)
need("nor by sending the form", neighbour.send(here + "/wijzig", dict(new, versie=version))[0] == 403)
changed = dict(new, naam="Proefloket Noord", talen=["nl"], prijs="", uren="di 10-11", versie=version)
need("it is changed", guide.send(here + "/wijzig", changed)[0] == 303)
text = guide.page(here)
need("what is no longer said is gone", "Arabisch" not in text and "gratis" not in text and "di 10-11" in text)
status, _, text = guide.send(here + "/wijzig", dict(changed, naam="Te laat"))
need("a form of an older version is shown again", status == 422 and "Iemand anders wijzigde" in text and "Te laat" in text)
need("and changed nothing", "Te laat" not in guide.page(here))

# --- doubted in two taps, settled by who keeps it
text = neighbour.page(here + "/klopt-niet")
need("the second tap says what", text.count('name="wat"') == 5)
need("it is said", neighbour.send(here + "/klopt-niet", {"wat": "phone"})[0] == 303)
need("who comes next is warned", "iets niet klopt" in guide.page(here))
text = guide.page("/sociale-kaart/beheer")
need("it is work for who keeps the service", "Proefloket Noord" in text)
at = text.index("Proefloket Noord")
doubt = re.search(rf'action="(/sociale-kaart/melding/{ID})"', text[at:]).group(1)
need("another cannot settle it", neighbour.send(doubt, {"gevolg": "corrected"})[0] == 403)
need("who keeps it can", guide.send(doubt, {"gevolg": "corrected"})[0] == 303)
need("and the warning is gone", "iets niet klopt" not in guide.page(here))

# --- still so, and used: one tap each
old = re.findall(rf'href="(/sociale-kaart/{ID})"', guide.page("/sociale-kaart?woord=Digipunt"))[-1]
need("one tap renews the day", guide.send(old + "/nog-juist", {})[0] == 303 and "door Lokaal bestuur" in guide.page(old))
need("a use is counted", guide.send(here + "/gebruik", {"wat": "call"})[0] == 303 and "1 keer gebruikt" in guide.page(here))
need("a use of no kind is not", guide.send(here + "/gebruik", {"wat": "fly"})[0] == 400)
need("a gap is reported", guide.send("/sociale-kaart/tekort", {"drempel": "justice", "gemeente": "44021"})[0] == 303)
need("a gap without a need is not", guide.send("/sociale-kaart/tekort", {"gemeente": "44021"})[0] == 422)
kept = guide.page("/sociale-kaart/beheer")
leads = re.search(r'href="(/signaal/nieuw\?voorwaarde=justice&amp;gemeente=44021[^"]*)"', kept)
need("a gap is offered as a signal", leads)
filled = guide.page(leads.group(1).replace("&amp;", "&"))
need("with what was told filled in", re.search(r'value="44021"[^>]* selected', filled) and
     re.search(r'value="(once|some|often)"[^>]* checked', filled))

# --- from a barrier to a step
for person in re.findall(rf'href="(/personen/{ID})', guide.page("/dossiers")):
    links = re.findall(r'href="([^"]*/dienst\?[^"]*)"', guide.page(person + "/drempels"))
    if links:
        break
need("a barrier leads to the map, with nothing of the person but the barrier",
     re.fullmatch(rf"{person}/dienst\?drempel=\w+", links[0]))
text = guide.page(f"{person}/dienst?drempel=housing&gemeente=44021")
service = re.search(r'name="dienst" value="([^"]+)"', text).group(1)
name = re.search(r'<h2><a[^>]*><bdi[^>]*>([^<]+)', text).group(1)
status, leads, _ = guide.send(person + "/dienst", {"dienst": service, "drempel": "housing"})
need("a service is chosen", status == 303 and leads.startswith(person + "/plan"))
need("it is a step in the plan", name in guide.page(person + "/plan"))
need("a stranger sees none of it", neighbour.browser.ask("GET", person + "/dienst?drempel=housing")[0] == 404)

# --- who may not
need("who keeps the accounts does not keep the map", Guide("beheerder").browser.ask("GET", "/sociale-kaart")[0] in (303, 403))
coach = Guide("jobcoach")
need("who comes in for one part sees the map", coach.browser.ask("GET", "/sociale-kaart")[0] == 200)
need("and adds nothing to it", coach.browser.ask("GET", "/sociale-kaart/nieuw")[0] == 403)
