"""How somebody must be reachable, so that what their stage promises can be kept."""

from candidates.rules.stages import EndedBy, Stage


def needs_mail(stage: Stage, ended_by: EndedBy) -> bool:
    return stage is Stage.CV_SCREENING and ended_by is not EndedBy.CANDIDATE


def needs_phone(stage: Stage, ended_by: EndedBy) -> bool:
    """Nobody writes to or calls a candidate who withdrew."""
    return stage is not Stage.CV_SCREENING and ended_by is not EndedBy.CANDIDATE


def keeps_phone(stage: Stage) -> bool:
    """A number is asked from the interview on; before that it is more than the promise needs."""
    return stage is not Stage.CV_SCREENING
