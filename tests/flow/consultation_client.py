"""A case consultation, from calling it together to a promise that is kept.

    consultation_client.py URL PASSWORD PERSON RECEIVER

The login `toeleider` accompanies PERSON alone; `ocmw` works for RECEIVER, `buur` for an
organisation that is at no table.
"""
import re
import sys

from page_browser import log_in
from page_forms import forms_of

url, password, person, receiver = sys.argv[1:5]
NOTHING = "018f0000-0000-7000-8000-00000000abcd"
NOT_THERE = "Deze bladzijde is er niet"
CLOSED = "Iemand van wie jij niet mag zien wie het is"
LIST = "/overleg"


def ok(text):
    print("ok:", text)


def want(condition, text, *shown):
    if not condition:
        sys.exit("FAILED: " + text + "".join(f": {x}" for x in shown))
    ok(text)


def page(browser, path, status=200):
    got, _, text = browser.ask("GET", path)
    if got != status:
        sys.exit(f"FAILED: GET {path}: {got}, expected {status}")
    return text


def form_at(browser, path, action):
    """The form of a page as it stands there, as a dictionary."""
    form = next((f for f in forms_of(page(browser, path))
                 if f.action == action and f.method == "post"), None)
    if not form:
        sys.exit(f"FAILED: no form {action} at {path}")
    return dict(form.values())


def post(browser, path, values, status=303):
    got, leads, text = browser.ask("POST", path, list(values.items()))
    if got != status:
        sys.exit(f"FAILED: POST {path}: {got}, expected {status}: {text[-500:]}")
    return leads if status == 303 else text


def main_of(text):
    return re.search(r"(?s)<main.*</main>", text).group(0)


guide, table, stranger = (log_in(url, who, password) for who in ("toeleider", "ocmw", "buur"))
name = re.search(r'<h1><bdi[^>]*>([^<]+)</bdi>', page(guide, f"/personen/{person}")).group(1)

# --- called together
new = form_at(guide, LIST + "/nieuw", LIST + "/nieuw")
text = post(guide, LIST + "/nieuw", {**new, "soort": "case", "titel": ""}, 422)
want("Schrijf hoe je het overleg noemt" in text, "a consultation has a title")
text = post(guide, LIST + "/nieuw", {**new, "titel": "Rond de tafel"}, 422)
want("Kies welk overleg het is" in text and 'value="Rond de tafel"' in text,
     "and a kind; what was typed stays")
text = post(guide, LIST + "/nieuw", {**new, "soort": "case", "titel": "Bel 0470 12 34 56"}, 422)
want("Hier staat “0470 12 34 56”" in text, "a title tells nobody's number")
values = {**new, "soort": "case", "titel": "Rond de tafel van de proef", "met": receiver}
meeting = f"{LIST}/{new['formulier']}"
want(post(guide, LIST + "/nieuw", values).startswith(meeting), "it is called together")
want(post(guide, LIST + "/nieuw", values).startswith(meeting), "the form sent again leads there")
for who, browser in (("who called it", guide), ("who is at the table", table)):
    want(page(browser, LIST).count("Rond de tafel van de proef") == 1, f"{who} has it once")
want("Rond de tafel van de proef" not in page(stranger, LIST), "a stranger has it not")
want(NOT_THERE in page(stranger, meeting, 404) and NOT_THERE in page(stranger, f"{LIST}/{NOTHING}", 404),
     "and reads the words of what is not there")

# --- about whom: only when everybody at the table may know
here = f"/personen/{person}/overleg"
discuss = form_at(guide, here, here)
put = {**discuss, "overleg": new["formulier"], "woorden": "Zoekt werk dicht bij huis"}
text = post(guide, here, put, 422)
want("mogen nog niet weten wie de persoon is" in text and f"/personen/{person}/toestemming" in text,
     "nobody is discussed without consent, and the page leads to asking")
want("Zoekt werk dicht bij huis" in text, "what was written stays")
want(name not in page(table, meeting), "the table knows of nobody")
consent = f"/personen/{person}/toestemming/nieuw"
answer = form_at(guide, consent, consent)
answer.update({"naar": receiver, "waarvoor": "guidance", "antwoord": "ja", "hoe": "spoken",
               "wat": "identity"})
post(guide, consent, answer)
answer = form_at(guide, consent, consent)
answer.update({"naar": receiver, "waarvoor": "guidance", "antwoord": "ja", "hoe": "spoken",
               "wat": "goal"})
post(guide, consent, answer)
post(guide, here, put)
post(guide, here, put)
for who, browser in (("the guide", guide), ("the table", table)):
    text = page(browser, meeting)
    want(text.count(f'href="/personen/{person}"') == 1 and name in text,
         f"{who} reads who is discussed, once")
    want("Zoekt werk dicht bij huis" in text, f"{who} reads what was said")
again = form_at(guide, here, here)
got = guide.ask("POST", here, list({**again, "overleg": new["formulier"], "woorden": ""}.items()))[0]
want(got in (409, 422), "somebody stands on a list once", got)
looks = page(log_in(url, "netwerkcoordinator", password), f"/personen/{person}/logboek")
want("keek op een overleg wie besproken wordt" in looks, "the look stands in the log of the person")

# --- a stranger
for method, path, body in (
        ("GET", here, None), ("GET", f"{here}/{new['formulier']}", None),
        ("POST", here, put), ("POST", f"{here}/{new['formulier']}", {"woorden": "x"}),
        ("POST", meeting + "/aan-tafel", {}), ("POST", meeting + "/besluit",
                                               {"soort": "agreement", "woorden": "Iets"})):
    pairs = None if body is None else [(k, v) for k, v in body.items() if k not in ("csrf", "formulier")] + [
        ("csrf", stranger.token()), ("formulier", NOTHING)]
    got, _, text = stranger.ask(method, path, pairs)
    want(got == 404 and name not in text and "Rond de tafel van de proef" not in text,
         f"a stranger: {method} {path.split('/')[-1][:12]}: 404", got)

# --- what was said, written anew
said = f"{here}/{new['formulier']}"
words = form_at(guide, said, said)
post(guide, said, {**words, "woorden": "Wil eerst <b>rust</b>"})
text = page(table, meeting)
want("Wil eerst &lt;b&gt;rust&lt;/b&gt;" in text and "dicht bij huis" not in text,
     "written anew, as it was typed")

# --- a promise
done = form_at(guide, meeting, meeting + "/besluit")
place = next(v for v, label in re.findall(
    r'<option value="([0-9a-f-]{36})"[^>]*>([^<]*)', main_of(page(guide, meeting)).split('name="wie"')[1])
    if "HOME" not in label and "toeleid" not in label.lower() and "ocmw" in label.lower())
text = post(guide, meeting + "/besluit", {**done, "soort": "agreement", "woorden": ""}, 422)
want("Schrijf in woorden wat het opleverde" in text, "a promise has words")
promise = {**done, "soort": "agreement", "woorden": "De wachttijd navragen", "wie": place,
           "tegen": "2027-01-15"}
post(guide, meeting + "/besluit", promise)
post(guide, meeting + "/besluit", promise)
want(page(guide, meeting).count("De wachttijd navragen") == 1, "promised once")
mark = re.search(r'/overleg/beloofd/[0-9a-f-]{36}', page(table, LIST + "/beloofd").split(
    "De wachttijd navragen")[1]).group(0)
got = stranger.ask("POST", mark, {"csrf": stranger.token(), "formulier": NOTHING, "stand": "done"})[0]
want(got == 404, "a stranger says nothing of a promise", got)
got = guide.ask("POST", mark, {"csrf": guide.token(), "formulier": new["formulier"][:-4] + "aaaa",
                               "stand": "done"})[0]
want(got == 403, "nor does who did not promise it", got)
post(table, mark, {"csrf": table.token(), "formulier": new["formulier"][:-4] + "bbbb", "stand": "done"})
want("De wachttijd navragen" not in page(table, LIST + "/beloofd"), "kept, it waits no more")

# --- withdrawn while the page of the table is open
open_words = form_at(table, said, said) if said in page(table, meeting) else None
stop = f"/personen/{person}/toestemming/{receiver}/intrekken"
values = form_at(guide, stop, stop)
values.update({"wat": "alles", "wie": "person"})
post(guide, stop, values)
text = page(table, meeting)
want(CLOSED in text and name not in text and "Wil eerst" not in text,
     "withdrawn: the name and what was said close on the next request")
page(table, f"/personen/{person}", 404)
if open_words:
    got, _, text = table.ask("POST", said, list({**open_words, "woorden": "Toch nog"}.items()))
    want(got == 404 and name not in text, "a page that was open writes no more", got)
want("Wil eerst" in page(guide, meeting) and "Toch nog" not in page(guide, meeting),
     "who keeps the file still reads it, unchanged")
got = guide.ask("POST", meeting + "/aan-tafel", {
    "csrf": guide.token(), "formulier": new["formulier"][:-4] + "cccc", "organisatie": receiver})[0]
want(got in (403, 409), "who sits there is not put there twice", got)
