"""Was it useful? The candidate's own answer, which may be changed; and the wish not to be asked."""

from datetime import datetime

from django.db import transaction

from candidates.actions.remembered import remembered
from candidates.models import About, Candidate, Letter, Opinion, Rejection, Useful
from candidates.models.letter import LetterQuerySet
from candidates.rules.letter_kinds import LetterKind


@transaction.atomic
def say_useful(rejection: Rejection, *, about: About, useful: Useful, why: str, at: datetime) -> Opinion:
    """One per rejection and subject, whoever presses twice. A question that is still on its way stays home."""
    remembered(rejection)
    opinion = Opinion.objects.filter(rejection=rejection, about=about).first()
    if opinion is None:
        opinion = Opinion(rejection=rejection, about=about, said_at=at)
    elif (opinion.useful, opinion.why) != (useful, why):
        opinion.changed_at = at
    opinion.useful, opinion.why = useful, why
    opinion.save()
    _unsent_questions().filter(rejection=rejection, key__startswith=f"useful/{rejection.pk}/{about}/").delete()
    return opinion


@transaction.atomic
def ask_no_questions(candidate: Candidate, *, ask: bool = False) -> Candidate:
    """From now on nobody asks this person whether something was useful; `ask` takes that back."""
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    if row.no_questions is ask:
        row.no_questions = not ask
        row.save(update_fields=["no_questions"])
    if not ask:
        _unsent_questions().filter(candidate=row).delete()
    return row


def _unsent_questions() -> LetterQuerySet:
    return Letter.objects.unsent().filter(kind=LetterKind.USEFUL)
