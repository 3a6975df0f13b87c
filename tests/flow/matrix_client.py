"""Asks every route as everybody and writes who got what.

    matrix_client.py URL ROUTES LOGINS PASSWORD PERSON >matrix

ROUTES is what `vindplaats routes` prints, LOGINS a file with one login a line, PERSON
the id of somebody whom the first login accompanies. For each
route one block: its method and path, then for each kind of answer who got it. A GET is
asked with the ids of records that the first login sees, where its pages link to some; a
POST carries a genuine token against forgery and nothing else, so that it gets as far as
its page and changes next to nothing. `nobody` has no login.

An answer of the server that says it failed (500 and more) ends with status 1.
"""
import re
import sys

from page_browser import log_in

url, routes_path, logins_path, password, person = sys.argv[1:6]
NOBODYS = "018f0000-0000-7000-8000-00000000abcd"
# where the first login finds ids of each kind
LISTS = {"service": ["/sociale-kaart"], "place": ["/vindplaatsen"],
         "action": ["/acties", "/vindplaatsen"], "thread": ["/gesprekken"]}
PREFIX = {"service": "sociale-kaart", "place": "vindplaatsen", "action": "acties",
          "thread": "gesprekken"}


def word(status, where):
    """What kind of answer it is."""
    if status == 303 and where.startswith("/aanmelden/rol"):
        return "choose-role"
    if status == 303 and where.startswith("/aanmelden"):
        return "login"
    if status == 303 and where.startswith("/account/tweede-stap"):
        return "second-step"
    if 300 <= status < 400:
        return "done"
    return {200: "page", 400: "malformed", 403: "refused", 404: "not-there",
            429: "not-there",  # and whose address tried too many links waits
            422: "form-again"}.get(status, str(status))


def find_ids(browser):
    ids = {"person": person}
    for name, pages in LISTS.items():
        for page in pages:
            status, _, text = browser.ask("GET", page)
            found = re.search(rf'href="/{PREFIX[name]}/([0-9a-f-]{{36}})', text)
            if status == 200 and found:
                ids[name] = found.group(1)
                break
    return ids


def fold(kinds, logins):
    """Who got what, the kind that most got last and in one word."""
    most = max(kinds, key=lambda kind: (len(kinds[kind]), kind))
    for kind in sorted(kinds):
        if kind != most:
            yield f"{kind}: {' '.join(kinds[kind])}"
    rest = len(kinds[most])
    yield f"{most}: " + ("everybody" if rest == len(logins) + 1 else "the others")


def main():
    logins = open(logins_path, encoding="utf-8").read().split()
    routes = [line.split("\t")[:2] for line in open(routes_path, encoding="utf-8")]
    ids = find_ids(log_in(url, logins[0], password))
    browsers, tokens, got, failed = {}, {}, {}, []
    for login in ["nobody"] + logins:
        browsers[login] = log_in(url, login, password)
        tokens[login] = browsers[login].token()
    # what only reads first, so that nothing was changed yet
    for method in ("GET", "POST"):
        for verb, pattern in routes:
            if verb != method:
                continue
            path = re.sub(r":(\w+)", lambda m: ids.get(m.group(1), NOBODYS), pattern)
            for login in browsers:
                body = {"csrf": tokens[login]} if method == "POST" else None
                status, where, text = browsers[login].ask(method, path, body)
                if status >= 500:
                    failed.append(f"{method} {pattern} as {login}: {status}")
                got.setdefault((verb, pattern), {}).setdefault(word(status, where),
                                                               []).append(login)
                # who was logged out by it logs in again
                if method == "POST" and login != "nobody" and (
                        "sessie" not in browsers[login].cookies
                        or browsers[login].ask("GET", "/account")[0] != 200):
                    browsers[login] = log_in(url, login, password)
                    tokens[login] = browsers[login].token()
    for verb, pattern in routes:
        print(verb, pattern)
        for line in fold(got[verb, pattern], logins):
            print("    " + line)
    if failed:
        sys.exit("FAILED: " + "; ".join(failed))


main()
