"""What a candidate asks about their own data: a task of HR with a due moment of a month."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.actions.remembered import remembered_person
from candidates.actions.retention import announce_anew
from candidates.models import Asks, Candidate, DataRequest, Hold, Organisation, Rejection, User
from candidates.rules.rights import answer_due_at, held_until


class AnsweredAlready(Exception):
    """Somebody was quicker."""


@transaction.atomic
def ask(
    candidate: Candidate,
    *,
    asks: Asks,
    what: str,
    rejection: Rejection | None,
    organisation: Organisation,
    at: datetime,
) -> DataRequest:
    """One of a kind is open at a time: what is asked besides is added to it, and its due moment stays. A complaint
    stops forgetting until it is answered and a while longer."""
    person = remembered_person(candidate.pk)
    known = DataRequest.objects.open().filter(candidate=person, asks=asks).first()
    if known is not None:
        return _added(known, what)
    zone = organisation.zone_info
    request = DataRequest.objects.create(
        candidate=person,
        rejection=rejection,
        asks=asks,
        what=what.strip(),
        asked_at=at,
        due_at=answer_due_at(at, organisation.calendar()),
    )
    if asks == Asks.COMPLAINT:
        until = held_until(request.due_at, zone)
        announce_anew(person, until=until)
        Hold.objects.create(
            candidate=person, data_request=request, why=_("A complaint is being handled"), until=until, placed_at=at
        )
    return request


@transaction.atomic
def answer(request: DataRequest, *, words: str, by: User | None, at: datetime) -> DataRequest:
    """`by` nobody: what was asked happened at once. A hold that a complaint placed stays until its own last day."""
    row = DataRequest.objects.select_for_update(of=("self",)).open().filter(pk=request.pk).first()
    if row is None:
        raise AnsweredAlready
    row.answer, row.answered_by, row.answered_at = words.strip(), by, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    return row


def _added(known: DataRequest, what: str) -> DataRequest:
    """Sent twice it is said once."""
    words = what.strip()
    if words and words not in known.what.split("\n\n"):
        known.what = f"{known.what}\n\n{words}".strip()
        known.save(update_fields=["what"])
    return known
