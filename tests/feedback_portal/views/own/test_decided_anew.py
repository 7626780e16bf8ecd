"""A case that is looked at again: decided or not, every page and file reads the same until somebody told the person."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from candidates.models import Deadline, Rejection
from candidates.rules.stages import Stage
from spreekuur.actions.reopening import hire, reject_again, reopen_after
from spreekuur.models import Reopening, Talk
from tests import cast, own_cast, spreekuur_cast
from tests.own_cast import LATER, at, holder, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
DECIDED = LATER + timedelta(days=1)
PAGES = ("own_page", "own_data", "own_data_file", "link_page")


@pytest.fixture
def looked_at_again(sink: Sink) -> Iterator[Rejection]:
    house = cast.hospital()
    with time_machine.travel(LATER, tick=False) as clock:
        spreekuur_cast.day()
        rejection = own_cast.told_by_mail()
        booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
        talk = Talk.objects.create(booking=booking, outcome="reopened", by=rejection.recruiter, at=LATER)
        reopen_after(
            talk,
            wrong="Ervaring",
            decider=spreekuur_cast.recruiter("Bram"),
            by=rejection.recruiter,
            organisation=house,
            at=LATER,
        )
        clock.move_to(DECIDED + timedelta(minutes=1))
        yield Rejection.objects.get(pk=rejection.pk)


def hired() -> None:
    hire(Reopening.objects.get(), on=DECIDED.date(), by=spreekuur_cast.recruiter("Bram"), at=DECIDED)


def rejected_again() -> None:
    reject_again(
        Reopening.objects.get(),
        stage=Stage.INTERVIEW,
        reason_details="Ander",
        by=spreekuur_cast.recruiter("Bram"),
        at=DECIDED,
    )


def seen(rejection: Rejection) -> list[str]:
    visitor = holder(rejection)
    return [words(visitor.get(at(rejection, page))) for page in PAGES]


@pytest.mark.parametrize("decide", [hired, rejected_again])
def test_a_new_decision_that_nobody_told_changes_nothing(
    looked_at_again: Rejection, decide: Callable[[], None]
) -> None:
    before = seen(looked_at_again)
    decide()
    assert seen(looked_at_again) == before


def test_the_page_says_how_long_a_case_that_was_looked_at_again_is_kept(looked_at_again: Rejection) -> None:
    assert (
        "We kijken opnieuw naar je sollicitatie, en bewaren je gegevens in elk geval tot 28 dagen daarna."
        in seen(looked_at_again)[0]
    )
    rejected_again()
    Deadline.objects.filter(rejection__reopened_at=None, kind="tell").update(met_at=DECIDED, met_channel="call")
    until = "We bewaren je gegevens tot 23 december 2026. Dat is de gewone termijn na het nieuwe besluit."
    assert until in seen(looked_at_again)[0]


def test_once_it_was_told_the_data_say_it(looked_at_again: Rejection) -> None:
    rejected_again()
    new = Reopening.objects.get().new_rejection
    Deadline.objects.filter(rejection=new, kind="tell").update(met_at=DECIDED, met_channel="call")
    page, data, _file, _link = seen(looked_at_again)
    assert "We nemen contact met je op." in page
    assert "opnieuw afgewezen" in data
    assert "De belofte is nagekomen" in data


def test_once_its_moment_is_over_no_page_names_it(looked_at_again: Rejection) -> None:
    page, *_others = seen(looked_at_again)
    assert "We kijken opnieuw naar je sollicitatie. Je hoort uiterlijk" in page
    Reopening.objects.update(due_at=DECIDED)
    page, *_others = seen(looked_at_again)
    assert "Je hoort uiterlijk" not in page
