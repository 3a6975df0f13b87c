"""Two people at one form: nobody's words are lost, and a human decides.

    stale_client.py URL DATABASE PERSON APPOINTMENT

PERSON is accompanied by the login `toeleider`, who plans APPOINTMENT. For each form that edits something that is
there: both open it, one saves, the other sends what they typed. It is not written; the
page shows both values; sent again it is.
"""
import html
import re
import sqlite3
import sys
import urllib.parse

from page_browser import log_in
from page_forms import forms_of

url, database, person, appointment = sys.argv[1:5]

def want(condition, text):
    if not condition:
        sys.exit("FAILED: " + text)


def form_at(text, path):
    found = [f for f in forms_of(text) if f.action == path]
    want(found, f"no form is sent to {path}")
    return found[0]


def put(form, name, value):
    fields = [f for f in form.visible() if f.name == name]
    want(fields, f"no field {name} in the form of {form.action}")
    for f in fields:
        f.value = value


def value_of(form, name):
    return next(f.value for f in form.visible() if f.name == name)


def send(browser, form):
    return browser.ask_raw(form.action, urllib.parse.urlencode(form.values(), encoding="utf-8"))


def both_are_kept(one, two, path, name, first, second):
    what = f"{path.split('/')[1]} ... {name}"
    mine, theirs = (form_at(b.ask("GET", path)[2], path) for b in (two, one))
    put(theirs, name, first)
    put(mine, name, second)
    status, where, text = send(one, theirs)
    want(status == 303, f"{what}: the first is not saved: {status}")
    twice = send(one, theirs)
    want(twice[:2] == (303, where), f"{what}: the same form again is taken for a change: {twice[0]}")
    status, _, text = send(two, mine)
    want(status == 422, f"{what}: what is stale is written: {status}")
    again = form_at(text, path)
    want(value_of(again, name) == second, f"{what}: what was typed is gone")
    want("Nu staat er:" in text and html.escape(first, quote=False) in text,
         f"{what}: what the other wrote is not shown")
    now = one.ask("GET", path if "plan/doel" not in path else path.replace("/doel", ""))[2]
    want(html.escape(second, quote=False) not in now, f"{what}: it was written after all")
    status, _, _ = send(two, again)
    want(status == 303, f"{what}: who saw both may not decide: {status}")
    # a form without its mark saw nothing
    bare = form_at(two.ask("GET", path)[2], path)
    put(bare, name, first)
    bare.fields = [f for f in bare.fields if f.name != "versie"]
    status, _, _ = send(two, bare)
    want(status == 422, f"{what}: a form that says not what it saw is written: {status}")


def new_place(browser):
    form = form_at(browser.ask("GET", "/vindplaatsen/nieuw")[2], "/vindplaatsen/nieuw")
    put(form, "naam", "Plein van de proef")
    kind = next(f for f in form.fields if f.name == "soort")
    kind.is_chosen = True
    status, where, _ = send(browser, form)
    want(status == 303, f"a place is not made: {status}")
    return where.split("?")[0]


def own_action(browser):
    for found in re.findall(r'href="(/acties/[0-9a-f-]{36})"', browser.ask("GET", "/acties")[2]):
        if browser.ask("GET", f"{found}/wijzig")[0] == 200:
            return found
    sys.exit("FAILED: no action to change")


def main():
    one, two = (log_in(url, "toeleider", "vindplaats-demo") for _ in range(2))
    place, action = new_place(one), own_action(one)
    # form, field, what the first writes, what the second writes
    forms = [
        (f"{place}/wijzig", "adres", "Eerstestraat 1", "Tweedestraat 2"),
        (f"{place}/wijzig", "aanpak", "Rustig & <b>kort</b>", "Met koffie"),
        (f"{action}/wijzig", "minuten", "131", "132"),
        (f"/personen/{person}/plan/doel", "doel", "Leren lassen in Oostduinkerke",
         "Een eigen winkel"),
        (f"/personen/{person}/afspraken/{appointment}/verplaats", "waar", "Bibliotheek Zuid",
         "Station Noord"),
    ]
    for row in forms:
        both_are_kept(one, two, *row)
    # nothing of it is lost: both goals stand in the file, the first place and the second
    page = one.ask("GET", f"/personen/{person}/plan")[2]
    want("Leren lassen in Oostduinkerke" in page and "Een eigen winkel" in page,
         "a goal that somebody wrote is gone")
    with sqlite3.connect(database, timeout=20) as link:
        kept = link.execute("SELECT count(*) FROM place_approach WHERE address IN "
                            "('Eerstestraat 1', 'Tweedestraat 2')").fetchone()[0]
    want(kept >= 2, f"{kept} of two addresses are kept")
    print(f"ok: {len(forms)} forms at which two wrote: both values are shown, none is lost")


main()
