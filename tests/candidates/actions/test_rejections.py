from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from candidates.actions.rejections import log_rejection
from candidates.models import (
    Candidate,
    ClosedDay,
    Deadline,
    Letter,
    Link,
    Organisation,
    Rejection,
    StagePromise,
    Vacancy,
)
from candidates.rules.stages import EndedBy, Stage
from tests import cast
from tests.decision_cast import NOW, decision, logged

pytestmark = pytest.mark.django_db

# Decided on Tuesday 24 November 2026, 10:12: 24 hours, two working days, ten working days.
MAIL = ("tell", "mail", datetime(2026, 11, 25, 9, 12, tzinfo=UTC))
CALL = ("tell", "call", datetime(2026, 11, 26, 16, 0, tzinfo=UTC))
TALK = ("talk", "talk", datetime(2026, 12, 8, 16, 0, tzinfo=UTC))

OWED = {
    (Stage.CV_SCREENING, False): [MAIL],
    (Stage.CV_SCREENING, True): [MAIL, TALK],
    (Stage.INTERVIEW, False): [CALL],
    (Stage.INTERVIEW, True): [CALL, TALK],
    (Stage.LATE_STAGE, False): [CALL, TALK],
    (Stage.LATE_STAGE, True): [CALL, TALK],
}


def promises(rejection: Rejection) -> list[tuple[str, str, datetime]]:
    return list(rejection.deadlines.order_by("due_at").values_list("kind", "channel", "due_at"))


@pytest.mark.parametrize(("stage", "pool", "ended_by"), list(product(Stage, (False, True), EndedBy)))
def test_a_decision_owes_what_its_stage_promises(stage: Stage, pool: bool, ended_by: EndedBy) -> None:
    cast.hospital()
    rejection = logged(stage=stage, talent_pool=pool, ended_by=ended_by)

    assert promises(rejection) == ([] if ended_by is EndedBy.CANDIDATE else OWED[stage, pool])
    assert (rejection.stage, rejection.talent_pool, rejection.ended_by) == (stage, pool, ended_by)
    assert (Letter.objects.count(), Link.objects.count()) == (0, 0)


def test_it_makes_the_rows_of_a_decision() -> None:
    cast.hospital()
    nadia = cast.nadia()
    rejection = logged(
        by=nadia, reason="experience", reason_details="Drie jaar gevraagd.", language="en", reference="A-1"
    )

    assert (rejection.recruiter, rejection.candidate.name, str(rejection.candidate.phone)) == (
        nadia,
        "Daniëlle Bakker",
        "+31612345678",
    )
    assert (rejection.reason, rejection.reason_details, rejection.reference) == (
        "experience",
        "Drie jaar gevraagd.",
        "A-1",
    )
    assert (rejection.decided_at, rejection.logged_at, rejection.is_back_dated) == (NOW, NOW, False)
    assert rejection.keep_until == date(2026, 12, 22)
    assert rejection.deadlines.get().owner == nadia


def test_the_clock_runs_from_the_decision_and_first_rings_for_the_reminder() -> None:
    cast.hospital()
    deadline = logged(decided_at=NOW, at=NOW + timedelta(hours=5)).deadlines.get()

    assert deadline.due_at == CALL[2]
    assert deadline.remind_at == deadline.ring_at == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    assert deadline.silence_at == NOW + timedelta(days=7)
    assert deadline.created_at == NOW + timedelta(hours=5)


def test_a_decision_logged_after_its_own_reminder_rings_when_it_is_due() -> None:
    cast.hospital()
    deadline = logged(stage=Stage.CV_SCREENING, decided_at=NOW, at=NOW + timedelta(hours=23)).deadlines.get()
    assert (deadline.remind_at, deadline.ring_at) == (None, MAIL[2])


def test_the_organisation_s_own_policy_and_closed_days_count() -> None:
    cast.hospital()
    StagePromise.objects.create(stage="interview", channel="call", amount=1, unit="working-days")
    ClosedDay.objects.create(date=date(2026, 11, 25), name="Brugdag")
    assert promises(logged()) == [("tell", "call", datetime(2026, 11, 26, 16, 0, tzinfo=UTC))]


def test_a_later_edit_of_the_policy_moves_nothing() -> None:
    cast.hospital()
    rejection = logged()
    before = Deadline.objects.values_list("due_at", "policy").get()
    StagePromise.objects.create(stage="interview", channel="mail", amount=9, unit="hours")
    Organisation.objects.update(close_of_day="12:00")
    rejection.refresh_from_db()
    assert Deadline.objects.values_list("due_at", "policy").get() == before
    assert before[1]["amount"] == 2


@pytest.mark.parametrize(("hours", "flagged"), [(0, False), (24, False), (25, True)])
def test_a_decision_of_longer_ago_is_flagged(hours: int, flagged: bool) -> None:
    cast.hospital()
    assert logged(decided_at=NOW - timedelta(hours=hours)).is_back_dated is flagged


@pytest.mark.parametrize(
    ("decided_at", "due_at"),
    [
        # The night the clock goes forward: 24 elapsed hours are 25 on the clock.
        (datetime(2026, 3, 28, 15, 0, tzinfo=UTC), datetime(2026, 3, 29, 15, 0, tzinfo=UTC)),
        # The first and the second 2:30 of the night it goes back are an hour apart, and so are their promises.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_day_lasts_twenty_four_hours_also_when_the_clock_changes(decided_at: datetime, due_at: datetime) -> None:
    cast.hospital()
    assert promises(logged(stage=Stage.CV_SCREENING, decided_at=decided_at)) == [("tell", "mail", due_at)]


def test_one_address_is_one_person_whatever_its_capitals() -> None:
    cast.hospital()
    first = logged()
    second = logged(
        name="D. Bakker", email="Danielle@Example.org", phone="+31687654321", vacancy=cast.vacancy("Data-analist")
    )

    assert second.candidate == first.candidate
    person = Candidate.objects.get()
    assert (person.name, str(person.phone), person.email) == ("Daniëlle Bakker", "+31612345678", "danielle@example.org")


def test_a_gap_is_filled_and_a_correction_only_made_when_asked_for() -> None:
    cast.hospital()
    cast.candidate("Daniëlle Bakker", email="danielle@example.org")
    assert str(logged().candidate.phone) == "+31612345678"
    renamed = logged(name="Daniëlle de Bakker", phone="+31687654321", update_contact=True).candidate
    assert (renamed.name, str(renamed.phone)) == ("Daniëlle de Bakker", "+31687654321")


def test_somebody_without_mail_is_known_by_number_and_name() -> None:
    cast.hospital()
    first, again, brother = (
        logged(email="", name=name) for name in ("Daniëlle Bakker", "daniëlle bakker", "Joris Bakker")
    )
    assert first.candidate == again.candidate
    assert brother.candidate != first.candidate
    assert Candidate.objects.count() == 2


def test_the_same_form_sent_twice_is_one_decision() -> None:
    cast.hospital()
    nadia, key = cast.nadia(), uuid4()
    new = Vacancy(title="Tuinman")
    first, second = (
        log_rejection(decision(vacancy=new, public_id=key), by=nadia, at=NOW),
        log_rejection(decision(vacancy=Vacancy(title="Tuinman"), public_id=key), by=nadia, at=NOW),
    )
    assert first == second
    assert (Rejection.objects.count(), Deadline.objects.count(), Vacancy.objects.count()) == (1, 1, 1)


def test_a_vacancy_is_made_on_the_fly() -> None:
    cast.hospital()
    nadia = cast.nadia()
    rejection = logged(by=nadia, vacancy=Vacancy(title="Tuinman"))
    assert (rejection.vacancy.title, list(rejection.vacancy.recruiters.all())) == ("Tuinman", [nadia])


def test_what_was_told_elsewhere_is_answered_and_no_task() -> None:
    cast.hospital()
    told = NOW - timedelta(days=2)
    rejection = logged(
        stage=Stage.LATE_STAGE,
        decided_at=NOW - timedelta(days=3),
        told_at=told,
        told_channel="mail",
        is_imported=True,
    )
    tell, talk = rejection.deadlines.order_by("due_at")
    assert (tell.met_at, tell.met_channel, tell.met_by, tell.ring_at) == (told, "mail", rejection.recruiter, None)
    assert (talk.stopped_why, talk.ring_at, talk.is_open) == ("history", None, False)
    assert (rejection.is_imported, rejection.is_back_dated) == (True, False)


def test_history_without_an_answer_is_no_task_either() -> None:
    cast.hospital()
    rejection = logged(history=True, is_imported=True)
    deadline = rejection.deadlines.get()
    assert (deadline.met_at, deadline.stopped_why, deadline.ring_at) == (None, "history", None)
    assert list(Rejection.objects.never_told()) == [rejection]
