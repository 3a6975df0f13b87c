"""Asks every route that has an id in its path for things that are not there.

    unknown_client.py URL ROUTES LOGINS PASSWORD PERSON STRANGER

ROUTES is what `vindplaats routes` prints, LOGINS a file with one login a line, PERSON
somebody whom the first login accompanies, STRANGER somebody who has a file elsewhere.
Each id of a path is in turn that of nothing, that of somebody else's, and malformed; the
others are those of PERSON. Who asks is each login that the route is for. The answer is
always 404 with the same words, for a page as for a form that is sent empty.
"""
import re
import sys

from page_browser import log_in

url, routes_path, logins_path, password, person, stranger = sys.argv[1:7]
NOTHING = "018f0000-0000-7000-8000-00000000abcd"
MALFORMED = ["1", "nieuwst", NOTHING[:-1], NOTHING + "0", NOTHING.replace("-", ""),
             NOTHING[:-1] + "g", NOTHING[:-1] + "%C3%A9", "%27", "%25", NOTHING.upper()]
# what is somebody's own is not told apart from what is nobody's
WORDS = "Deze bladzijde is er niet"
# a link of a guest that is none; whose address tries many waits, with the same words
WORDS_OF_LINK = "Deze link werkt niet meer"


def others(name):
    """Values of an id that lead nowhere for these logins."""
    yield "nothing", NOTHING
    yield "the person", stranger if name == "person" else person
    for text in MALFORMED:
        yield "malformed " + text, text


def path_of(pattern, name, value):
    """With one id replaced; all others are those of the person, or of nothing."""
    known = {"person": person}
    return re.sub(r":([\w-]+)", lambda m: value if m.group(1) == name
                  else known.get(m.group(1), NOTHING), pattern)


def main():
    logins = open(logins_path, encoding="utf-8").read().split()
    routes = [line.split("\t")[:2] for line in open(routes_path, encoding="utf-8")]
    routes = [r for r in routes if ":" in r[1]]
    browsers = {login: log_in(url, login, password) for login in logins}
    tokens = {login: browsers[login].token() for login in logins}
    wrong, asked, unasked = [], 0, []
    for method, pattern in routes:
        is_for_somebody = False
        for name in re.findall(r":([\w-]+)", pattern):
            for kind, value in others(name):
                path = path_of(pattern, name, value)
                for login in logins:
                    body = {"csrf": tokens[login]} if method == "POST" else None
                    status, _, text = browsers[login].ask(method, path, body)
                    if status == 403 and not kind.startswith("malformed"):
                        continue  # not the work of this login
                    asked += 1
                    is_for_somebody = True
                    is_data = pattern.startswith("/hsds/")  # for programs: JSON says it
                    is_link = name == "token" and WORDS_OF_LINK in text
                    if is_link and status in (404, 429):
                        break
                    if status != 404 or not (is_data or WORDS in text):
                        wrong.append(f"{method} {pattern}: {status} as {login} with "
                                     f"{kind} for {name}")
                    # somebody is enough: the others are asked by the matrix
                    if status == 404:
                        break
        if not is_for_somebody:
            unasked.append(f"{method} {pattern}")
    for line in wrong:
        print("FAULT:", line, file=sys.stderr)
    if unasked:
        sys.exit("FAILED: nobody may ask " + ", ".join(unasked))
    if wrong:
        sys.exit(f"FAILED: {len(wrong)} answers")
    print(f"ok: {len(routes)} routes with an id, asked {asked} times for what is not there")


main()
