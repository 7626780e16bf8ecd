"""Why not this job: a short, closed list. Ids stay for ever; what is no longer offered stays readable in history."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    id: str
    label: Words
    needs_details: bool = True
    deprecated: bool = False


REASONS = (
    Reason("experience", _("Experience the job asks for")),
    Reason("diploma", _("Diploma or registration")),
    Reason("knowledge", _("Knowledge or skills")),
    Reason("language", _("Level of written language the job asks for")),
    Reason("hours", _("Hours or availability")),
    Reason("application", _("What the application itself shows")),
    Reason("examples", _("Examples given in the interview")),
    Reason("assignment", _("The assignment or the work sample")),
    Reason("withdrawn", _("The vacancy was withdrawn"), needs_details=False),
    Reason("inside", _("Filled from inside"), needs_details=False),
    Reason("other", _("Another reason")),
    Reason("profile", _("Did not fit the profile"), deprecated=True),  # says nothing a candidate could use
)
BY_ID = {reason.id: reason for reason in REASONS}
OFFERED = tuple(reason for reason in REASONS if not reason.deprecated)


def reason_label(reason_id: str) -> str:
    """An id of some earlier version is shown as it is."""
    return str(BY_ID[reason_id].label) if reason_id in BY_ID else reason_id
