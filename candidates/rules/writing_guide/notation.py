"""The small language the rules are written in, read into phrases.

A phrase is a row of words: `je` (this word, or a form of it), `=je` (exactly this), `{trait}` (a word of that list),
`a|b|{c}` (one of these), `<hired>` (any phrase of that name), `(x)` (may be there), `..` (up to three words), `...` (up
to nine), `!x` (here no x), `^` (start of the stretch), `$` (end of a clause).
"""

from collections.abc import Iterable, Mapping

from candidates.rules.writing_guide.patterns import Phrase, Step

GAPS = {"..": 3, "...": 9}


def compile_phrase(text: str, named: Mapping[str, tuple[Phrase, ...]]) -> Phrase:
    items = text.split()
    opens = items[0] == "^"
    if items[-1].startswith("(") or any(item.count("(") != item.count(")") for item in items):
        raise ValueError(f"parentheses hold one word that may be left out, never the last: {text}")
    steps = tuple(_step(item, named) for item in (items[1:] if opens else items))
    if not any(step.is_sure() for step in steps):
        raise ValueError(f"a phrase needs one word that must be there: {text}")
    needs = tuple(step.features for step in steps if step.is_sure() and not step.named)
    return Phrase(text, steps, opens, needs)


def _step(item: str, named: Mapping[str, tuple[Phrase, ...]]) -> Step:
    if item in GAPS:
        return Step(gap=GAPS[item])
    choices = item.strip("!()").split("|")
    names = tuple(choice[1:-1] for choice in choices if choice.startswith("<"))
    return Step(
        features=frozenset(choice for choice in choices if choice != "$" and not choice.startswith("<")),
        named=tuple((name, named[name]) for name in names),
        here_not=item.startswith("!"),
        optional=item.startswith("("),
        or_end="$" in choices,
    )


def literals(phrases: Iterable[Phrase]) -> set[str]:
    """The bare words and wildcards of these phrases, to be entered in the vocabulary."""
    steps = [step for phrase in phrases for step in phrase.steps]
    return {feature for step in steps for feature in step.features if not feature.startswith("{")}
