"""As much of a browser as stories over HTTP need: cookies, forms, a login."""
import html.parser
import http.client
import re
import sys
import urllib.parse


class Browser:
    """A cookie jar and a connection."""

    def __init__(self, url):
        host = urllib.parse.urlparse(url)
        self.url = url
        self.cookies = {}
        self.link = http.client.HTTPConnection(host.hostname, host.port, timeout=60)

    def ask(self, method, path, body=None, more=None):
        """Status, where it leads, and the page."""
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                **(more or {})}
        if isinstance(body, (dict, list)):
            head["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(body)
        try:
            self.link.request(method, path, body, head)
            reply = self.link.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):
            # a kept connection was ended while nothing was asked: nothing was taken
            self.link.close()
            self.link.request(method, path, body, head)
            reply = self.link.getresponse()
        text = reply.read().decode(errors="replace")
        self.fields = reply.headers  # of the last answer
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return reply.status, reply.headers.get("Location", ""), text

    def ask_raw(self, path, body, kind="application/x-www-form-urlencoded"):
        """A form of these very bytes."""
        return self.ask("POST", path, body, {"Content-Type": kind})

    def token(self):
        """Of any form that this browser is shown."""
        for path in ("/account", "/aanmelden"):
            found = re.search(r'name="csrf" value="([^"]+)"', self.ask("GET", path)[2])
            if found:
                return found.group(1)
        sys.exit("FAILED: no form with a token is shown")


def log_in(url, login, password):
    """A browser in which somebody is logged in; `nobody` is not."""
    browser = Browser(url)
    if login != "nobody":
        form = {"csrf": browser.token(), "aanmelding": login, "wachtwoord": password}
        status, where, text = browser.ask("POST", "/aanmelden", form)
        if status != 303 or "sessie" not in browser.cookies:
            sys.exit(f"FAILED: {login} cannot log in: {status} {text[:200]}")
        if where.startswith("/aanmelden/rol"):
            choose_role(browser)
    return browser


def choose_role(browser):
    text = browser.ask("GET", "/aanmelden/rol")[2]
    found = re.search(r'name="([^"]+)" type="radio" value="([^"]+)"|'
                      r'type="radio"[^>]*name="([^"]+)"[^>]*value="([^"]+)"|'
                      r'<button[^>]*name="([^"]+)" value="([^"]+)"', text)
    if found:
        name, value = [g for g in found.groups() if g]
        browser.ask("POST", "/aanmelden/rol", {"csrf": browser.token(), name: value})


class FormReader(html.parser.HTMLParser):
    """What a browser would send of the form with this action, touched by nobody; and what
    its lists offer."""

    def __init__(self, action):
        super().__init__()
        self.action, self.inside = action, False
        self.sent, self.offered = [], {}
        self.chosen = self.area = None

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.inside = a.get("action", "").split("?")[0] == self.action
        if not self.inside:
            return
        name, kind = a.get("name"), a.get("type")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in a):
            self.sent.append((name, a.get("value", "")))
        elif tag == "select":
            self.chosen, self.offered[name] = [name, ""], []
        elif tag == "option" and self.chosen:
            self.offered[self.chosen[0]].append(a.get("value", ""))
            if "selected" in a:
                self.chosen[1] = a.get("value", "")
        elif tag == "textarea":
            self.area = [name, ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "select" and self.chosen:
            self.sent.append(tuple(self.chosen))
            self.chosen = None
        elif tag == "textarea" and self.area:
            self.sent.append(tuple(self.area))
            self.area = None
        elif tag == "form":
            self.inside = False


def form_of(text, action):
    """([(name, value)], {name of a list: [values]}) of a form on this page."""
    reader = FormReader(action)
    reader.feed(text)
    if not reader.sent:
        sys.exit(f"FAILED: there is no form for {action}")
    return reader.sent, reader.offered
