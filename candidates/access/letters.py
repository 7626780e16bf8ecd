"""Letters to candidates, judged by the rejection they are about; and mails as they arrived in the mailbox of a demo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404

from candidates.access.desk import READERS
from candidates.access.rejections import may_change, rejection_to_change, rejection_to_read
from candidates.models import Letter, Rejection, User
from candidates.rules.letter_kinds import WITH_A_PAGE
from candidates.rules.reads import Looked


def letter_to_read(user: User, pk: int, *, now: datetime) -> tuple[Letter, Rejection]:
    letter, about = _fetch(pk)
    return letter, rejection_to_read(user, about.public_id, now=now, what=Looked.LETTER)


def letter_to_change(user: User, pk: int, *, now: datetime) -> tuple[Letter, Rejection]:
    """For whoever may change the decision; a mail about a talk also for the recruiter who holds that talk."""
    letter, about = _fetch(pk)
    if _is_of(user, letter):
        return letter, rejection_to_read(user, about.public_id, now=now, what=Looked.LETTER)
    return letter, rejection_to_change(user, about.public_id, now=now, what=Looked.LETTER)


def may_change_letter(user: User, letter: Letter, about: Rejection) -> bool:
    """As letter_to_change judges."""
    return _is_of(user, letter) or may_change(user, about)


def _is_of(user: User, letter: Letter) -> bool:
    return letter.kind not in WITH_A_PAGE and user.is_recruiter and letter.approved_by_id == user.pk


@dataclass(frozen=True)
class Mail:
    """How a mail that left tells whose it is."""

    message_id: str
    recipient: str


def mails_to_list(user: User, mails: Iterable[Mail]) -> set[Mail]:
    """A mail may hold the key to somebody's account: it is for its addressee only.

    But letters to candidates are for whoever reads about persons, and an administrator sees the invitations, so that
    a colleague can be invited where no mail really leaves.
    """
    mails = list(mails)
    readable = Q(user=user)
    if user.role in READERS:
        readable |= Q(candidate__isnull=False)
    if user.is_administrator:
        readable |= Q(kind="invitation")
    letters = Letter.objects.filter(readable, message_id__in=[mail.message_id for mail in mails])
    known = set(letters.values_list("message_id", flat=True))
    return {mail for mail in mails if mail.message_id in known or mail.recipient == user.email}


def candidates_of(mails: Iterable[Mail]) -> list[int]:
    """To whom these mails went, as far as they went to candidates."""
    letters = Letter.objects.to_candidates().filter(message_id__in=[mail.message_id for mail in mails])
    return [pk for pk in letters.values_list("candidate", flat=True).distinct() if pk is not None]


def mail_to_read(user: User, mail: Mail, *, now: datetime) -> None:
    """404 when it is not theirs to read; of a mail to a candidate the look is written down."""
    letter = Letter.objects.to_candidates().filter(message_id=mail.message_id).first()
    if letter:
        letter_to_read(user, letter.pk, now=now)
    elif mail not in mails_to_list(user, [mail]):
        raise Http404


def _fetch(pk: int) -> tuple[Letter, Rejection]:
    to_candidates = Letter.objects.to_candidates().select_related("candidate", "rejection", "approved_by")
    letter = to_candidates.filter(pk=pk, rejection__isnull=False).first()
    if letter is None or letter.rejection is None:
        raise Http404
    return letter, letter.rejection
