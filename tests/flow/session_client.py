"""A session ends while somebody writes: what they wrote comes back to them, and to nobody
else.

    session_client.py URL ROUTES DATABASE PERSON

PERSON is somebody whom the login `toeleider` accompanies. Every form that this login
reaches by links is filled in, sent after the session ended, and looked at again after the
next login.
"""
import re
import sqlite3
import sys
import urllib.parse

from page_browser import log_in
from page_forms import forms_of

url, routes_path, database, person = sys.argv[1:5]
PASSWORD = "vindplaats-demo"
MARK = "Zeldzaam woord"
IDLE_MS = 7300000


def ok(text):
    print("ok:", text)


def want(condition, text):
    if not condition:
        sys.exit("FAILED: " + text)


def sql(text, *values):
    with sqlite3.connect(database, timeout=20) as link:
        return link.execute(text, values).fetchall()


def rest(login):
    """Two hours in which nothing was asked."""
    sql("UPDATE session SET seen_at = seen_at - ? WHERE worker = "
        "(SELECT id FROM worker_fact WHERE login = ?)", IDLE_MS, login)


def enter(browser, login):
    """Logs in with this browser, as it is; where it leads."""
    text = browser.ask("GET", "/aanmelden")[2]
    token = re.search(r'name="csrf" value="([^"]+)"', text).group(1)
    status, where, _ = browser.ask("POST", "/aanmelden", {
        "csrf": token, "aanmelding": login, "wachtwoord": PASSWORD})
    want(status == 303, f"{login} cannot log in: {status}")
    return where


def patterns():
    rows = [line.split("\t")[:2] for line in open(routes_path, encoding="utf-8")]
    paths = [path for method, path in rows if method == "GET"]
    paths.sort(key=lambda p: p.count(":"))
    return [(p, re.compile("^" + re.sub(r":[\w-]+", "[0-9a-f]{8}-[0-9a-f-]{27}",
                                         p.replace(".", r"\.")) + "$")) for p in paths]


def pages(browser):
    """One address for each route, by following links."""
    known, seen, queue = patterns(), {}, ["/veld", "/meer", "/dossiers", f"/personen/{person}"]
    tried = set()
    while queue:
        address = queue.pop(0)
        path = address.split("?")[0].split("#")[0]
        route = next((p for p, fits in known if fits.match(path)), None)
        # a person's pages: those of this person, whom the login accompanies
        if not route or address in tried or ("/personen/" in path and person not in path
                                             and ":person" in route):
            continue
        tried.add(address)
        if route in seen and route != "/personen/:person/gegevens/wijzig":
            continue
        if re.search(r"^/(s/|taal|metrics|health)|\.ics$|/documenten/:document$", route):
            continue
        status, _, text = browser.ask("GET", address)
        if status != 200:
            continue
        seen.setdefault(route, []).append((address, text))
        queue += [m.replace("&amp;", "&") for m in re.findall(r'href="(/[^"]*)"', text)]
    return seen


def told(form):
    """What a reader sees in the fields of a form."""
    return sorted((f.name, f.value, f.is_chosen) for f in form.visible())


def is_kept(form):
    """Forms with something to fill in; those of one's own account hold passwords."""
    return form.method == "post" and form.visible() and not form.action.startswith(
        ("/account", "/aanmelden", "/afmelden"))


def send(browser, form):
    if any(f.kind == "file" for f in form.fields):
        edge = "----edge"
        body = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
                       for n, v in form.values())
        body += (f'--{edge}\r\nContent-Disposition: form-data; name="bestand"; '
                 f'filename="brief.txt"\r\nContent-Type: text/plain\r\n\r\n{MARK} in een brief\r\n'
                 f'--{edge}--\r\n')
        return browser.ask_raw(form.action, body.encode(), f"multipart/form-data; boundary={edge}")
    body = urllib.parse.urlencode(form.values(), encoding="utf-8")
    return browser.ask_raw(form.action, body)


def one_form(browser, route, address, number):
    """Filled in, sent too late, seen again; the address where it is seen."""
    form = [f for f in forms_of(browser.ask("GET", address)[2]) if is_kept(f)][number]
    what = f"{form.action} on {route}"
    form.fill(MARK)
    rest("toeleider")
    status, where, _ = send(browser, form)
    want((status, where) == (303, "/aanmelden?ingevuld=bewaard"), f"{what}: {status} {where}")
    where = enter(browser, "toeleider")
    want("klaar=" in where and MARK.split()[0] not in where, f"{what}: leads to {where}")
    status, _, text = browser.ask("GET", where)
    want(status == 200 and "Je was afgemeld toen je dit verstuurde" in text, f"{what}: {status} says nothing")
    if any(f.kind == "file" for f in form.fields):
        want("Kies het opnieuw" in text, f"{what}: the file is not spoken of")
    again = [f for f in forms_of(text) if f.action == form.action and is_kept(f)]
    want(again and told(form) in [told(f) for f in again],
         f"{what}: was {told(form)}, comes back as {[told(f) for f in again]}")
    return where, again[[told(f) for f in again].index(told(form))]


def every_form_comes_back():
    browser = log_in(url, "toeleider", PASSWORD)
    found, n = pages(browser), 0
    for route in sorted(found):
        for address, text in found[route]:
            for number in range(len([f for f in forms_of(text) if is_kept(f)])):
                if number and "/gegevens/klopt-niet" in route:
                    continue
                one_form(browser, route, address, number)
                n += 1
    want(n >= 25, f"only {n} forms were found")
    rows = sql("SELECT count(*), max(length(sealed)) FROM kept_form")
    want(rows[0][0] <= 4, f"{rows[0][0]} forms are kept of one worker")
    for (sealed,) in sql("SELECT sealed FROM kept_form"):
        want(MARK.encode() not in sealed and b"personen" not in sealed, "a kept form can be read")
    ok(f"{n} forms on {len(found)} pages come back with every value, sealed until then")


def kept_for_one_worker_and_half_an_hour():
    path = f"/personen/{person}/noteer"
    browser = log_in(url, "toeleider", PASSWORD)
    where, form = one_form(browser, path, path, 0)
    # sent, it is written once, and no longer kept
    for f in form.visible():
        if f.kind == "date":
            f.value = "2026-11-20"
    status, to, _ = send(browser, form)
    want(status == 303 and "gedaan" in to, f"what came back is not written: {status} {to}")
    want("Je was afgemeld" not in browser.ask("GET", where)[2], "what was sent is kept")
    # another worker at the same browser, and at another
    where, form = one_form(browser, path, path, 0)
    rest("toeleider")
    for other in (browser, log_in(url, "nobody", "")):
        led = enter(other, "netwerkcoordinator")
        text = other.ask("GET", where)[2]
        want("klaar=" not in led and "Je was afgemeld" not in text and MARK not in text,
             "another worker gets what somebody wrote")
    # the own worker at another browser does; on another page it says nothing
    home = log_in(url, "toeleider", PASSWORD)
    want(MARK in home.ask("GET", where)[2], "the worker does not get it elsewhere")
    query = where.split("?")[1]
    for page in ("/veld", f"/personen/{person}/contact", "/vindplaatsen/nieuw"):
        want(MARK not in home.ask("GET", f"{page}?{query}")[2], f"it shows on {page}")
    sql("UPDATE kept_form SET kept_at = kept_at - 1800001")
    want(MARK not in home.ask("GET", where)[2], "it is kept longer than half an hour")
    rest("toeleider")
    want("klaar=" not in enter(home, "toeleider"), "what is too old is led to")
    ok("kept for one worker, on one page, for half an hour, until it is sent")


def not_kept():
    path = f"/personen/{person}/noteer"
    browser = log_in(url, "toeleider", PASSWORD)
    sql("DELETE FROM kept_form")

    def late(change, expected, text):
        rest("toeleider")
        enter(browser, "toeleider")
        form = [f for f in forms_of(browser.ask("GET", path)[2]) if is_kept(f)][0]
        form.fill(MARK)
        change(form)
        status, where, _ = send(browser, form)
        want((status, where) == (303, expected), f"{text}: {status} {where}")
        want(sql("SELECT count(*) FROM kept_form") == [(0,)], f"{text}: it is kept")

    gone = "/aanmelden?ingevuld=weg"

    def ended(_):
        sql("DELETE FROM session WHERE worker = (SELECT id FROM worker_fact WHERE login = 'toeleider')")

    def forged(form):
        rest("toeleider")
        next(f for f in form.fields if f.name == "csrf").value = "A" * 86

    def large(form):
        rest("toeleider")
        form.visible()[-1].value = "x" * 70000

    late(ended, gone, "a session that was ended on purpose")
    late(forged, gone, "a form of somebody else's making")
    late(large, gone, "a form that is too large")
    status, _, text = browser.ask("GET", gone)
    want(status == 200 and "niet bewaard" in text, "nothing is said of what was lost")
    nobody = log_in(url, "nobody", "")
    want(nobody.ask("POST", path, {"csrf": nobody.token(), "notitie": MARK})[1] == "/aanmelden",
         "who never logged in is told that something was kept")
    ok("nothing is kept of a session ended on purpose, a forged form, one too large, or nobody's")


def staying():
    browser = log_in(url, "toeleider", PASSWORD)
    text = browser.ask("GET", "/veld")[2]
    left = int(re.search(r'class="stay" data-left="(\d+)"', text).group(1))
    want(7000 < left <= 7200 and "Je blijft aangemeld tot" in text, f"{left} seconds are left")
    mine = "worker = (SELECT id FROM worker_fact WHERE login = 'toeleider')"
    hour = 3600000
    # eleven and a half hours after the login: the day of a session nears its end
    sql(f"UPDATE session SET made_at = made_at - {23 * hour // 2}, "
        f"expires_at = expires_at - {23 * hour // 2} WHERE {mine}")
    left = int(re.search(r'data-left="(\d+)"', browser.ask("GET", "/veld")[2]).group(1))
    want(1700 < left <= 1800, f"{left} seconds are left of the day")
    status, where, _ = browser.ask("POST", "/account/aangemeld", {"csrf": browser.token()})
    want((status, where) == (303, "/account/aangemeld"), f"staying gives {status} {where}")
    text = browser.ask("GET", where)[2]
    left = int(re.search(r'data-left="(\d+)"', text).group(1))
    want(7100 < left <= 7200, f"after the tap {left} seconds are left")
    # nineteen and a half hours: the last half hour
    sql(f"UPDATE session SET made_at = made_at - {8 * hour}, expires_at = expires_at - {8 * hour} "
        f"WHERE {mine} AND made_at < expires_at - {12 * hour}")
    sql(f"UPDATE session SET expires_at = ? WHERE {mine}", sql(
        f"SELECT max(seen_at) + 60000 FROM session WHERE {mine}")[0][0])
    browser.ask("POST", "/account/aangemeld", {"csrf": browser.token()})
    left = int(re.search(r'data-left="(\d+)"', browser.ask("GET", "/veld")[2]).group(1))
    want(1700 < left <= 1800, f"{left} seconds are left after nineteen and a half hours")
    ok("until when one stays is said; a tap makes it two hours, up to twenty after the login")


every_form_comes_back()
kept_for_one_worker_and_half_an_hour()
not_kept()
staying()
