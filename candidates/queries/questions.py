"""Whom to ask whether it was useful: rejections with the moment since when, as far as the ground knows them."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from candidates.models import (
    About,
    CallAttempt,
    CallOutcome,
    Deadline,
    Hold,
    Letter,
    LetterState,
    Opinion,
    Rejection,
    User,
)
from candidates.models.letter import LetterQuerySet
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.opinions import TOO_LATE, WORKING_DAYS

Since = list[tuple[int, datetime]]
TELLS = (LetterKind.FEEDBACK, LetterKind.CONFIRMATION)


def told_since(now: datetime, *, most: int) -> Since:
    """Told by us, and not asked yet; what was brought in as answered long ago never was feedback of ours."""
    of_whom = User.objects.values_list("pk", flat=True)  # the index of kept promises begins with who kept them
    kept = Deadline.objects.met().to_tell().filter(met_by__in=list(of_whom), met_at__range=window(now))
    mail = Letter.objects.filter(rejection=OuterRef("rejection"), kind__in=TELLS, state=LetterState.SENT)
    call = CallAttempt.objects.filter(rejection=OuterRef("rejection"), outcome=CallOutcome.REACHED)
    heard = Exists(mail.filter(came_back_at=None)) | Exists(call)
    unasked = ~Exists(asked(OuterRef("rejection"), About.FEEDBACK))
    rows = kept.filter(heard, unasked).order_by("met_at").values_list("rejection", "met_at")[:most]
    return [(pk, met_at) for pk, met_at in rows if met_at]


def talked_since(now: datetime, *, most: int) -> Since:
    """A talk that the recruiter held outside the spreekuur."""
    held = CallAttempt.objects.filter(outcome=CallOutcome.TALK_HELD, at__range=window(now))
    unasked = ~Exists(asked(OuterRef("rejection"), About.TALK))
    return list(held.filter(unasked).order_by("at").values_list("rejection", "at")[:most])


def unanswered_since(now: datetime, about: About, *, most: int) -> Since:
    """Asked once by a mail that arrived, and still no answer."""
    questions = Letter.objects.filter(key__startswith="useful/", kind=LetterKind.USEFUL)  # found by their keys
    first = questions.filter(state=LetterState.SENT, came_back_at=None)
    said = Opinion.objects.filter(rejection=OuterRef("rejection"), about=about)
    again = asked(OuterRef("rejection"), about).filter(key__endswith="/2")
    rows = first.filter(key__endswith=f"/{about}/1", sent_at__range=window(now)).exclude(Exists(said) | Exists(again))
    found = rows.order_by("sent_at").values_list("rejection", "sent_at")[:most]
    return [(pk, sent_at) for pk, sent_at in found if pk and sent_at]


def asked(rejection: OuterRef, about: About) -> LetterQuerySet:
    return Letter.objects.filter(rejection=rejection, kind=LetterKind.USEFUL, key__contains=f"/{about}/")


def window(now: datetime) -> tuple[datetime, datetime]:
    """Working days only make it later."""
    return now - TOO_LATE, now - timedelta(days=WORKING_DAYS)


def may_be_asked(rejection: Rejection, about: About, *, now: datetime) -> bool:
    """The person can be asked: reachable, wants it, has not said it, and has no complaint with us."""
    person = rejection.candidate
    kept = rejection.keep_until is None or rejection.keep_until >= localdate(now)
    if person.no_questions or not person.email or rejection.is_taken_back or rejection.is_withdrawn or not kept:
        return False
    if Hold.objects.live(localdate(now)).filter(candidate=person).exists():
        return False
    return not Opinion.objects.filter(rejection=rejection, about=about).exists()


def last_asked_at(rejection: Rejection) -> datetime | None:
    """Of this person, about anything: two questions never come close together."""
    letters = Letter.objects.filter(candidate=rejection.candidate_id, kind=LetterKind.USEFUL)
    return letters.order_by("-written_at").values_list("written_at", flat=True).first()
