"""The forms of a page as a browser has them: fields with their values, and filled in."""
import html.parser


class Field:
    def __init__(self, name, kind, value="", is_chosen=False):
        self.name, self.kind, self.value, self.is_chosen = name, kind, value, is_chosen


class Form:
    def __init__(self, action, method):
        self.action, self.method, self.fields = action, method, []

    def visible(self):
        return [f for f in self.fields if f.kind not in ("hidden", "submit")]

    def values(self):
        """What is sent: pairs, of choices those that are chosen; no file, no button."""
        return [(f.name, f.value) for f in self.fields
                if f.is_chosen or f.kind not in ("radio", "checkbox", "option", "submit", "file")]

    def fill(self, mark):
        """Something in every field that its page did not put there."""
        last = {}
        for i, f in enumerate(self.visible()):
            if f.kind in ("radio", "option"):
                f.is_chosen = False
                last[f.name] = f
            elif f.kind == "checkbox":
                f.is_chosen = True
            elif f.kind == "date":
                f.value = "2026-11-%02d" % (i % 20 + 1)
            elif f.kind == "time":
                f.value = "10:%02d" % (i % 60)
            elif f.kind != "file":
                f.value = f"{mark} {i} <b>& \u00e9\u0642"
        for f in last.values():
            f.is_chosen = True


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.area, self.select = [], None, None, None
        self.is_main = False

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "main":
            self.is_main = True
        if tag == "form" and self.is_main:
            self.form = Form(a.get("action", ""), a.get("method", "get"))
            self.forms.append(self.form)
        if not self.form:
            return
        if tag == "input":
            self.form.fields.append(Field(a.get("name"), a.get("type", "text"),
                                          a.get("value") or "", "checked" in a))
        elif tag == "textarea":
            self.area = Field(a.get("name"), "area")
            self.form.fields.append(self.area)
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select:
            self.form.fields.append(Field(self.select, "option", a.get("value") or "",
                                          "selected" in a))
        elif tag == "button":
            self.form.fields.append(Field(a.get("name"), "submit", a.get("value") or ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            # a browser drops the line break right after the tag
            self.area.value = self.area.value.removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "main":
            self.is_main = False

    def handle_data(self, data):
        if self.area:
            self.area.value += data


def forms_of(text):
    """Forms within <main>, in order."""
    reader = Reader()
    reader.feed(text)
    return reader.forms
