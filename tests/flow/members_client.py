"""The members of the cells of a table: members_client.py ADDRESS."""
import html
import re
import sys
import urllib.parse

from page_browser import log_in

url = sys.argv[1]
CROSS, MEMBERS = "/cijfers/kruistabel", "/cijfers/leden"
REACHED = "count persons reached during 2026 rows province columns sex"


def want(is_so, what, *found):
    if not is_so:
        sys.exit(f"FAILED: {what}: {' '.join(str(f)[:400] for f in found)}")
    print(f"ok: {what}")


def members_path(question, row="", column="", first=0):
    return MEMBERS + "?" + urllib.parse.urlencode(
        {"vraag": question, "rij": row, "kolom": column, "vanaf": first})


def numbers(text):
    """What the page says: how many the table counts (None: nothing), and how many open."""
    said = re.search(r"De tabel telt er (\d+)\. Jij kan er (\d+) dossiers van openen", text)
    if said:
        return int(said.group(1)), int(said.group(2))
    said = re.search(r"De tabel toont hier geen getal.* horen er (\d+) hierbij", text)
    if not said:
        want(False, "the page says how many one may open", text[-1500:])
    return None, int(said.group(1))


def members(browser, question, row="", column=""):
    """All members over all pages, and the numbers."""
    found, first, n, n_open = [], 0, None, None
    while True:
        status, _, text = browser.ask("GET", members_path(question, row, column, first))
        if status != 200:
            want(False, "the page of members", status, question)
        n, n_open = numbers(text)
        here = re.findall(r'<li><a href="/personen/([0-9a-f-]{36})">', text)
        found += here
        first += 25
        if len(here) < 25 or first >= n_open:
            break
    if len(found) != n_open or len(set(found)) != n_open:
        want(False, "as many are listed as are said", len(found), n_open)
    return n, found


def cells(text):
    """Every number of the table with where it leads: (row, column) -> number."""
    out = {}
    for href, number in re.findall(r'<td><a href="(/cijfers/leden\?[^"]+)">([\d.]+)</a>', text):
        at = urllib.parse.parse_qs(html.unescape(href).split("?")[1], keep_blank_values=True)
        out[at["rij"][0], at["kolom"][0]] = int(number.replace(".", ""))
    return out


coordinator = log_in(url, "netwerkcoordinator", "vindplaats-demo")
partner = log_in(url, "partner", "vindplaats-demo")
analyst = log_in(url, "beleidsmedewerker", "vindplaats-demo")

# --- every number leads to its members
status, _, text = coordinator.ask("GET", CROSS + "?" + urllib.parse.urlencode({"vraag": REACHED}))
shown = cells(text)
want(status == 200 and ("", "") in shown and len(shown) > 4, "numbers are links", status, shown)
by_cell, mine = {}, set()
for at, number in shown.items():
    n, found = members(coordinator, REACHED, *at)
    if n != number or len(found) > n:
        want(False, "the page repeats the number of the table", at, number, n, len(found))
    by_cell[at] = set(found)
    mine |= by_cell[at]
want(mine and mine == by_cell["", ""], "the total has everybody of the cells, once",
     len(mine), len(by_cell["", ""]))
leaves = [s for (row, column), s in by_cell.items() if row and column]
want(sum(map(len, leaves)) == len(mine), "and each stands in one leaf", len(leaves))
for person in sorted(mine)[:3]:
    want(coordinator.ask("GET", f"/personen/{person}")[0] == 200, "who is listed opens")

# --- another organisation: its own, and of these no other
_, theirs = members(partner, REACHED)
for person in sorted(mine - set(theirs))[:3]:
    want(partner.ask("GET", f"/personen/{person}")[0] == 404, "who is not listed is not there")
want(all(partner.ask("GET", f"/personen/{p}")[0] == 200 for p in theirs[:3]),
     "who is listed there opens there")

# --- what is protected keeps its size, also in a difference of two tables
hidden = REACHED + " protect threshold 5"
n, found = members(coordinator, hidden)
want(n is None and set(found) == mine, "withheld: own files, and no number of others", n)
rows = "count persons reached rows municipality columns sex"
protected = rows + " protect threshold 5"
_, _, page = analyst.ask("GET", CROSS + "?" + urllib.parse.urlencode({"vraag": rows}))
strange = [None, None]
for code in ("44021", "99999"):
    text = partner.ask("GET", members_path(protected, code, "f"))[2]
    strange[code == "99999"] = re.sub(r"44021|99999", "", text[text.index("<h1"):text.index("</main>")])
n_some, some = members(partner, rows, "44021", "f")
want(some or n_some, "somebody stands in that cell", n_some)
want(bool(some) or re.sub(r"<dl.*?</dl>", "", strange[0], flags=re.S) ==
     re.sub(r"<dl.*?</dl>", "", strange[1], flags=re.S),
     "a cell of strangers looks as a cell that does not exist")

# --- a category that the role may not see shows nobody
n, found = members(coordinator, "count conditions")
want(n and not found, "barriers are not for a coordinator, nor is who has them", n, len(found))

# --- who sees figures only
status, _, text = analyst.ask("GET", members_path(REACHED))
want(status == 200 and "cijfers, geen mensen" in text and "/personen/" not in text,
     "an analyst reads why there is no list", status)
status, _, text = analyst.ask("GET", CROSS + "?" + urllib.parse.urlencode({"vraag": REACHED}))
want(not cells(text) and MEMBERS in text, "and one link, none in each cell")
status, _, text = coordinator.ask("GET", members_path("count signals rows barrier"))
want(status == 200 and "telt geen mensen" in text, "signals have no members", status)
guide = log_in(url, "toeleider", "vindplaats-demo")
want(guide.ask("GET", members_path(REACHED))[0] == 403, "the desk is not for guides")
want(coordinator.ask("GET", members_path("count persns"))[0] in (400, 422),
     "a question with a mistake is refused")
want(coordinator.ask("GET", MEMBERS + "?vraag=count+persons&tabel=x")[0] == 404,
     "a table that is not there is not there")

# --- the look is in the log of the person
person = sorted(mine)[0]
status, _, text = coordinator.ask("GET", f"/personen/{person}/logboek")
want(status == 200 and "zag het dossier achter een cijfer" in text, "the look is logged", status)
