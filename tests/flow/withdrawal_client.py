"""All that another organisation sees of somebody, on any page; and that the very same
requests give nothing once the person stopped it.

    withdrawal_client.py URL PASSWORD PERSON MUNICIPALITY RECEIVER INVITATION

The login `toeleider` accompanies PERSON, of MUNICIPALITY; `bemiddelaar` works for the organisation RECEIVER,
and INVITATION makes a login of a coordinator there. Everything is let through: consents of
each purpose, a handover, a coordination, a consultation. Every address that showed anything
of the person is kept, and so is every form; then the person withdraws.
"""
import re
import sys
import urllib.parse

from page_browser import Browser, log_in
from page_forms import forms_of

url, password, person, municipality, receiver, invitation = sys.argv[1:7]
HERE = f"/personen/{person}"
MARKS = ["Merkdoel", "Merkafspraak", "Merkdrempel", "Merknota", "Merkwerk", "Merkpapier",
         "Merkwens", "Merkblijf", "Merkoverleg", "Merkzorg"]
NAME, FAMILY = "Merkroepnaam", "Merkvandevelde"
LISTS = ["/veld", "/dossiers?wie=alle", "/dossiers?wie=mijn", "/agenda", "/nazorg",
         "/conflicten", "/overdrachten", "/overleg", "/netwerk", "/netwerk/wacht",
         "/netwerk/mijn", "/sessies", "/sessies/nieuw", "/projecten", "/signalen",
         "/vacatures", "/dubbels", "/werklast"]
SEARCH = "/personen/zoek"
CELL = "/cijfers/leden?" + urllib.parse.urlencode(
    {"vraag": f"count persons reached where municipality = {municipality}",
     "rij": "", "kolom": ""})


def ok(text):
    print("ok:", text)


def want(condition, text):
    if not condition:
        sys.exit("FAILED: " + text)


def send(browser, path, page=None, **values):
    """The form of a page, as it stands there, with these values."""
    text = browser.ask("GET", page or path)[2]
    form = next((f for f in forms_of(text) if f.action == path and f.method == "post"), None)
    want(form, f"no form for {path} at {page or path}")
    pairs = [(n, v) for n, v in form.values() if n not in values]
    for name, value in values.items():
        pairs += [(name, v) for v in (value if isinstance(value, list) else [value])]
    status, where, text = browser.ask("POST", path, pairs)
    error = re.search(r'(?s)class="error[^>]*>(.*?)</(?:div|p|ul)>', text)
    want(status == 303, f"{path}: {status} {error.group(1)[:400] if error else ''}")
    return where.split("?")[0]


def send_document(guide):
    text = guide.ask("GET", HERE + "/documenten/nieuw")[2]
    form = next(f for f in forms_of(text) if f.action == HERE + "/documenten/nieuw")
    values = {**dict(form.values()), "titel": "Merkpapier", "soort": "letter",
              "wie": "ordinary"}
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
                    for n, v in values.items())
    parts += ('--b\r\nContent-Disposition: form-data; name="bestand"; filename="a.txt"\r\n'
              "Content-Type: text/plain\r\n\r\nMerkpapier van binnen\r\n--b--\r\n")
    status, _, text = guide.ask_raw(HERE + "/documenten/nieuw", parts.encode(),
                                    "multipart/form-data; boundary=b")
    want(status == 303, f"a document: {status}")


def write_words(guide):
    send(guide, HERE + "/noteer", notitie="Merknota", wie_leest="ordinary", dag="2026-11-20")
    send(guide, HERE + "/plan/doel", doel="Merkdoel", dag="2026-11-20")
    send(guide, HERE + "/afspraken/nieuw", dag="2027-03-04", uur="10:00", duur="30",
         waar="Merkafspraak", waarvoor="koffie")
    send(guide, HERE + "/drempels/nieuw", drempel="finances_debt", wie="together",
         stand="open", woorden="Merkdrempel", dag="2026-11-20")
    send(guide, HERE + "/werk/nieuw", contract="permanent", woorden="Merkwerk",
         dag="2026-11-20")
    send_document(guide)


def let_through(guide, purposes):
    for purpose, categories in purposes.items():
        send(guide, HERE + "/toestemming/nieuw", naar=receiver, waarvoor=purpose,
             antwoord="ja", hoe="spoken", wat=categories)


ALL = {"guidance": ["identity", "goal", "condition", "note", "work"],
       "coordination": ["identity", "goal", "work"],
       "handover": ["identity", "goal"]}


def stop(guide):
    send(guide, f"{HERE}/toestemming/{receiver}/intrekken", wat="alles", wie="person")


def hand_over(guide):
    one = send(guide, HERE + "/overdrachten")
    send(guide, one + "/wens", wens="Merkwens", moment="together")
    send(guide, one + "/dienst", naar=receiver)
    send(guide, one + "/delen", deel=["identity", "goal"], blijf="Merkblijf")
    send(guide, one + "/toestemming", antwoord="ja", hoe="spoken", taal="nl")
    send(guide, one + "/gesprek", mee="ja", dag="2026-12-03", uur="10:00", waar="Merkafspraak")
    send(guide, one + "/controleer")
    return one


def discuss(guide):
    """A case consultation with somebody of the receiver at the table."""
    table = send(guide, "/overleg/nieuw", soort="case", titel="Maandoverleg", dag="2026-11-20",
                 met=receiver)
    send(guide, HERE + "/overleg", overleg=table.split("/")[-1], woorden="Merkoverleg")
    return table


def coordinator():
    """Who opens the invitation and chooses a password."""
    browser = Browser(url)
    form = forms_of(browser.ask("GET", invitation)[2])[0]
    body = [(n, v) for n, v in form.values() if n not in ("nieuw", "opnieuw")]
    secret = "rijp graan in november"
    status, _, text = browser.ask("POST", form.action,
                                  body + [("nieuw", secret), ("opnieuw", secret)])
    want(status == 303, f"the invitation: {status} {text[:300]}")
    return log_in(url, "coordinatie.elders", secret)


def shows(text, address=""):
    """What of the person stands here, beyond what was asked with."""
    known = [FAMILY] if address == SEARCH else [person] if person in address else []
    return [m for m in MARKS + [person, NAME, FAMILY] if m in text and m not in known]


def ask(browser, address):
    if address == SEARCH:  # by name: a form, so that no name stands in an address
        return browser.ask("POST", SEARCH, {"csrf": browser.token(), "wie": FAMILY})
    return browser.ask("GET", address)


def stays_out_of_sight(fields, address, text):
    """Kept by no browser, told to no other site; no name in a title or an address."""
    want(fields.get_all("Cache-Control") == ["no-store"] and "ETag" not in fields,
         f"{address} may be kept: {fields['Cache-Control']}")
    want(fields["Referrer-Policy"] == "no-referrer", f"{address} tells where it was")
    title = re.search(r"<title>(.*?)</title>", text)
    want(not title or not shows(title.group(1)), f"{address}: title {title and title.group(1)}")
    links = " ".join(re.findall(r'(?:href|action)="([^"]*)"', text))
    want(not [m for m in MARKS + [NAME, FAMILY] if m in links], f"{address}: a name in a link")


def look_around(browser, starts):
    """Each address that shows anything of the person, from these and what they link to."""
    showing, seen, queue = {}, set(), list(starts)
    while queue:
        address = queue.pop(0)
        if address in seen or "gedaan=" in address:
            continue
        seen.add(address)
        status, _, text = ask(browser, address)
        if status != 200:
            continue
        if not shows(text, address):
            continue
        stays_out_of_sight(browser.fields, address, text)
        showing[address] = text
        queue += [a for a in (m.replace("&amp;", "&").split("#")[0]
                              for m in re.findall(r'href="(/[^"]*)"', text))
                  if a.startswith((HERE, "/overdrachten", "/overleg/", "/dossiers?"))]
    return showing


def kinds_of(addresses):
    return {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", a.split("?")[0]) for a in addresses}


# what ends a handover, or tells its sender how it went, needs no leave
ENDING = ("refused", "other_proposed", "feedback", "finished", "returned", "withdrawn")


def forms_about(showing):
    forms = []
    for address, text in showing.items():
        for form in forms_of(text):
            about = person in form.action or "/overdrachten/" in form.action
            if dict(form.values()).get("stap") in ENDING:
                continue
            if form.method == "post" and about:
                forms.append((address, form))
    return forms


def finds_nothing(browser, who, showing):
    for address in showing:
        status, _, text = ask(browser, address)
        left = shows(text, address)
        want(not left, f"{who}: {address} ({status}) still shows {left}")
        if HERE in address:
            want(status == 404, f"{who}: {address} answers {status}")


def guide_page(guide):
    """What stands in the file, but for who looked and which form it is."""
    pages = [guide.ask("GET", HERE + p)[2]
             for p in ("", "/tijdlijn", "/plan", "/begeleiders", "/zorg", "/werk")]
    text = "".join(page[page.index("<main"):page.index("</main>")] for page in pages)
    return re.sub(r'name="(csrf|formulier)" value="[^"]*"', "", text)


def looks_of(browser):
    """The log of looks at the person, all its pages."""
    address, whole = HERE + "/logboek", ""
    while address:
        text = browser.ask("GET", address)[2]
        whole += text
        onward = re.search(r'href="([^"]*/logboek\?voor=[^"]*)"', text)
        address = onward and onward.group(1)
    return whole


def too_late(browser, who, forms):
    """Forms of before, sent now: each is refused, and none says anything."""
    token = browser.token()
    for address, form in forms:
        form.fill("Merkteletaal")
        body = [(n, v) for n, v in form.values() if n != "csrf"] + [("csrf", token)]
        status, where, text = browser.ask("POST", form.action, body)
        want(status in (403, 404, 409, 422) or (status == 303 and where.startswith("/aanmelden")),
             f"{who}: a form of before, {form.action}: {status} to {where}")
        want(not shows(text, form.action),
             f"{who}: {form.action} shows {shows(text, form.action)}")


guide = log_in(url, "toeleider", password)
mediator, elsewhere = log_in(url, "bemiddelaar", password), coordinator()
for field, value in (("call_name", NAME), ("family_name", FAMILY)):
    send(guide, HERE + "/gegevens/veld", f"{HERE}/gegevens/wijzig?veld={field}", waarde=value)
STARTS = [HERE, HERE + "/zorg", SEARCH, CELL] + LISTS
for browser, who in ((mediator, "mediator"), (elsewhere, "coordinator")):
    found = look_around(browser, STARTS)
    want(not found, f"the {who} sees somebody of strangers: {sorted(found)}")
write_words(guide)
one = hand_over(guide)
ok("before anything is let through, nothing is seen; a handover is sent")

# --- stopped before it was answered
text = mediator.ask("GET", one)[2]
want("Merkwens" in text and "Merkblijf" in text, "what was sent is not received")
answers = [f for f in forms_of(text) if f.action == one + "/stap"]
want(len(answers) >= 2, "the receiver cannot answer")
stop(guide)
text = mediator.ask("GET", one)[2]
want(not shows(text), f"the handover still shows {shows(text)}")
token = mediator.token()
for kind in ("accepted", "started", "met"):
    body = [(n, v) for n, v in answers[0].values() if n not in ("csrf", "stap")]
    body += [("csrf", token), ("stap", kind), ("dag", "2026-11-22"), ("mee", "ja")]
    status, where, text = mediator.ask("POST", one + "/stap", body)
    want(status == 422 and not shows(text), f"{kind} after stopping: {status} {where}")
want("Wim Torrekens" not in guide.ask("GET", HERE + "/begeleiders")[2],
     "who answered too late stands in the ring")
ok("a yes to a handover comes too late when the person stopped it")

# --- everything let through
let_through(guide, ALL)
send(mediator, one + "/stap", page=one, stap="accepted")
table = discuss(guide)
send(guide, HERE + "/zorg/vraag", page=HERE + "/zorg", organisatie=receiver, woorden="Merkzorg")
open_to = {}
for browser, who in ((mediator, "mediator"), (elsewhere, "coordinator")):
    open_to[who] = look_around(browser, STARTS + [one, table])
every = kinds_of(set(open_to["mediator"]) | set(open_to["coordinator"]))
whole = "".join(t for pages in open_to.values() for t in pages.values())
want(not [m for m in MARKS if m not in whole],
     f"never shown: {[m for m in MARKS if m not in whole]}")
for kind in (HERE.replace(person, "ID"), "/personen/ID/zorg", "/personen/zoek", "/cijfers/leden",
             "/dossiers", "/overdrachten/ID", "/overleg/ID", "/netwerk/mijn",
             "/personen/ID/documenten/ID", "/personen/ID/afspraken/ID/afspraak.ics"):
    want(kind in every, f"the receiver never saw {kind}: {sorted(every)}")
log = looks_of(elsewhere)
want("Joke Vermeirsch" in log and "Noor Beukenhaeghe" not in log,
     "the log of looks tells a receiver who else is involved")
log = looks_of(guide)
want("Joke Vermeirsch" in log and "Noor Beukenhaeghe" in log, "the log of the guide is whole")
ok(f"with everything let through {len(every)} kinds of pages show the person")

# --- stopped, with all of these pages open
forms = {who: forms_about(pages) for who, pages in open_to.items()}
stop(guide)
before = guide_page(guide)
for browser, who in ((mediator, "mediator"), (elsewhere, "coordinator")):
    finds_nothing(browser, who, open_to[who])
    too_late(browser, who, forms[who])
    left = look_around(browser, STARTS + [one, table])
    want(not left, f"{who}: afterwards still {sorted(left)}")
    ok(f"stopped: {len(open_to[who])} pages of the {who} show nothing, "
       f"{len(forms[who])} forms come too late")
figures = guide.ask("GET", "/metrics")[2]
want("/personen/:person" in figures and not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", figures),
     "the figures of the server hold an id")
want("Merkteletaal" not in guide_page(guide), "something was written after stopping")
want(guide_page(guide) == before, "the file changed by a form that came too late")
