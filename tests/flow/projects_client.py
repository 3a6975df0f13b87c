"""A project over HTTP: its figures as `ask` has them, money to the cent, targets, and a
report from its first day to its judgement.

    projects_client.py URL BINARY DATABASE
"""
import csv
import datetime
import io
import re
import subprocess
import sys
import urllib.parse
import urllib.request
import uuid
import xml.etree.ElementTree
import zipfile

from page_browser import form_of, log_in

url, binary, database = sys.argv[1:4]
ID = "[0-9a-f-]{36}"


def need(what, is_so, *shown):
    if not is_so:
        sys.exit("FAILED: " + what + "".join(f": {x}" for x in shown))
    print(f"ok: {what}")


def read_book(data):
    """{tab: rows} of a workbook, numbers as numbers; read by another program's rules."""
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    book = zipfile.ZipFile(io.BytesIO(data))
    need("a workbook is whole", book.testzip() is None)
    tree = {n: xml.etree.ElementTree.fromstring(book.read(n)) for n in book.namelist()
            if n.endswith(".xml")}
    texts = ["".join(t.text or "" for t in si.iter("{%(m)s}t" % names))
             for si in tree["xl/sharedStrings.xml"].findall("m:si", names)]
    tabs = [s.get("name") for s in tree["xl/workbook.xml"].find("m:sheets", names)]
    return {tab: [[texts[int(c.find("m:v", names).text)] if c.get("t") == "s"
                   else float(c.find("m:v", names).text) for c in row]
                  for row in tree[f"xl/worksheets/sheet{i + 1}.xml"].iter("{%(m)s}row" % names)]
            for i, tab in enumerate(tabs)}


class Visitor:
    def __init__(self, login):
        self.browser = log_in(url, login, "vindplaats-demo")

    def page(self, path, status=200):
        got, _, text = self.browser.ask("GET", path)
        if got != status:
            sys.exit(f"FAILED: GET {path}: {got}, expected {status}")
        return text

    def file(self, path):
        jar = "; ".join(f"{k}={v}" for k, v in self.browser.cookies.items())
        with urllib.request.urlopen(urllib.request.Request(
                url + path, headers={"Cookie": jar})) as reply:
            return reply.read()

    def send(self, path, values, status=303, form=None):
        """The page, or where it leads."""
        pairs = [("csrf", self.browser.token()), ("formulier", form or str(uuid.uuid4()))]
        got, leads, text = self.browser.ask("POST", path, pairs + list(values.items()))
        if got != status:
            sys.exit(f"FAILED: POST {path}: {got}, expected {status}: {text[-400:]}")
        return leads if status == 303 else text


def asked(questions):
    """The last value of each, as the program answers outside the web."""
    file = "".join(f'part {i + 1} "-"\n{q}\n' for i, q in enumerate(questions))
    out = subprocess.run([binary, "answer", "-", "--db", f"sqlite:{database}",
                          "--format", "csv"], check=True, capture_output=True,
                         input=file, text=True)
    last = {row["part"]: row["value"] for row in csv.DictReader(io.StringIO(out.stdout))}
    return [last[str(i + 1)] for i in range(len(questions))]


def need_same(what, figures):
    known = dict(zip(figures, asked(list(figures))))
    need(f"{what}: {len(figures)} figures as the program answers", figures == known,
         figures, known)


def links(text):
    """{question: number} of the figures of a page that lead to their question."""
    return {urllib.parse.unquote_plus(q): n.replace(".", "") for q, n in
            re.findall(r'kruistabel\?vraag=([^"]*)">([0-9.]+)</a>', text)}


def cents(words):
    return int(re.sub(r"[^0-9]", "", words))


def totals(text):
    row = re.search(r"(?s)<tr[^>]*>\s*<th[^>]*>Totaal.*?</tr>", text).group(0)
    return [cents(x) for x in re.findall(r"€[^<]*", row)]


leader, manager = Visitor("promotor"), Visitor("oproepbeheerder")
partner, auditor = Visitor("partner"), Visitor("auditor")
project = re.search(rf'href="(/projecten/{ID})"', leader.page("/projecten")).group(1)
elsewhere = next(p for p in re.findall(rf'href="(/projecten/{ID})"', manager.page("/projecten"))
                 if p != project)

# --- figures
overview = leader.page(project)
figures = links(overview)
need("a project shows what was counted", len(figures) == 5, figures)
need_same("a project", figures)
code = re.search(r"Nummer</dt><dd>(?:<bdi[^>]*>)?([^<]+)", overview).group(1)

# --- money
money = f"{project}/begroting"
before = totals(leader.page(money))
line = {"bron": "esf", "soort": "paid", "bedrag": "1.234,56", "dag": ""}
today = dict(form_of(leader.page(money + "/nieuw"), money + "/nieuw")[0])["dag"]
line["dag"] = today
for amount, cure in (("12.34.567", "Een punt staat voor drie cijfers"),
                     ("1,234", "hoogstens twee cijfers"), ("veel", "alleen cijfers"),
                     ("-5", "alleen cijfers"), ("", "Schrijf een bedrag"),
                     ("9" * 18, "te groot")):
    text = leader.send(money + "/nieuw", {**line, "bedrag": amount}, 422)
    need(f"an amount written as {amount[:6]!r} is refused in words", cure in text)
need("nothing of it was kept", totals(leader.page(money)) == before)
form = str(uuid.uuid4())
need("an amount is added", leader.send(money + "/nieuw", line, form=form).startswith(money))
leader.send(money + "/nieuw", line, form=form)
after = totals(leader.page(money))
need("once, to the cent, in its own column", after == before[:2] + [before[2] + 123456], after)
spent = f'sum euro paid where project = "{code}"'
need("and the desk has the same", cents(asked([spent])[0]) == after[2])
leader.send(f"{money}/{form}", {**line, "bedrag": "0,07"})
need("changed", totals(leader.page(money))[2] == before[2] + 7)
added = next(x for x in re.findall(rf'href="{money}/({ID})">[^<]*', leader.page(money))
             if "0,07" in leader.page(f"{money}/{x}"))
leader.send(f"{money}/{added}/weg", {})
need("taken away", totals(leader.page(money)) == before)

# --- targets
goals = f"{project}/doelen"
goal = {"maat": "ended-trajectories", "soort": "contractual", "getal": "12", "van": "",
        "tot": ""}
offered = form_of(leader.page(goals + "/nieuw"), goals + "/nieuw")[1]["maat"]
shown = leader.page(goals)
goal["maat"] = offered[-1]
text = leader.send(goals + "/nieuw", {**goal, "getal": ""}, 422)
need("a contractual target has a number", "Schrijf hoeveel" in text)
text = leader.send(goals + "/nieuw", {**goal, "getal": "een paar"}, 422)
need("written in digits", "Schrijf een geheel getal" in text)
form = str(uuid.uuid4())
leader.send(goals + "/nieuw", goal, form=form)
text = leader.page(goals)
need("a target is added", f"{goals}/{form}" in text and "<strong>12</strong>" in text)
need_same("targets", links(text))
leader.send(f"{goals}/{form}", {**goal, "getal": "34"})
text = leader.page(goals)
need("changed", "<strong>34</strong>" in text and "<strong>12</strong>" not in text)
now = (set(re.findall(rf"{goals}/({ID})", text)) - set(re.findall(rf"{goals}/({ID})", shown))).pop()
leader.send(f"{goals}/{now}/weg", {})
need("removed", re.findall(rf"{goals}/({ID})", leader.page(goals)) ==
     re.findall(rf"{goals}/({ID})", shown))
for visitor in (partner, auditor):
    visitor.page(goals)
    visitor.send(goals + "/nieuw", goal, 403)
    visitor.send(money + "/nieuw", line, 403)
print("ok: who takes part and who audits read, and change nothing")

# --- a report
reports = f"{project}/verslagen"
last = datetime.date.fromisoformat(today) - datetime.timedelta(days=30)
period = {"van": str(last - datetime.timedelta(days=90)), "tot": str(last)}
text = leader.send(reports + "/nieuw", {"van": period["tot"], "tot": period["van"]}, 422)
need("a period has an end after its beginning", "Kies een dag na de eerste dag" in text)
for visitor in (partner, auditor, manager):
    visitor.send(reports + "/nieuw", period, 403)
form = str(uuid.uuid4())
report = f"{reports}/{form}"
leader.send(reports + "/nieuw", period, form=form)
text = leader.page(report)
need("a report is opened, and is filled already", "wordt geschreven" in text and links(text))
need_same("the report", {q: n for q, n in links(text).items() if " rows " not in q})
tasks = re.search(r'(?s)id="taken">.*?</ul>', text).group(0)
need("its gaps are tasks with a link",
     re.search(rf"/personen/{ID}/gegevens/wijzig\?kenmerk=education", tasks))
need("no report before every part has words", "Dien dit verslag in" not in text)
need("nor by a request of one's own", leader.send(report + "/stap", {"stap": "handed_in"}, 422))


def missing(text):
    return int(re.search(r"ontbreken</dt><dd>(\d+)", text).group(1))


gap = re.search(rf'(/personen/{ID}/gegevens/wijzig\?kenmerk=education)', tasks).group(1)
path = gap.split("?")[0].replace("/wijzig", "/kenmerk")
values, offered = form_of(leader.page(gap), path)
answer = {**dict(values), "waarde": offered["waarde"][1], "stand": "known"}
open_gaps = missing(text)
status, leads, page = leader.browser.ask("POST", path, list(answer.items()))
need("a gap is filled where the task leads", status == 303, status, page[-300:])
need("and is one less", missing(leader.page(report)) == open_gaps - 1)

words = "Wat werkte: samen gaan.\tEn <b>dit</b>\\n \u2014 \u0633\u0644\u0627\u0645\nTweede regel."
leader.send(report + "/deel", {"deel": "lessons", "woorden": ""}, 422)
for part in re.findall(r"deel\?deel=(\w+)#", leader.page(report)):
    leader.send(report + "/deel", {"deel": part, "woorden": words})
text = leader.page(report)
need("parts are written, shown as typed", "En &lt;b&gt;dit&lt;/b&gt;\\n" in text)
step = {"stap": "handed_in"}
manager.send(report + "/stap", {"stap": "accepted"}, 422)
leader.send(report + "/stap", {"stap": "accepted"}, 403)
leader.send(report + "/stap", step)
text = leader.page(report)
need("handed in", "ingediend" in text and "byte voor byte" in text)
need("and written in no more", "deel?deel=" not in text)
leader.send(report + "/deel", {"deel": "lessons", "woorden": "anders"}, 409)
manager.send(report + "/stap", {"stap": "sent_back", "woorden": ""}, 422)
manager.send(report + "/stap", {"stap": "sent_back", "woorden": "Wat was het plan?"})
text = leader.page(report)
need("sent back with what it needs", "teruggestuurd" in text and "Wat was het plan?" in text)
leader.send(report + "/deel", {"deel": "plans", "woorden": "Een vaste dag."})
leader.send(report + "/stap", step)
files = {shape: leader.file(f"{report}/bestand?vorm={shape}") for shape in ("csv", "xlsx")}
text = leader.page(report)
rows = list(csv.DictReader(io.StringIO(files["csv"].decode()), delimiter=";"))
line_of = {(r["soort"], r["sleutel"]): r for r in rows}
need("a file has what was handed in", line_of["part", "plans"]["tekst"] == "Een vaste dag.")
need("words are whole in it", any("Tweede regel." in r["tekst"] and "\t" in r["tekst"]
                                  for r in rows))
need("its cover says whose it is, of which days and by whom",
     [line_of["cover", k]["tekst"] for k in ("project", "from", "to")] ==
     [code, period["van"], period["tot"]] and line_of["cover", "by"]["tekst"])
seal = line_of["cover", "seal"]["tekst"]
need("and the seal of what was handed in", re.fullmatch("[0-9a-f]{64}", seal), seal)

book = read_book(files["xlsx"])
need("a workbook has its tabs", list(book) ==
     ["Voorblad", "Hoofdstukken", "Cijfers", "Doelen", "Begroting"], list(book))
cover = {row[0]: row[1] for row in book["Voorblad"]}
need("a cover with project, days, who and when", cover["Nummer"] == code and
     cover["Zegel (BLAKE2b-256)"] == seal and cover["Stand"].startswith("Ingediend") and
     cover["Ingediend door"] == line_of["cover", "by"]["tekst"] and
     cover["Cijfers bevroren op"] and cover["Eerste dag"] and cover["Laatste dag"], cover)
parts = {}
for part, _, paragraph in book["Hoofdstukken"][1:]:
    parts.setdefault(part, []).append(paragraph)
need("words a chapter, a row a paragraph",
     len(parts) == sum(r["soort"] == "part" for r in rows) >= 5
     and ["Een vaste dag."] in parts.values() and "Tweede regel." in sum(parts.values(), []), parts)
figures = {(row[0], row[1]): (row[2], row[3]) for row in book["Cijfers"][1:]}
for r in rows:
    if r["soort"] in ("figure", "activity", "signal") and r["waarde"]:
        found = [v for (_, name), v in figures.items() if name == r["naam"] and v[1] == r["vraag"]]
        need(f"frozen figure {r['sleutel']} is a number in both", found == [(float(r["waarde"]), r["vraag"])],
             r, found)
need("a percentage is one", figures["Gegevens van deelnemers", "Volledigheid van hun gegevens"][0] ==
     float(line_of["record", "percent"]["waarde"]) / 100)
aims = [r for r in rows if r["soort"] == "target"]
need("targets stand beside what was reached", len(aims) == len(book["Doelen"]) - 1 >= 1)
for r, row in zip(aims, book["Doelen"][1:]):
    share = float(r["waarde"]) / float(r["streefcijfer"]) if r["streefcijfer"].isdigit() else "-"
    need(f"target {r['sleutel']}: {row[3]} of {row[1]}",
         row[0] == r["naam"] and row[3] == float(r["waarde"]) and
         str(row[1]).removesuffix(".0") == (r["streefcijfer"] or "-") and
         (row[4] == share or abs(row[4] - share) < 1e-9), r, row)
amounts = [c for c in book["Begroting"][-1][1:]]
need("money adds up to the cent, as the page has it",
     [round(100 * c) if c != "-" else 0 for c in amounts] == totals(leader.page(money)), amounts)
for k, kind in enumerate(("allocated", "committed", "paid")):
    sums = sum(round(100 * row[1 + k]) for row in book["Begroting"][1:-1] if row[1 + k] != "-")
    tidy = sum(round(100 * float(r["waarde"])) for r in rows
               if r["soort"] == "money" and r["sleutel"].endswith("-" + kind))
    need(f"sources of {kind} are the total, in both files",
         sums == tidy == totals(leader.page(money))[k], sums, tidy)
manager.send(report + "/stap", {"stap": "accepted", "woorden": "Dank."})
leader.send(money + "/nieuw", line)
leader.send(goals + "/nieuw", {**goal, "getal": "77"})
for visitor in (leader, manager, auditor, partner):
    text = visitor.page(report)
    need("accepted, and byte for byte what was handed in",
         "aanvaard" in text and "byte voor byte" in text)
    for shape, bytes_then in files.items():
        need(f"the {shape} stays the same, byte for byte",
             visitor.file(f"{report}/bestand?vorm={shape}") == bytes_then)
need("a later amount is told apart", re.search(r"ESF, uitbetaald: was €[^<]*, nu €", text))
manager.send(report + "/stap", {"stap": "sent_back", "woorden": "Toch niet."}, 422)

# --- others
other = elsewhere + "/verslagen/" + form
leader.page(elsewhere, 404)
leader.page(elsewhere + "/verslagen", 404)
leader.page(other, 404)
leader.page(other + "/bestand?vorm=csv", 404)
leader.send(other + "/stap", step, 404)
manager.page(elsewhere + "/verslagen")
manager.page(other, 404)
need("of a project of others a manager sees nothing", True)
auditor.send(report + "/stap", {"stap": "accepted"}, 403)
auditor.send(report + "/deel", {"deel": "lessons", "woorden": "x"}, 403)
need("who audits changes nothing", "<form method=\"post\"" not in
     re.search(r"(?s)<main.*</main>", auditor.page(report)).group(0))

# --- what it leaves behind, and visits
left = f"{project}/opbrengst"
made = {"naam": "Wegwijzer <b>opvang</b>", "soort": "tool", "tekst": "Eén blad per gemeente.",
        "link": "https://voorbeeld.example/wegwijzer?a=1&b=2", "licentie": "cc_by", "dag": today}
tomorrow = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=1))
for field, wrong, cure in (("naam", "", "Schrijf hoe het heet"), ("soort", "", "Kies wat het is"),
                           ("soort", "boek", "Kies wat het is"),
                           ("link", "javascript:alert(1)", "begint met https://"),
                           ("link", "ftp://x", "begint met https://"),
                           ("licentie", "mijn", "Kies uit de lijst"),
                           ("dag", tomorrow, "een dag die al voorbij is")):
    text = leader.send(left + "/nieuw", {**made, field: wrong}, 422)
    need(f"a product with {field} {wrong!r} is refused in words", cure in text)
    need("and what was typed stays", "Eén blad per gemeente." in text)
form = str(uuid.uuid4())
leader.send(left + "/nieuw", made, form=form)
leader.send(left + "/nieuw", made, form=form)
text = leader.page(left)
need("a product is there, once, as typed", text.count("Wegwijzer &lt;b&gt;opvang&lt;/b&gt;</bdi>") == 1)
need("its link leads there", 'href="https://voorbeeld.example/wegwijzer?a=1&amp;b=2"' in text)
for visitor in (manager, partner, auditor):
    text = visitor.page("/projecten/opbrengst?soort=tool")
    need("everybody who reads projects finds it", "Wegwijzer &lt;b&gt;" in text)
    need("and the kind narrows the list", "Wegwijzer" not in
         visitor.page("/projecten/opbrengst?soort=business_model"))
for visitor in (partner, auditor):
    visitor.send(left + "/nieuw", made, 403)
    visitor.send(f"{left}/{form}/weg", {}, 403)
manager.send(f"{elsewhere}/opbrengst/{form}/weg", {}, 404)
leader.page(elsewhere + "/opbrengst", 404)
visit = {"dag": today, "tekst": "Drie trajecten besproken.", "bijsturing": ""}
text = manager.send(f"{project}/bezoeken/nieuw", {**visit, "tekst": ""}, 422)
need("of a visit is said what was discussed", "Schrijf wat jullie bespraken" in text)
seen = str(uuid.uuid4())
manager.send(f"{project}/bezoeken/nieuw", visit, form=seen)
need("a visit is there for the project", "Drie trajecten besproken." in leader.page(left))
leader.send(f"{left}/{form}/weg", {})
manager.send(f"{project}/bezoeken/{seen}/weg", {})
text = leader.page(left)
need("both are taken back", "Wegwijzer" not in text and "Drie trajecten besproken.</" not in text)
leader.send(f"{left}/{form}/weg", {}, 404)
