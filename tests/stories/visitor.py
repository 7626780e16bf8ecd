"""Somebody with a browser without scripts: follows links, fills in forms, keeps cookies."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

SECONDS = 20  # to wait for a page


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Page:
    url: str
    status: int
    source: str

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def words(self) -> str:
        reader = _Words()
        reader.feed(self.source)
        return " ".join(" ".join(reader.said).split())

    def form(self, *names: str) -> Form:
        """The one that asks for these."""
        reader = _Forms()
        reader.feed(self.source)
        (only,) = [form for form in reader.forms if set(names) <= set(form.fields)]
        return only


class Visitor:
    def __init__(self, home: str) -> None:
        self.home = home
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def see(self, place: str) -> Page:
        return self._ask(Request(urljoin(self.home, place)))

    def send(self, page: Page, **answers: object) -> Page:
        """Fills in the form of this page that asks for these, as a person would: what they leave alone stays."""
        names = [name for name in answers if name not in ("do", "next")]  # these are buttons
        form = page.form(*names)
        body = urlencode(form.fields | {name: str(value) for name, value in answers.items()}).encode()
        return self._ask(Request(urljoin(page.url, form.action), data=body))

    def log_in(self, email: str, password: str) -> Page:
        return self.send(self.see("/account/login/"), login=email, password=password)

    def _ask(self, request: Request) -> Page:
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return Page(answer.url, answer.status, answer.read().decode())
        except HTTPError as refused:
            return Page(refused.url or "", refused.code, refused.read().decode())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif (self.forms and given.get("name")) or tag == "option":
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += re.sub(r"^\r?\n", "", data)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if tag == "textarea":
            self._area = given["name"]
            fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and (self._select not in fields or "selected" in given):
            fields[self._select] = given.get("value", "")
        elif tag == "input" and given.get("type") != "submit":
            self._input(fields, given)

    def _input(self, fields: dict[str, str], given: dict[str, str]) -> None:
        if given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                fields[given["name"]] = given.get("value", "on")
            else:
                fields.setdefault(given["name"], "")
        else:
            fields[given["name"]] = given.get("value", "")
