"""Answer what a candidate asked about their own data: kept, and mailed in their language."""

from datetime import datetime

from django.db import transaction

from candidates.actions.candidates import Correction, correct
from candidates.actions.data_requests import answer
from candidates.actions.holds import lift_hold
from candidates.actions.links import link_for
from candidates.actions.remembered import remembered_person
from candidates.letters.privacy_letters import PersonLetter, write_to_person
from candidates.models import Candidate, DataRequest, Letter, Organisation, User
from candidates.queries.data_requests import answer_key, rejection_to_write_from
from candidates.rules.letter_kinds import LetterKind


@transaction.atomic
def answer_by_mail(
    request: DataRequest, *, words: str, by: User, organisation: Organisation, at: datetime, lets_go: bool = False
) -> Letter | None:
    """None when there is no address: somebody tells it in another way. `lets_go`: what was held for this request is
    held no longer. Raises AnsweredAlready (data_requests)."""
    remembered_person(request.candidate_id)
    answered = answer(request, words=words, by=by, at=at)
    for hold in answered.holds.filter(lifted_at=None) if lets_go else ():
        lift_hold(hold, by=by, at=at)
    about = rejection_to_write_from(answered.candidate, answered.rejection)
    if about is None or not answered.candidate.email:
        return None
    letter = PersonLetter(about, by, organisation)
    mail = letter.answer(answered.answer, asked_at=answered.asked_at)
    link = link_for(about, at=at)
    return write_to_person(mail, letter, key=answer_key(answered), kind=LetterKind.DATA_ANSWER, link=link, at=at)


@transaction.atomic
def correct_and_answer(
    request: DataRequest, correction: Correction, *, words: str, by: User, organisation: Organisation, at: datetime
) -> Candidate:
    """What somebody asked to be put right is, and they hear it at the address that is right now. Raises what its parts
    raise; then nothing has changed."""
    person = correct(request.candidate, correction, by=by, at=at)
    request.candidate = person
    answer_by_mail(request, words=words, by=by, organisation=organisation, at=at)
    return person
