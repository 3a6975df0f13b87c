"""Weighs every page a guide reaches by links, as a phone would fetch it the first time.

    weight_client.py URL ROUTES LOGIN PASSWORD MOST_BYTES

ROUTES is what `vindplaats routes` prints. A page weighs its own bytes as they travel
(gzip) and those of each stylesheet, script, font and picture it names, and that its
stylesheets name, once. Of each route up to three addresses are weighed. Prints the
heaviest; ends with status 1 when one weighs more than MOST_BYTES, when a page of text
does not travel compressed, or when hardly any page was found.
"""
import gzip
import re
import sys

from page_browser import log_in

url, routes_path, login, password, most_bytes = sys.argv[1:6]
EACH, FEWEST_ROUTES, SMALL = 3, 40, 1400
STARTS = ["/veld", "/meer", "/dossiers", "/dossiers?wie=alle", "/nazorg",
          "/nazorg?van=organisatie", "/vindplaatsen", "/account", "/"]


def fetch(browser, path):
    """Status, kind, bytes that travelled and text; None where it leads elsewhere."""
    head = {"Cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items()),
            "Accept-Encoding": "gzip"}
    browser.link.request("GET", path, None, head)
    reply = browser.link.getresponse()
    body = reply.read()
    is_packed = reply.headers.get("Content-Encoding") == "gzip"
    plain = gzip.decompress(body) if is_packed else body
    kind = reply.headers.get("Content-Type", "")
    return reply.status, kind, len(body), plain.decode(errors="replace"), is_packed


def patterns():
    rows = []
    for line in open(routes_path, encoding="utf-8"):
        found = re.search(r"\bGET\s+(/\S*)", line)
        if found:
            as_re = re.sub(r":[\w-]+", "[0-9a-f]{8}-[0-9a-f-]{27}",
                           re.escape(found.group(1)).replace(r"\-", "-"))
            rows.append((found.group(1), re.compile(f"^{as_re}$")))
    return sorted(rows, key=lambda row: row[0].count(":"))


class Weigher:
    def __init__(self, browser):
        self.browser, self.parts, self.faults = browser, {}, []

    def part(self, path):
        """Of a stylesheet, script or picture: its bytes, and those it asks for."""
        if path not in self.parts:
            self.parts[path] = {}
            status, kind, size, text, _ = fetch(self.browser, path)
            if status != 200:
                self.faults.append(f"{path} is named by a page and answers {status}")
            found = {path: size}
            if kind.startswith("text/css"):
                for inner in re.findall(r"url\(['\"]?(/[^)'\"]+)", text):
                    found.update(self.part(inner))
            self.parts[path] = found
        return self.parts[path]

    def page(self, path):
        """Weight and text of a page; None when it is none."""
        status, kind, size, text, is_packed = fetch(self.browser, path)
        if status != 200 or not kind.startswith("text/html"):
            return None
        if not is_packed and size > SMALL:
            self.faults.append(f"{path} travels uncompressed: {size} bytes")
        parts = {}
        for named in re.findall(r'<(?:link|script|img|source|use)\b[^>]*?'
                                r'\b(?:href|src)="(/[^"#]*)', text):
            if not re.search(rf'rel="(?:canonical|alternate)"[^>]*{re.escape(named)}', text):
                parts.update(self.part(named))
        return size + sum(parts.values()), size, text


def main():
    weigher = Weigher(log_in(url, login, password))
    rows, queue, seen = patterns(), list(STARTS), set()
    taken, weights = {}, []
    while queue:
        address = queue.pop(0)
        path = re.split(r"[?#]", address)[0]
        route = next((name for name, fits in rows if fits.match(path)), None)
        if address in seen or route is None or re.match(r"/(taal|afmelden|s/)", path):
            continue
        seen.add(address)
        if len(taken.get(route, [])) >= EACH:
            continue
        weighed = weigher.page(address)
        if not weighed:
            continue
        taken.setdefault(route, []).append(address)
        weights.append((weighed[0], weighed[1], route))
        queue += [found.replace("&amp;", "&")
                  for found in re.findall(r'\shref="(/[^"]*)"', weighed[2])]
    weights.sort(reverse=True)
    for whole, own, route in weights[:5]:
        print(f"{whole} bytes, of which {own} its own: {route}")
    for whole, _, route in weights:
        if whole > int(most_bytes):
            weigher.faults.append(f"{route} weighs {whole} bytes, at most {most_bytes}")
    if len(taken) < FEWEST_ROUTES:
        weigher.faults.append(f"only {len(taken)} kinds of pages were reached")
    if weigher.faults:
        sys.exit("FAILED: " + "; ".join(weigher.faults[:10]))
    print(f"{len(weights)} pages of {len(taken)} kinds, the heaviest {weights[0][0]} bytes")


main()
