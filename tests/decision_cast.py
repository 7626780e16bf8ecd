"""The cast around a decision: the usual one, told in as few words as a test needs."""

from typing import Any

from candidates.actions.rejections import Decision, log_rejection
from candidates.models import Rejection, User, Vacancy
from candidates.rules.stages import Stage
from tests import cast

NOW = cast.NOW


def decision(**fields: Any) -> Decision:
    """Daniëlle Bakker, after an interview, decided just now."""
    given: dict[str, Any] = {
        "stage": Stage.INTERVIEW,
        "name": "Daniëlle Bakker",
        "email": "danielle@example.org",
        "phone": "+31612345678",
        "decided_at": NOW,
    }
    if "vacancy" not in fields:
        fields["vacancy"] = Vacancy.objects.filter(title="Planner operatiekamers").first() or cast.vacancy()
    return Decision(**given | fields)


def logged(*, by: User | None = None, at: Any = NOW, **fields: Any) -> Rejection:
    """Written down by Nadia, unless somebody else is named."""
    by = by or User.objects.filter(first_name="Nadia").first() or cast.nadia()
    return log_rejection(decision(**fields), by=by, at=at)
