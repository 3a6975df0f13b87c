"""What an analyst and a validator do at the desk: desk_client.py ADDRESS QUESTION."""
import html
import re
import sys
import time
import urllib.parse

from page_browser import log_in

url, question_path = sys.argv[1:]
CROSS = "/cijfers/kruistabel"


def want(is_so, what, *found):
    if not is_so:
        sys.exit(f"FAILED: {what}: {' '.join(str(f)[:300] for f in found)}")
    print(f"ok: {what}")


def form_id(text):
    return re.search(r'name="formulier" value="([^"]+)"', text).group(1)


def bytes_of(browser, path):
    browser.link.request("GET", path, headers={
        "Cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items())})
    reply = browser.link.getresponse()
    return reply.status, reply.headers, reply.read()


analyst = log_in(url, "beleidsmedewerker", "vindplaats-demo")
token = analyst.token()


def send(values, path=CROSS):
    return analyst.ask("POST", path, {**values, "csrf": token})


# --- clicks, text and addresses
clicks = {"maat": "persons reached", "rij1": "province", "kolom1": "sex",
          "filter1": "call", "is1": "is", "waarde1": "490", "toon": "aantal"}
status, where, _ = send(clicks)
line = "count persons reached where call = 490 rows province columns sex"
want(status == 303 and urllib.parse.parse_qs(where.split("?")[1])["vraag"] == [line],
     "clicks become a question", status, where)
status, same, _ = send({"tekst": "COUNT persons reached # all\nrows provincie columns "
                                 "geslacht where oproep = 490"})
want(status == 303 and same == where, "text becomes the same address", same)
status, _, text = analyst.ask("GET", where)
want(status == 200 and re.search(r"<td[^>]*><span[^>]*>595<|<td[^>]*>595<|>595<", text),
     "the table holds the published 595 men", status)
want('value="province" selected' in text and 'value="490"' in text,
     "the address fills in the choices")
want("<svg" in text and "Gegevens tot" in text, "chart second, and from when it is")
begun = time.monotonic()
for _ in range(20):
    analyst.ask("GET", where)
took = (time.monotonic() - begun) / 20
want(took < 1.0, f"a table of the shared panel: {took * 1000:.0f} ms")

status, where_not, text = send({"tekst": "count persons reached\nrows provinse"})
want(status == 422 and "Regel 2, teken 6" in text and "“province”" in text
     and "<mark>provinse</mark>" in text, "a mistake has its place and the nearest name", status)
status, _, text = send({**clicks, "waarde1": "999"})
want(status == 422 and "490" in text, "an unknown call is not led to", status)
status, _, text = send({"tekst": 'count persons reached note "over Jan"'})
want(status == 422, "words of one's own do not go into an address", status)
status, _, text = send({"tekst": "count persons reached where call in (" +
                        ", ".join(["490"] * 250) + ")"})
want(status == 422, "an address has its length", status)
status, _, text = analyst.ask("GET", CROSS + "?vraag=count+nothing")
want(status == 422 and "Fout:" in text, "an address that is no question says so", status)
for beeld in ("naast-elkaar", "gestapeld", "kleine-staven", "taart"):
    status, _, text = analyst.ask("GET", where + "&beeld=" + beeld)
    want(status == 200 and "<svg" in text, f"chart {beeld}")
for vorm, begins in (("xlsx", b"PK"), ("csv", b"part,"), ("jsonstat", b"{"), ("svg", b"<svg"),
                     ("png", b"\x89PNG"), ("html", b"<!DOCTYPE")):
    status, head, data = bytes_of(analyst, where.replace(CROSS, CROSS + "/bestand")
                                  + "&vorm=" + vorm)
    want(status == 200 and data.startswith(begins)
         and "attachment" in head["Content-Disposition"],
         f"a table as {vorm}: {len(data)} bytes, {head['Content-Type']}", status, data[:40])

# --- what others may
guide = log_in(url, "toeleider", "vindplaats-demo")
for path in ("/cijfers", CROSS, "/cijfers/vragen", "/cijfers/vrijgaven"):
    want(guide.ask("GET", path)[0] == 403, f"a guide has no {path}")
want(analyst.ask("GET", "/dossiers")[0] == 403, "an analyst has no files")

# --- a question with parts
with open(question_path, encoding="utf-8") as f:
    question = f.read()
form = form_id(analyst.ask("GET", "/cijfers/vragen/nieuw")[2])
status, where, text = send({"tekst": question, "formulier": form}, "/cijfers/vragen/nieuw")
want(status == 303 and form in where, "a question is kept", status, text)
kept = where.split("?")[0]
again = send({"tekst": question, "formulier": form}, "/cijfers/vragen/nieuw")
want(again[:2] == (303, where), "the same form twice keeps one", again[:2])
status, _, text = analyst.ask("GET", kept + "?deel=2")
want(status == 200 and text.count("?deel=") >= 9 and "595" in text,
     "parts are tabs", status, text.count("?deel="), "595" in text)

for vorm, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
    status, _, data = bytes_of(analyst, f"{kept}/bestand?vorm={vorm}&deel=2&tabel=1")
    want(status == 200 and data.startswith(begins), f"the chart of a part as {vorm}", status)
want(bytes_of(analyst, f"{kept}/bestand?vorm=svg&deel=2&tabel=99")[0] == 404,
     "no chart of a table that is not there")


def freeze(name, **more):
    status, _, text = analyst.ask("GET", kept + "/bevries")
    return send({"naam": name, "formulier": form_id(text), **more}, kept + "/bevries")


want(freeze("Vraag 63")[0] == 422, "a name of a release has its letters")
status, where, text = freeze("vraag-63-2022")
want(status == 303, "frozen", status, re.findall(r'class="error".*', text))
release = where.split("?")[0]
want(freeze("vraag-63-2022")[0] == 422, "a name is given once")
opened = {}
for vorm, ending in (("xlsx", "xlsx"), ("csv", "csv"), ("json", "json"), ("jsonstat", "jsonstat"),
                     ("html", "html"), ("tekst", "text")):
    status, _, opened[ending] = bytes_of(analyst, f"{release}/bestand?vorm={vorm}")
    want(status == 200 and opened[ending], f"the release as {vorm}")
    with open(f"opened.{ending}", "wb") as f:
        f.write(opened[ending])

# --- four eyes
text = analyst.ask("GET", release)[2]
want("Je maakte dit antwoord zelf" in text and "/nagekeken" not in text,
     "its author is not asked to validate")
judge = release + "/nagekeken"
status = send({"oordeel": "goed"}, judge)[0]
want(status == 403, "nor can the author do so without being asked", status)
evaluator = log_in(url, "evaluator", "vindplaats-demo")
want(evaluator.ask("POST", judge, {"csrf": evaluator.token(), "oordeel": "goed"})[0] == 403,
     "who may only ask does not validate")
other = log_in(url, "oproepbeheerder", "vindplaats-demo")
text = other.ask("GET", release)[2]
form = form_id(text)
want("Kijk na" in text, "somebody else is asked")
values = {"csrf": other.token(), "formulier": form}
want(other.ask("POST", judge, {**values, "oordeel": "terug"})[0] == 422,
     "who sends back says why")
want(other.ask("POST", judge, {**values, "oordeel": "goed"})[0] == 303, "validated")
want(other.ask("POST", judge, {**values, "oordeel": "goed"})[0] == 303, "the same form again")
want(other.ask("POST", judge, {"csrf": values["csrf"], "oordeel": "terug", "woorden": "neen"})[0]
     == 409, "what was judged is judged")

# --- a correction
analyst = log_in(url, "beleidsmedewerker", "vindplaats-demo")
token = analyst.token()
status, where, _ = freeze("vraag-63-2022-2", verbetert=release.rsplit("/", 1)[1])
want(status == 303, "a correction is another release", status)
second = where.split("?")[0]
want("nagekeken en goed" in analyst.ask("GET", release)[2],
     "the earlier stands until the correction is validated")
other = log_in(url, "oproepbeheerder", "vindplaats-demo")
form = form_id(other.ask("GET", second)[2])
want(other.ask("POST", second + "/nagekeken", {"csrf": other.token(), "formulier": form,
                                               "oordeel": "goed"})[0] == 303, "and it is")
text = other.ask("GET", release)[2]
want("vervangen door een verbetering" in text and second in html.unescape(text),
     "the earlier says which took its place")
want(bytes_of(other, release + "/bestand?vorm=xlsx")[2] == opened["xlsx"],
     "and keeps its bytes")
