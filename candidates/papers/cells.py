"""Cells that a spreadsheet shows as text, whatever stands in them (OWASP: CSV injection)."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula, blanks before it not counted."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS) else text
