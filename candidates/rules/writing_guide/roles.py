"""Which roles one sentence of a message plays: what its words say, and what it may be when they do not say it."""

ROLE_CONTEXTS = (
    "reason",
    "cause",
    "told_why",
    "requirement",
    "positive",
    "not_positive",
    "hollow_praise",
    "rich",
    "deficit",
    "limit",
    "no_lack",
    "turn",
    "decision",
    "polite_only",
    "header",
    "named",
    "specific",
    "advice",
    "aside",
    "about_you",
)
NO = frozenset({"decision", "deficit", "requirement", "limit"})


def said(found: set[str], judged: set[str]) -> set[str]:
    """The roles a sentence shows in so many words. Courtesy gives no reason, and flattery by comparison is praise."""
    roles = found & {"decision", "named"}
    if "polite_only" not in found:
        roles |= found & ({"requirement"} if found.isdisjoint({"specific", "about_you"}) else {"reason", "requirement"})
        if "cause" in found and (judged or not found.isdisjoint(NO)):
            roles.add("reason")
    elif "deficit" in found:
        roles |= found & {"requirement"}
    if "decision" in found and "requirement" not in found:
        roles = _why_not(found, roles)
    praised = _praises(found)
    if "comparison" in judged and "specific" in found and not (praised and "about_you" in found):
        roles.add("comparison")
    return roles | {"positive"} if praised else roles


def _why_not(found: set[str], roles: set[str]) -> set[str]:
    """A decision gives a reason only in words of its own: 'you were not selected for an interview' gives none."""
    if "rich" not in found and not {"cause", "specific"} <= found:
        return roles - {"reason"}
    return roles | {"reason"} if "told_why" in found else roles


def _praises(found: set[str]) -> bool:
    """A good word, or a 'no' that is praise ('without one mistake'); not the good words of courtesy."""
    if "polite_only" in found and "rich" not in found:
        return False
    if "no_lack" in found and found.isdisjoint({"decision", "requirement", "turn"}):
        return True
    return "positive" in found and "not_positive" not in found and not _is_hollow(found)


def _is_hollow(found: set[str]) -> bool:
    """Praise of a letter or a talk is courtesy, unless it names three things of its own."""
    return "hollow_praise" in found and found.isdisjoint({"rich", "cause"})


def open_to(found: set[str], roles: set[str]) -> set[str]:
    """What a sentence with words of its own may be, when it does not say so itself."""
    if found & {"polite_only", "header"} or roles & {"decision", "requirement", "reason"} or _is_hollow(found):
        return set()
    if "positive" in roles and "turn" not in found:
        return set()
    if "deficit" in found and "no_lack" not in found:
        return {"reason"}
    choices = {"positive", "remains"} if "not_positive" not in found else {"remains"}
    if "aside" not in found:
        choices.add("advice")
    return choices | found & {"advice", "cause", "limit", "about_you"}
