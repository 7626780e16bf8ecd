"""A hold counts until the last moment, whoever asks; and nobody waits for the other in a circle."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from candidates.actions import consents, forgetting
from candidates.actions.consents import give_consent
from candidates.actions.holds import place_hold
from candidates.models import Organisation, Rejection, User
from feedback_portal.actions import forgetting as above
from feedback_portal.actions import forgetting_clock
from feedback_portal.actions.forgetting import IsHeld, forget_person
from feedback_portal.actions.forgetting_clock import watch_terms
from tests import cast
from tests.decision_cast import NOW, logged
from tests.feedback_portal.actions.test_forgetting_clock import told


@pytest.fixture(autouse=True)
def house() -> Organisation:
    cast.nadia()
    cast.hanna()
    return cast.hospital()


def hold(rejection: Rejection, *, at: datetime) -> None:
    house, hanna = Organisation.objects.current(), User.objects.get(first_name="Hanna")
    place_hold(
        rejection.candidate, why="x", until=(at + timedelta(days=30)).date(), by=hanna, organisation=house, at=at
    )


@pytest.mark.django_db
def test_a_hold_that_is_placed_while_the_clock_goes_round_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = told(email="a@example.org"), told(email="b@example.org")
    real, late = forgetting_clock._forget_one, NOW + timedelta(days=29)

    def slowly(rejection: Rejection, *given: Any, **more: Any) -> bool:
        done = real(rejection, *given, **more)
        if rejection.pk == first.pk:
            hold(second, at=late)
        return done

    monkeypatch.setattr(forgetting_clock, "_forget_one", slowly)
    watch_terms(late)
    second.refresh_from_db()
    assert second.forgotten_at is None


@pytest.mark.django_db
def test_whoever_asks() -> None:
    rejection = told()
    hold(rejection, at=NOW)
    with pytest.raises(IsHeld):
        forget_person(rejection.candidate, by=None, at=NOW)
    rejection.refresh_from_db()
    assert rejection.forgotten_at is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_race_with_a_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    rejection = logged(email="kaat@example.org")
    forgets, agrees = threading.Event(), threading.Event()
    forget_candidate, end = forgetting.forget_candidate, consents._end

    def slow_forget(*given: Any, **more: Any) -> bool:
        forgets.set()
        agrees.wait(2)
        return forget_candidate(*given, **more)

    def slow_end(*given: Any, **more: Any) -> Any:
        agrees.set()
        forgets.wait(2)
        return end(*given, **more)

    monkeypatch.setattr(above.forgetting, "forget_candidate", slow_forget)
    monkeypatch.setattr(consents, "_end", slow_end)
    house = Organisation.objects.current()
    went = both(
        lambda: above.forget(rejection, why="decision", by=None, at=NOW),
        lambda: give_consent(rejection.candidate, organisation=house, at=NOW),
    )
    assert went in (["ok", "ok"], ["ok", "Forgotten"])  # whoever takes the person first; never a circle


def both(*acts: Callable[[], object]) -> list[str]:
    went = ["never"] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            act()
            went[place] = "ok"
        except Exception as trouble:
            went[place] = str(trouble) or type(trouble).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return went
