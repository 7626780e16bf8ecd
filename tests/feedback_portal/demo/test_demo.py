from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Min
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from candidates.models import (
    Candidate,
    DataRequest,
    Deadline,
    Letter,
    Opinion,
    Organisation,
    ProofEntry,
    Rejection,
    User,
)
from candidates.queries.proof_check import walk
from candidates.rules.periods import THIS_YEAR
from feedback_portal.demo.hospital import PASSWORD
from feedback_portal.management.ready import demo_logins
from spreekuur.models import Booking, Day, Reopening, Slot, Talk
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def people() -> list[tuple[str, str]]:
    return list(Candidate.objects.order_by("pk").values_list("name", "email"))


def test_the_same_seed_makes_the_same_people() -> None:
    call_command("demo", rejections=50, seed=7)
    once = people()
    call_command("demo", remove=True)
    call_command("demo", rejections=50, seed=7)
    assert people() == once
    call_command("demo", remove=True)
    call_command("demo", rejections=50, seed=8)
    assert people() != once


def test_it_is_a_believable_hospital() -> None:
    call_command("demo", rejections=600)
    answered = Deadline.objects.to_tell().met()
    on_time = answered.met_on_time().count() / answered.count()
    assert 0.85 < on_time < 0.99
    stages = dict(Rejection.objects.values_list("stage_at_rejection").annotate(n=Count("pk")))
    assert stages["cv-screening"] > stages["interview"] > stages["late-stage"] > 0
    assert Rejection.objects.withdrawn().filter(deadlines__isnull=False).count() == 0
    span = Rejection.objects.aggregate(first=Min("decided_at"), last=Max("decided_at"))
    assert timezone.now() - span["first"] > timedelta(days=60)
    assert not Deadline.objects.filter(met_at__gt=timezone.now()).exists()
    assert not Deadline.objects.filter(met_at__lt=F("rejection__decided_at")).exists()


def test_there_is_open_work_around_now() -> None:
    call_command("demo", rejections=0)
    now, nadia = timezone.now(), User.objects.get(first_name="Nadia")
    mine = Deadline.objects.open().of(nadia)
    assert mine.late(now).exists()
    assert mine.filter(due_at__gt=now, due_at__lt=now + timedelta(hours=1)).exists()
    assert mine.filter(due_at__gt=now + timedelta(hours=6)).exists()
    assert nadia.check_password(PASSWORD)


def test_demo_people_never_mix_with_real_ones() -> None:
    Organisation.objects.create(name="Echt ziekenhuis")
    with pytest.raises(CommandError, match="not empty"):
        call_command("demo", rejections=1)
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo", remove=True)
    assert Organisation.objects.get().name == "Echt ziekenhuis"


def test_removing_empties_every_table() -> None:
    call_command("demo", rejections=20)
    call_command("demo", remove=True)
    left = [model.objects.count() for model in (User, Organisation, Rejection, Candidate, Deadline)]
    assert left == [0, 0, 0, 0, 0]


def test_every_decision_of_the_demo_has_a_file_of_proof_that_is_whole() -> None:
    call_command("demo", rejections=60)
    seen = walk()
    assert (seen.broken, seen.files) == (None, Rejection.objects.count())
    told = ProofEntry.objects.filter(what__in=["call", "mail_sent"]).values("file").distinct().count()
    assert told > 40


@pytest.mark.parametrize("on", [(11, 24), (11, 25), (11, 27), (12, 25)])
def test_the_spreekuur_of_the_next_working_day_is_lively(on: tuple[int, int]) -> None:
    moment = NOW.replace(month=on[0], day=on[1], hour=22)
    with time_machine.travel(moment):
        call_command("demo", rejections=0)
        day = Day.objects.from_day(moment.date() + timedelta(days=1)).first_first()[0]
        nadia = User.objects.get(first_name="Nadia")
        assert day.date <= moment.date() + timedelta(days=3)
        assert Booking.objects.live().of(nadia).filter(slot__day=day).count() == 5
        assert Slot.objects.free(moment).of(nadia).filter(day=day).count() == 1
        assert Booking.objects.live().filter(slot__day__date__gt=day.date).count() == 3
        assert Day.objects.filter(rhythm__isnull=False).count() >= 3


@pytest.mark.parametrize("hour", [1, 7, 13])
def test_a_spreekuur_was_held_and_talks_of_today_can_be_written_down(hour: int) -> None:
    moment = NOW.replace(hour=hour)
    with time_machine.travel(moment):
        call_command("demo", rejections=0)
        outcomes = Counter(Talk.objects.values_list("outcome", flat=True))
        assert outcomes == {"advice": 3, "no-show": 2, "reopened": 2, "talent-pool": 1}
        assert not Talk.objects.filter(at__gt=moment).exists()
        assert not Booking.objects.filter(booked_at__gt=moment).exists()
        unwritten = Booking.objects.live().filter(slot__starts_at__lte=moment).values_list("slot__day__date", flat=True)
        assert (moment - timedelta(days=1)).date() in unwritten
        today = Booking.objects.filter(slot__day__date=moment.date())
        assert (today.count(), today.live().count()) == (3, 3)
        reopened = Reopening.objects.order_by("opened_at").values_list("verdict", "decider__first_name")
        assert list(reopened) == [("hired", "Bram"), ("", "Bram")]
        assert Reopening.objects.open().get().due_at > moment


def test_the_funnel_of_the_demo_ends_in_a_hire() -> None:
    with time_machine.travel(NOW):
        call_command("demo", rejections=50)
        client, hanna = Client(), User.objects.get(first_name="Hanna")
        client.force_login(hanna)
        month = client.get(reverse("dashboard")).context["figures"].funnels.cohort
        assert (month.came, month.reopened) == (3, 1)
        year = client.get(reverse("dashboard"), {"period": THIS_YEAR}).context["figures"].funnels.cohort
        assert (year.came, year.reopened, year.hired) == (6, 2, 1)


def test_what_was_held_is_the_same_whatever_the_seed() -> None:
    def held() -> list[tuple[str, str]]:
        return list(Talk.objects.order_by("at").values_list("booking__rejection__candidate__name", "outcome"))

    call_command("demo", rejections=10, seed=7)
    once = held()
    call_command("demo", remove=True)
    call_command("demo", rejections=10, seed=8)
    assert held() == once


@pytest.mark.parametrize("language", ["nl", "en", None])
def test_the_terminal_names_the_roles_in_one_language(language: str | None) -> None:
    call_command("demo", rejections=0)
    with translation.override(language):
        said = [login.rpartition("(")[2] for login in demo_logins()]
    assert said == ["Recruiter)", "HR manager)", "Administrator)", "Read-only)"]


@pytest.mark.parametrize("on", [(11, 24, 1), (11, 30, 7), (12, 28, 13)])
def test_mails_went_out_and_people_said_what_they_thought_and_asked(on: tuple[int, int, int]) -> None:
    moment = NOW.replace(month=on[0], day=on[1], hour=on[2])
    with time_machine.travel(moment):
        call_command("demo", rejections=0)
        sent = Letter.objects.to_candidates().filter(kind="feedback", state="sent")
        assert (sent.count(), sent.filter(sent_at__gt=moment).exists()) == (10, False)
        assert not Deadline.objects.filter(letters__in=sent, met_at=None).exists()
        assert Counter(Opinion.objects.values_list("useful", flat=True)) == {"yes": 5, "no": 2, "a_bit": 1}
        assert not Opinion.objects.filter(said_at__gt=moment).exists()
        open_now = DataRequest.objects.open().filter(due_at__gt=moment, asked_at__lt=moment)
        assert set(open_now.values_list("asks", flat=True)) == {"complaint", "correct"}
        client = Client()
        client.force_login(User.objects.get(first_name="Hanna"))
        useful = client.get(reverse("dashboard"), {"period": THIS_YEAR}).context["figures"].opinions
        assert useful.useful_feedback("cv-screening").whole == 8
