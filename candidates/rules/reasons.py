"""Why not this job: a short, closed list. Ids stay for ever; what is no longer offered stays readable in history."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """`asks`: the question its details answer; none for what does not concern the person."""

    id: str
    label: Words
    asks: Words | None = None
    deprecated: bool = False

    @property
    def needs_details(self) -> bool:
        return self.asks is not None


REASONS = (
    Reason("experience", _("Experience the job asks for"), _("Which experience is asked, and what did you see of it?")),
    Reason("diploma", _("Diploma or registration"), _("Which diploma or registration is asked, and what did you see?")),
    Reason("knowledge", _("Knowledge or skills"), _("Which knowledge or skill is asked, and where did you see it?")),
    Reason(
        "language",
        _("Level of written language the job asks for"),
        _("Which level does the work need, and which text showed another level?"),
    ),
    Reason("hours", _("Hours or availability"), _("Which hours does the job have, and what did the candidate say?")),
    Reason("application", _("What the application itself shows"), _("What stands in letter or cv, or does not?")),
    Reason("examples", _("Examples given in the interview"), _("Which question was it, and what was the answer?")),
    Reason("assignment", _("The assignment or the work sample"), _("Which part was it, and what did you see?")),
    Reason("withdrawn", _("The vacancy was withdrawn")),
    Reason("inside", _("Filled from inside")),
    Reason("other", _("Another reason"), _("What is the reason, and what did you see?")),
    Reason(
        "profile", _("Did not fit the profile"), _("Which requirement was it?"), deprecated=True
    ),  # says nothing a candidate could use
)
BY_ID = {reason.id: reason for reason in REASONS}
OFFERED = tuple(reason for reason in REASONS if not reason.deprecated)


def reason_label(reason_id: str) -> str:
    """An id of some earlier version is shown as it is."""
    return str(BY_ID[reason_id].label) if reason_id in BY_ID else reason_id


def question_of(reason_id: str) -> str:
    """What to write down with this reason; nothing when it needs no details or is not known."""
    reason = BY_ID.get(reason_id)
    return str(reason.asks) if reason and reason.asks else ""
