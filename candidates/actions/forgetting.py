"""The one way to empty texts of the file of proof. The chain stays, and says since when the words are gone."""

from datetime import datetime

from django.db import connection, transaction

from candidates.actions.proof import write_down
from candidates.models import ProofText, Rejection, User
from candidates.rules.proof import What


@transaction.atomic
def forget_proof(rejection: Rejection, *, why: str, by: User | None, at: datetime) -> int:
    """Answers how many texts were emptied; when there were none, nothing is written either. `why` is a word of ours
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
