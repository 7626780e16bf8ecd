"""Forget what was said about somebody. The rows stay, for the figures: moments, counts and words of ours."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from candidates.actions.call_moments import free_the_time
from candidates.actions.follow_ups import drop_all_of
from candidates.actions.imports import KEPT
from candidates.actions.proof import write_down
from candidates.actions.wiping import wipe
from candidates.models import (
    Candidate,
    Consent,
    ConsentEnd,
    DataRequest,
    Deadline,
    FollowUp,
    ImportRow,
    ImportRun,
    Letter,
    LetterState,
    Link,
    ProofEntry,
    ProofNote,
    ProofText,
    Rejection,
    Requirement,
    SentPassage,
    StopReason,
    User,
)
from candidates.models.personal import GONE, OF_A_PERSON, OF_A_REJECTION, WRITTEN_ONCE
from candidates.models.vacancy import TYPED_BESIDE
from candidates.rules.proof import What

NEVER_LEFT = [state for state in LetterState if state not in (LetterState.SENT, LetterState.SENDING)]


def forget_rejection(rejection: Rejection, *, why: str, by: User | None, at: datetime) -> None:
    """Of a locked rejection (actions/taking_back.locked), as the last thing that happens to it: its promises end,
    its mails that never left are gone, its link opens nothing."""
    dropped = _stop(rejection, at=at)
    wipe(OF_A_REJECTION, rejection.pk)
    _forget_own_requirement(rejection)
    Rejection.objects.filter(pk=rejection.pk).update(forgotten_at=at, forgotten_why=why)
    ProofEntry.objects.write_down(dropped)
    forget_proof(rejection, why=why, by=by, at=at)
    _name_the_file(str(rejection.pk))
    wipe(WRITTEN_ONCE, rejection.pk)
    _name_the_file("")


def _stop(rejection: Rejection, *, at: datetime) -> list[ProofNote]:
    """Answers what is to be written down about promises that end here."""
    letters = Letter.objects.filter(rejection=rejection)
    SentPassage.objects.filter(letter__in=letters).delete()
    letters.filter(state__in=NEVER_LEFT).delete()
    _unword_mails_to_colleagues(rejection)
    Deadline.objects.open().filter(rejection=rejection).update(
        stopped_at=at, stopped_why=StopReason.FORGOTTEN, ring_at=None
    )
    free_the_time(rejection, at=at)
    for link in Link.objects.filter(rejection=rejection):
        link.seed, link.digest, link.revoked_at = b"", f"forgotten/{link.pk}", link.revoked_at or at
        link.save(update_fields=["seed", "digest", "revoked_at"])
    return drop_all_of(rejection, why=StopReason.FORGOTTEN, by=None, at=at)


def _forget_own_requirement(rejection: Rejection) -> None:
    """One that was typed for this decision, and stands in no vacancy text. Shared with others it goes with the last."""
    others = Rejection.objects.kept().exclude(pk=rejection.pk).filter(requirement=OuterRef("pk"))
    typed = Requirement.objects.filter(rejection=rejection, is_active=False, position=TYPED_BESIDE)
    typed.exclude(Exists(others)).update(text=GONE)


def _unword_mails_to_colleagues(rejection: Rejection) -> None:
    """A mail about many people names them from its first try until it left (letters/posting). Without its words it gets
    new ones at the next try."""
    about = Q()
    for key, rows in (("deadlines", Deadline), ("follow_ups", FollowUp)):
        for pk in rows.objects.filter(rejection=rejection).values_list("pk", flat=True):
            about |= Q(**{f"params__{key}__contains": [pk]})
    if about:
        Letter.objects.filter(about, rejection=None, user__isnull=False).update(subject="", text="", html="")


def forget_candidate(candidate: Candidate, *, by: User | None, at: datetime) -> bool:
    """The person behind rejections that are all forgotten. Answers whether that is so."""
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    if Rejection.objects.kept().filter(candidate=row).exists():
        return False
    Letter.objects.filter(candidate=row, rejection=None, state__in=NEVER_LEFT).delete()
    _forget_wrong_rows(row, at=at)
    wipe(OF_A_PERSON, row.pk)
    Consent.objects.filter(candidate=row, ended_at=None).update(ended_at=at, ended_why=ConsentEnd.FORGOTTEN)
    DataRequest.objects.open().filter(candidate=row).update(answered_at=at, answered_by=by)
    Candidate.objects.filter(pk=row.pk).update(anonymised_at=at)
    return True


def _forget_wrong_rows(person: Candidate, *, at: datetime) -> None:
    """Of files that are kept to be mended: lines that never became a decision, with this address in them."""
    if person.email:
        lately = ImportRun.objects.filter(Q(finished_at=None) | Q(finished_at__gt=at - KEPT))
        wrong = ImportRow.objects.wrong().filter(run__in=lately, data__email__iexact=person.email)
        wrong.update(data={}, problems=[])


@transaction.atomic
def forget_proof(rejection: Rejection, *, why: str, by: User | None, at: datetime) -> int:
    """The one way to empty texts of the file of proof. The chain stays, and says since when the words are gone.

    Answers how many texts were emptied; when there were none, nothing is written either. `why` is a word of ours
    (rules/retention), never about the person. To be called as the last step of forgetting somebody."""
    texts = ProofText.objects.filter(entry__file=rejection.pk).exclude(text="").exclude(entry__what=What.FORGOTTEN)
    if not texts.exists():
        return 0
    said = write_down(rejection, what=What.FORGOTTEN, content={"why": why}, by=by, at=at)
    _name_the_file(str(rejection.pk))
    emptied = texts.filter(entry__number__lt=said.number).update(text="", salt="")
    _name_the_file("")
    return emptied


def _name_the_file(name: str) -> None:
    """The guard of the database lets through what is emptied in this file, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('proof.forgetting', %s, true)", [name])
