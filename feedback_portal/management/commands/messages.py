"""python manage.py messages: collect every text a person reads into locale/*/LC_MESSAGES/django.po.

Babel reads the Python files; templates become Python-like text through Django's own templatize. No gettext needed.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

FLOORS = ("candidates", "spreekuur", "feedback_portal")
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Command(BaseCommand):
    help = "Collect every text a person reads into the catalogues of both languages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a translation is missing")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        found = collect(Path(settings.BASE_DIR))
        if check:
            self.refuse_gaps(found)
            return
        for language, _name in settings.LANGUAGES:
            path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
            missing = update(path, found, language=language)
            self.stdout.write(f"{language}: {len(found)} texts, {missing} without translation")

    def refuse_gaps(self, found: Catalog) -> None:
        for language, _name in settings.LANGUAGES:
            path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
            gaps = untranslated(found, path, language=language)
            if gaps:
                listed = "\n".join(map(repr, gaps))
                raise CommandError(f"{language}: {len(gaps)} texts without translation\n{listed}")


def untranslated(found: Catalog, path: Path, *, language: str) -> list[Any]:
    known = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    kept = {message.id: known.get(message.id, message.context) for message in found if message.id}
    return [ids for ids, message in kept.items() if message is None or message.fuzzy or not filled(message.string)]


def collect(root: Path) -> Catalog:
    """All texts of the code and the templates, in the order of their files."""
    catalogue = Catalog(charset="utf-8")
    for path in sources(root):
        name = str(path.relative_to(root))
        for line, function, message, _comments in texts(path):
            context, ids = split(function, message)
            if ids and (ids if isinstance(ids, str) else ids[0]):
                catalogue.add(ids, locations=[(name, line)], context=context, flags=flags(ids))
    return catalogue


def sources(root: Path) -> Iterator[Path]:
    for floor in FLOORS:
        yield from (p for p in sorted((root / floor).rglob("*.py")) if "migrations" not in p.parts)
    yield from (p for p in sorted((root / "templates").rglob("*")) if p.suffix in {".html", ".txt"})


def texts(path: Path) -> Iterator[Any]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return iter(extract_python(io.BytesIO(content.encode()), KEYWORDS, [], {}))
    readable = templatize(content)
    return iter(extract_javascript(io.BytesIO(readable.encode()), KEYWORDS, [], {}))


def split(function: str, message: Any) -> tuple[str | None, Any]:
    """(context, id or (singular, plural)) of what an extractor found."""
    parts = [part for part in (message if isinstance(message, tuple | list) else [message]) if isinstance(part, str)]
    context = parts.pop(0) if "pgettext" in function and parts else None
    if not parts:
        return context, None
    plural = function.startswith(("ngettext", "npgettext")) and len(parts) > 1
    return context, (parts[0], parts[1]) if plural else parts[0]


def flags(ids: Any) -> set[str]:
    return {"python-format"} if "%(" in (ids if isinstance(ids, str) else ids[0]) else set()


def update(path: Path, found: Catalog, *, language: str) -> int:
    """Keep what was translated, drop what is gone, say how many texts wait. English reads as the code does."""
    old = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, project="Feedback Portal", version="")
    for message in found:
        if message.id:
            kept = old.get(message.id, message.context)
            string = kept.string if kept and isinstance(kept.string, tuple) is message.pluralizable else None
            new.add(
                message.id,
                translation(message.id, string, language),
                message.locations,
                message.flags,
                context=message.context,
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, new, width=120, sort_output=True, include_lineno=False)
    return sum(not filled(m.string) for m in new if m.id)


def translation(ids: Any, kept: Any, language: str) -> Any:
    if filled(kept):
        return kept
    return ids if language == "en" else None


def filled(string: Any) -> bool:
    return bool(string) and (all(string) if isinstance(string, tuple) else True)
