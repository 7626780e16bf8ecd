"""Turns the translators' files into what gettext reads, without gettext on the machine."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def compile_translations() -> list[Path]:
    """Only those older than their source. Two at once do no harm: a file appears whole or not at all."""
    stale = [source for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    return [_compile(source) for source in stale]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    with open(source, "rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    draft = source.with_name(f"{source.stem}.{os.getpid()}.mo.new")
    with open(draft, "wb") as file:
        write_mo(file, catalog)
    return draft.replace(source.with_suffix(".mo"))
