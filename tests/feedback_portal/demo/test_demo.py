from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Min
from django.utils import timezone

from candidates.models import Candidate, Deadline, Organisation, Rejection, User
from feedback_portal.demo.hospital import PASSWORD
from spreekuur.models import Booking, Day, Slot
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


@pytest.mark.parametrize(
    "moment", [NOW, NOW.replace(day=25), NOW.replace(day=27, hour=22), NOW.replace(month=12, day=25)]
)
def test_the_spreekuur_of_the_next_working_day_is_lively(on: tuple[int, int]) -> None:
    moment = NOW.replace(month=on[0], day=on[1], hour=22)
    with time_machine.travel(moment):
        call_command("demo", rejections=0)
        day, nadia = Day.objects.first_first()[0], User.objects.get(first_name="Nadia")
        assert moment.date() < day.date <= moment.date() + timedelta(days=3)
        assert Booking.objects.live().of(nadia).filter(slot__day=day).count() == 5
        assert Slot.objects.free(moment).of(nadia).filter(day=day).count() == 1
        assert Booking.objects.live().exclude(slot__day=day).count() == 3
        assert Day.objects.filter(rhythm__isnull=False).count() >= 3
