"""An outreach action of many partners and headcounts, over HTTP: rows are added without
script, and saving the form as it stands changes nothing.

    action_client.py ADDRESS PASSWORD

Prints a line for each thing proved; ends at the first that fails."""
import re
import sys
from page_browser import form_of, log_in

ADDRESS, PASSWORD = sys.argv[1:3]
PARTNERS, COUNTS = 9, 11
guide = log_in(ADDRESS, "toeleider", PASSWORD)


def want(found, expected, words):
    if found != expected:
        sys.exit(f"FAILED: {words}: expected {expected!r}, found {found!r}")


def with_row(path, sent, name):
    """The form again, with one row more and all that was in it."""
    status, _, text = guide.ask("POST", path, sent + [("rij", name)])
    want(status, 200, "a row is added")
    again, offered = form_of(text, path)
    token = ("csrf", "formulier")
    lost = [x for x in sent if x[1] and x[0] not in token and x not in again]
    want(lost, [], "what was typed before a row was added")
    return again, offered


def fill(sent, name, value):
    at = [i for i, (n, _) in enumerate(sent) if n == name]
    if not at:
        return False
    sent[at[0]] = (name, value)
    return True


def shown(path):
    """What the page of the action says, without its chrome and its token."""
    status, _, text = guide.ask("GET", path)
    want(status, 200, "the action is shown")
    return re.search(r"<main.*?</main>", text, re.S)[0]


path = "/acties/nieuw"
sent, offered = form_of(guide.ask("GET", path)[2], path)
fill(sent, "van", "2026-03-02")
sent.append(("soort", "flyering"))
fill(sent, "aanbodplaats", "local_organisation")
fill(sent, "aanbod", "adapted")
fill(sent, "dimensie", "both")
organisations = [v for v in offered["partner1"] if v]
groups = [v for v in offered["groep1"] if v]
n_added = 0
for i in range(1, PARTNERS + 1):
    while not fill(sent, f"partner{i}", organisations[i]):
        sent, _ = with_row(path, sent, "partner")
        n_added += 1
for i in range(1, COUNTS + 1):
    while not fill(sent, f"aantal{i}", str(100 + i)):
        sent, _ = with_row(path, sent, "aantal")
        n_added += 1
    fill(sent, f"groep{i}", groups[i])
# one of them counts people who did not want to be registered
sent.append(("weigerden3", "ja"))
fill(sent, "geweigerd", "7")
if n_added == 0:
    sys.exit("FAILED: the form had rows enough; nothing was proved")
status, where, _ = guide.ask("POST", path, sent)
want(status, 303, "the action is kept")
action = where.split("?")[0]
before = shown(action)
want(before.count("<td class=\"number\">"), COUNTS + 2, "rows of people reached")
total = sum(100 + i for i in range(1, COUNTS + 1)) + 7
want(str(total) in before, True, "people reached together")
want("aangepast aan de doelgroep" in before, True, "the typology is shown")
listed = [action in shown(f"/acties?jaar=2026&{x}&vanaf={n}") for x in
          ("aanbod=adapted&aanbodplaats=local_organisation&dimensie=both",
           "aanbod=standard") for n in (0, 50, 100)]
want((any(listed[:3]), any(listed[3:])), (True, False), "the list keeps to a typology")
print(f"an action of {PARTNERS} partners and {COUNTS + 1} headcounts, {n_added} rows added "
      "without script")

path = action + "/wijzig"
sent, _ = form_of(guide.ask("GET", path)[2], path)
status, where, _ = guide.ask("POST", path, sent)
want((status, where.split("?")[0]), (303, action), "the form is saved as it stands")
want(shown(action), before, "what was not changed")
print("saved as it stands, nothing is lost")

sent, _ = form_of(guide.ask("GET", path)[2], path)
fill(sent, "partner2", "")
fill(sent, "aantal9", "1000")
want(guide.ask("POST", path, sent)[0], 303, "one partner less, one number changed")
after = shown(action)
want(str(total - 109 + 1000) in after, True, "people reached after a change")
sent, _ = form_of(guide.ask("GET", path)[2], path)
want(len([v for n, v in sent if n.startswith("partner") and v]), PARTNERS - 1, "partners")
print("one partner taken away and one number changed, the others stay")
