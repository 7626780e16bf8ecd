"""The one style sheet of a candidate's pages: those of _head.html together, so that a first visit asks once."""

from pathlib import Path

from django.conf import settings

FOLDER = Path("static") / "feedback_portal"
DARK = "@media screen and (prefers-color-scheme: dark) {\n%s}\n"


def public_sheet() -> Path:
    return settings.BASE_DIR / FOLDER / "public.css"


def public_css() -> str:
    """A candidate has no setting of their own: dark is what their device says."""
    tokens, dark, ground, portal = (_read(name) for name in ("tokens", "tokens-dark", "ground", "portal"))
    return tokens + DARK % dark + ground + portal


def _read(name: str) -> str:
    return (settings.BASE_DIR / FOLDER / f"{name}.css").read_text(encoding="utf-8")
