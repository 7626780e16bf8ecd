"""Many letters that are due now, each with a word of its own, so that a wrong recipient would be seen."""

from datetime import timedelta

from django.utils import timezone

from candidates.letters.writing import message_id
from candidates.models import Letter
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged
from tests.letter_cast import to_candidate

STAFF = "staff"


def fill(count: int) -> None:
    """As many to candidates, and a third as many to staff."""
    cast.hospital()
    nadia, vacancy, now = cast.nadia(password=cast.PASSWORD), cast.vacancy(), timezone.now()
    moments = {"not_before": now, "planned_at": now, "written_at": now}
    for number in range(count):
        address = f"kandidaat{number}@example.org"
        decided = now - timedelta(minutes=5)
        rejection = logged(
            by=nadia, stage=Stage.CV_SCREENING, email=address, vacancy=vacancy, decided_at=decided, at=decided
        )
        to_candidate(rejection, text=f"Woord {address}\n", html=f"<p>Woord {address}</p>\n", **moments)
    for number in range(count // 3):
        key = f"{STAFF}/{number}"
        words = {"subject": "Woord", "text": f"Woord {nadia.email}\n", "address": nadia.email}
        Letter.objects.create(key=key, kind="remind", message_id=message_id(key), user=nadia, **words, **moments)
