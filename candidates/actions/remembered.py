"""Who writes about somebody takes the row first, as forgetting does: about who was forgotten meanwhile nothing is
written any more. The doors answer Forgotten in words (feedback_portal/middleware)."""

from candidates.models import Candidate, Letter, Rejection


class Forgotten(Exception):
    """Name, address and texts were removed meanwhile."""


def remembered(rejection: Rejection, *people: str) -> Rejection:
    """Locked, in the transaction of the caller. `people` comes along with the row. Who changes the person as well
    takes that row before."""
    rows = Rejection.objects.kept().select_for_update(of=("self",), no_key=True).select_related(*people)
    row = rows.filter(pk=rejection.pk).first()
    if row is None:
        raise Forgotten
    return row


def remembered_person(pk: int) -> Candidate:
    row = Candidate.objects.select_for_update(no_key=True).filter(pk=pk, anonymised_at=None).first()
    if row is None:
        raise Forgotten
    return row


def remembered_reader(letter: Letter) -> None:
    """The person a letter was for, and the decision it is about."""
    if letter.candidate_id:
        remembered_person(letter.candidate_id)
    if letter.rejection:
        remembered(letter.rejection)
