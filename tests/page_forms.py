"""The forms of a page as a browser sees them: where they go, and what stands in their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = ("text", "email", "tel", "number", "search", "date", "time", "datetime-local", "textarea")


@dataclass
class PageForm:
    action: str
    typed: dict[str, str] = field(default_factory=dict)  # fields in which somebody types
    kinds: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)  # hidden fields, ticks, choices, and the first button

    def filled(self) -> dict[str, str]:
        """Something of its own in each field, as a person might type it."""
        return {name: _example(kind, number) for number, (name, kind) in enumerate(self.kinds.items(), start=1)}


def forms_of(html: str) -> list[PageForm]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def _example(kind: str, number: int) -> str:
    day = f"2026-12-{number:02d}"
    exact = {"email": f"kanarie{number}@example.org", "tel": f"06 123456{number:02d}", "number": str(10 + number)}
    clock = {"date": day, "time": f"09:{number:02d}", "datetime-local": f"{day}T09:30"}
    return (exact | clock).get(kind, f"Kanarie {number}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method") == "post":
            self._form = PageForm(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form:
            self._take(self._form, tag, given, is_set=bool({"checked", "selected"} & dict(attributes).keys()))

    def _take(self, form: PageForm, tag: str, given: dict[str, str], *, is_set: bool) -> None:
        name, kind = given.get("name", ""), given.get("type", tag)
        if tag == "textarea":
            self._area, form.typed[name], form.kinds[name] = name, "", tag
        elif tag == "select":
            self._select = name
        elif tag == "option" and is_set:
            form.chosen.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "input" and kind in TYPED:
            form.typed[name], form.kinds[name] = given.get("value", ""), kind
        elif tag == "input" and (kind == "hidden" or is_set):
            form.chosen.setdefault(name, []).append(given.get("value", ""))
        elif tag == "button" and name:
            form.chosen.setdefault(name, [given.get("value", "")])

    def handle_data(self, data: str) -> None:
        if self._form and self._area:
            self._form.typed[self._area] += data.removeprefix("\n").replace("\r\n", "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._form = None
