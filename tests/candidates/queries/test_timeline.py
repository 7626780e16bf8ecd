from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from candidates.actions.candidates import Correction, correct
from candidates.actions.handover import hand_over
from candidates.actions.taking_back import reopen
from candidates.models import CallAttempt, Deadline, Notice, Rejection
from candidates.queries.timeline import timeline
from tests import cast, letter_cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return logged()


def told(rejection: Rejection) -> list[tuple[str, str, str]]:
    return [(moment.words, moment.who, moment.more) for moment in timeline(rejection, now=NOW, zone=ZONE)]


BEGINNING = [
    ("Het besluit is genomen", "", ""),
    ("Vastgelegd", "Nadia Willems", ""),
    ("Beloofd: Bellen, uiterlijk donderdag 26 november om 17:00", "", ""),
]


def test_it_tells_what_happened_in_order(rejection: Rejection) -> None:
    nadia, bram = rejection.recruiter, cast.bram()
    task = rejection.deadlines.get()

    def after(hours: int) -> object:
        return NOW + timedelta(hours=hours)

    Notice.objects.create(deadline=task, kind="remind", day=NOW.date(), made_at=after(1))
    hand_over(task, to=bram, by=nadia, why="Vrij tot maandag.", at=after(2))
    CallAttempt.objects.create(rejection=rejection, outcome="voicemail", by=bram, at=after(3))
    CallAttempt.objects.create(rejection=rejection, outcome="reached", minutes=6, by=bram, at=after(4))
    Deadline.objects.keep_promise(task.pk, at=after(4), channel="call", by=bram)
    reopen(rejection, by=bram, why="Er was een diploma.", at=after(5))
    rejection.refresh_from_db()

    calls = [attempt.get_outcome_display() for attempt in rejection.calls.all()]
    assert told(rejection) == [
        *BEGINNING,
        ("Herinnering aan de recruiter", "", ""),
        ("Overgedragen van Nadia Willems aan Bram Koster", "Nadia Willems", "Vrij tot maandag."),
        (f"Gebeld: {calls[0]}", "Bram Koster", ""),
        (f"Gebeld: {calls[1]}", "Bram Koster", "6 minuten"),
        ("Verteld, op tijd", "Bram Koster", ""),
        ("Heropend", "Bram Koster", "Er was een diploma."),
    ]


def test_a_mail_that_left_and_came_back_is_in_it(rejection: Rejection) -> None:
    sent, back = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    letter_cast.to_candidate(
        rejection, state="sent", sent_at=sent, came_back_at=back, last_reply="550 unknown", address="d@example.org"
    )
    task = rejection.deadlines.get()
    Deadline.objects.keep_promise(task.pk, at=sent, channel="mail", by=rejection.recruiter)
    Deadline.objects.filter(pk=task.pk).update(met_at=None, not_delivered_at=back)
    assert told(rejection)[-3:] == [
        ("Mail aangenomen door de mailserver", "", "d@example.org"),
        ("De mail kwam terug: niet bezorgd", "", "550 unknown"),
        ("De belofte staat weer open", "", ""),
    ]


@pytest.fixture
def of_long_ago() -> Rejection:
    """The history of a change is dated by the clock of the database: it comes after this."""
    cast.hospital()
    return logged(decided_at=NOW - timedelta(days=2000), at=NOW - timedelta(days=2000))


def test_a_raw_change_leaves_its_trace(of_long_ago: Rejection) -> None:
    """Also one that no code of ours made, on the rows of the decision, its promise and its person."""
    rejection = of_long_ago
    with connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_rejection SET reason = 'other', language = 'en'")
        cursor.execute("UPDATE candidates_deadline SET due_at = due_at + interval '1 day'")
        cursor.execute("UPDATE candidates_candidate SET name = 'Iemand'")
    rejection.refresh_from_db()
    words = {words for words, _who, _more in told(rejection)}
    assert {
        "Gewijzigd: de reden, de taal",
        "Gewijzigd: de naam",
        "Het moment is buiten het portaal om gewijzigd",
    } <= words


def test_a_correction_of_the_person_is_in_it(of_long_ago: Rejection) -> None:
    rejection = of_long_ago
    put_right = Correction(name="Daniëlle Bakker", email="new@example.org", phone="", language="nl")
    correct(rejection.candidate, put_right, by=rejection.recruiter, at=NOW)
    rejection.refresh_from_db()
    assert told(rejection)[-1] == ("Gewijzigd: het e-mailadres, het telefoonnummer", "", "")
