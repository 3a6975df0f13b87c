"""A worker of another organisation tries to see a file.

    border_client.py URL ROUTES PASSWORD PERSON RECEIVER

The login `toeleider` accompanies PERSON; `buur` works for the organisation RECEIVER, which
nobody told anything. Words are written of each category that can be let through, and of
those that cannot; then every route of the file is asked, with the ids that stand in it.
"""
import re
import sys

from page_browser import log_in
from page_forms import forms_of

url, routes_path, password, person, receiver = sys.argv[1:6]
NOTHING = "018f0000-0000-7000-8000-00000000abcd"
WORDS = "Deze bladzijde is er niet"
HERE = f"/personen/{person}"
# what is written, by category; own and health never reach who is not named
MARKS = {
    "goal": ["Merkdoel", "Merkafspraak", "Merkkunnen"],
    "condition": ["Merkdrempel"],
    "note": ["Merknota"],
    "work": ["Merkwerk"],
}
NEVER = ["Merkeigen", "Merkgezond"]
LISTS = ["/dossiers?wie=alle", "/dossiers?wie=mijn", "/agenda", "/nazorg", "/conflicten",
         "/veld", "/gesprekken", "/overdrachten", "/sessies"]


def ok(text):
    print("ok:", text)


def want(condition, text):
    if not condition:
        sys.exit("FAILED: " + text)


def send(browser, path, **values):
    """The form of a page, as it stands there, with these values."""
    text = browser.ask("GET", path)[2]
    form = next((f for f in forms_of(text) if f.action == path and f.method == "post"), None)
    want(form, f"no form at {path}")
    pairs = [(n, v) for n, v in form.values() if n not in values]
    for name, value in values.items():
        pairs += [(name, v) for v in (value if isinstance(value, list) else [value])]
    status, where, text = browser.ask("POST", path, pairs)
    error = re.search(r'(?s)class="error[^>]*>(.*?)</(?:div|p|ul)>', text)
    want(status == 303, f"{path}: {status} {error.group(1)[:300] if error else ''}")
    return where


def write_words(guide):
    for kind, mark in (("ordinary", "Merknota"), ("own_organisation", "Merkeigen"),
                       ("health", "Merkgezond")):
        send(guide, HERE + "/noteer", notitie=mark, wie_leest=kind, dag="2026-11-20")
    send(guide, HERE + "/plan/doel", doel="Merkdoel", dag="2026-11-20")
    send(guide, HERE + "/kunnen", soort="strength", woorden="Merkkunnen", dag="2026-11-20")
    send(guide, HERE + "/afspraken/nieuw", dag="2027-03-04", uur="10:00", duur="30",
         waar="Merkafspraak", waarvoor="koffie")
    send(guide, HERE + "/drempels/nieuw", drempel="finances_debt", wie="together",
         stand="open", woorden="Merkdrempel", dag="2026-11-20")
    send(guide, HERE + "/werk/nieuw", contract="permanent", woorden="Merkwerk",
         dag="2026-11-20")


def patterns():
    rows = [line.split("\t")[:2] for line in open(routes_path, encoding="utf-8")]
    return [r for r in rows if ":person" in r[1]]


def fits(pattern):
    return re.compile("^" + re.sub(r":[\w-]+", "[0-9a-f]{8}-[0-9a-f-]{27}",
                                   pattern.replace(".", r"\.")) + "$")


def crawl(browser):
    """Every page of the file that links lead to: address and text."""
    seen, queue = {}, [HERE]
    while queue:
        address = queue.pop(0)
        if address in seen or not address.startswith(HERE) or "gedaan=" in address:
            continue
        status, _, text = browser.ask("GET", address)
        if status != 200:
            continue
        seen[address] = text
        queue += [m.replace("&amp;", "&").split("#")[0]
                  for m in re.findall(r'href="(/[^"]*)"', text)]
    return seen


def posted_forms(text):
    return [f for f in forms_of(text) if f.method == "post"]


def asked_of(seen):
    """Each route of the file with an address; of those nobody links to, one of nothing.
    Forms come with what their page would send."""
    known, asked = {}, []
    for address, text in seen.items():
        known[address.split("?")[0]] = None
        for form in posted_forms(text):
            known.setdefault(("POST", form.action.split("?")[0]), form)
    for method, pattern in patterns():
        shape = fits(pattern)
        found = [a for a in known if isinstance(a, str) and shape.match(a)]
        forms = [(a[1], f) for a, f in known.items()
                 if isinstance(a, tuple) and shape.match(a[1])]
        if method == "GET":
            asked += [("GET", a, None) for a in found[:3]]
        else:
            asked += [("POST", a, f) for a, f in forms[:3]]
        if not (found if method == "GET" else forms):
            path = re.sub(r":([\w-]+)", lambda m: person if m.group(1) == "person" else NOTHING,
                          pattern)
            asked.append((method, path, None))
    return asked


def found_by(browser, name):
    """What the search for this name shows."""
    status, _, text = browser.ask("POST", "/personen/zoek",
                                  {"csrf": browser.token(), "wie": name})
    want(status == 200 and "gevonden" in text, f"the search: {status}")
    return text


def stands_before_a_closed_door(stranger, asked, name, when):
    """404 with the words of what does not exist, or 403 for what is not this login's work."""
    token, n = stranger.token(), 0
    for method, path, form in asked:
        body = None
        if method == "POST":
            pairs = form.values() if form else []
            body = [(k, v) for k, v in pairs if k != "csrf"] + [("csrf", token)]
        status, _, text = stranger.ask(method, path, body)
        if status == 403:  # not this login's work, whoever it is about
            other = stranger.ask(method, path.replace(person, NOTHING), body)
            want(other[0] == 403, f"{when}: {method} {path}: 403, and {other[0]} for nobody")
        else:
            want(status == 404 and WORDS in text, f"{when}: {method} {path}: {status}")
        for mark in sum(MARKS.values(), NEVER + [name]):
            want(mark not in text, f"{when}: {method} {path} says {mark}")
        n += 1
    for path in LISTS:
        status, _, text = stranger.ask("GET", path)
        want(status in (200, 403, 404), f"{path}: {status}")
        want(person not in text, f"{when}: {path} shows the person")
    want(person not in found_by(stranger, name), f"{when}: the search shows the person")
    return n


def give(guide, category):
    send(guide, HERE + "/toestemming/nieuw", naar=receiver, waarvoor="guidance", antwoord="ja",
         hoe="spoken", **({"gezondheid": "ja"} if category == "health" else {"wat": category}))


def is_listed(browser):
    """In the list of files, on whichever page."""
    path, tried = "/dossiers?wie=alle", set()
    while path and path not in tried:
        tried.add(path)
        text = browser.ask("GET", path)[2]
        if person in re.sub(r'href="/dossiers[^"]*"', "", text):
            return True
        onward = [m.replace("&amp;", "&") for m in re.findall(r'href="(/dossiers\?[^"]*na=[^"]*)"',
                                                              text)]
        path = onward[-1] if onward else None
    return False


def one_category_at_a_time(guide, stranger, name, every):
    for category in ("identity", "goal", "condition", "note", "work", "health"):
        give(guide, category)
        seen = crawl(stranger)
        whole = "\n".join(seen.values())
        want(seen, f"{category}: the file is not there")
        for other, marks in MARKS.items():
            for mark in marks:
                want((mark in whole) == (other == category),
                     f"with {category}: {mark} {'shows' if mark in whole else 'is not shown'} at "
                     + ", ".join(a for a, t in seen.items() if mark in t))
        for mark in NEVER:
            want(mark not in whole, f"with {category}: {mark} shows")
        want((name in whole) == (category == "identity"), f"with {category}: the name")
        if category == "identity":
            want(is_listed(stranger), "not in the list of who received it")
            want(person in found_by(stranger, name), "not found by who received it")
        # the page is open; the person stops it; what is sent from the page is too late
        open_forms = [("POST", f.action, f) for text in seen.values() for f in posted_forms(text)
                      if f.action.startswith(HERE)]
        where = send(guide, f"{HERE}/toestemming/{receiver}/intrekken", wat="alles", wie="person")
        want("gestopt-met-delen" in where, f"stopping leads to {where}")
        n = stands_before_a_closed_door(stranger, every + open_forms, name,
                                        f"{category} withdrawn")
        ok(f"{category}: {len(seen)} pages with only its words; withdrawn, {n} requests find nothing")


def asked_and_answered(guide, stranger):
    give(guide, "identity")
    text = stranger.ask("GET", HERE)[2]
    want(f"{HERE}/toestemming/vraag" in text, "a closed part does not lead to asking")
    send(stranger, HERE + "/toestemming/vraag", wat="goal", waarvoor="guidance",
         woorden="Dan kan ik mee plannen")
    text = guide.ask("GET", HERE + "/toestemming")[2]
    found = re.search(re.escape(HERE) + "/toestemming/antwoord/[0-9a-f-]{36}", text)
    want(found and "Dan kan ik mee plannen" in text, "the question does not reach the guide")
    want(f"{HERE}/toestemming" in guide.ask("GET", "/veld")[2], "it is no task of the day")
    send(guide, found.group(0), antwoord="nee", hoe="spoken")
    text = guide.ask("GET", HERE + "/toestemming")[2]
    want("Nee gezegd" in text and "Er wacht een vraag" not in text, "the no is not kept")
    want("Merkdoel" not in "".join(crawl(stranger).values()), "a no opened something")
    # a receiver records no yes for itself
    body = {"csrf": stranger.token(), "naar": receiver, "waarvoor": "guidance", "wat": "goal",
            "antwoord": "ja", "hoe": "spoken", "formulier": NOTHING}
    status = stranger.ask("POST", HERE + "/toestemming/nieuw", body)[0]
    want(status in (403, 422), f"a receiver records a yes: {status}")
    want("Merkdoel" not in "".join(crawl(stranger).values()), "a receiver let itself in")
    ok("a question from a closed part waits for the guide; a no is kept and opens nothing")


def main():
    guide, stranger = log_in(url, "toeleider", password), log_in(url, "buur", password)
    write_words(guide)
    seen = crawl(guide)
    whole = "\n".join(seen.values())
    for mark in sum(MARKS.values(), NEVER):
        want(mark in whole, f"the guide does not see {mark}")
    name = re.search(r"<h1><bdi>([^<]+)</bdi></h1>", seen[HERE]).group(1)
    every = asked_of(seen)
    n = stands_before_a_closed_door(stranger, every, name, "without consent")
    want(len(seen) >= 25 and n >= 60, f"only {len(seen)} pages, {n} requests")
    ok(f"without consent: {n} requests on {len(patterns())} routes find nothing")
    one_category_at_a_time(guide, stranger, name, every)
    asked_and_answered(guide, stranger)


main()
