"""A yes to the talent pool that was said in a talk."""

from datetime import date, timedelta

import pytest

from candidates.actions.consents import give_consent
from candidates.models import Consent, Organisation, Rejection
from spreekuur.actions.talks import Went, record_talk
from spreekuur.models import Booking
from spreekuur.rules.talks import Outcome
from tests import cast
from tests.spreekuur_cast import booked, day, here, rejection, slot

pytestmark = pytest.mark.django_db
DURING = here(26, 13, 20)
POOL = Went(Outcome.TALENT_POOL, minutes=15, consent=True, work="Bouw in de zorg")


@pytest.fixture
def talk() -> Booking:
    cast.hospital()
    day()
    return booked(rejection(), slot(13))


def went(talk: Booking, how: Went, *, minutes: int = 0) -> None:
    at = DURING + timedelta(minutes=minutes)
    record_talk(talk, how, by=talk.slot.recruiter, organisation=Organisation.objects.current(), at=at)


def test_it_is_a_consent_recorded_by_the_recruiter_and_keeps_the_data_for_a_year(talk: Booking) -> None:
    went(talk, POOL)
    consent = Consent.objects.get()
    assert (consent.candidate, consent.given_through, consent.recorded_by, consent.work) == (
        talk.rejection.candidate, "talk", talk.slot.recruiter, "Bouw in de zorg",
    )  # fmt: skip
    assert (consent.given_at, consent.until) == (DURING, date(2027, 11, 26))
    about = Rejection.objects.get()
    assert (about.keep_until, about.keep_why) == (date(2027, 11, 26), "consent")


def test_without_words_of_their_own_it_is_for_work_like_this_vacancy(talk: Booking) -> None:
    went(talk, Went(Outcome.TALENT_POOL, minutes=15, consent=True))
    assert Consent.objects.get().work == talk.rejection.vacancy.title


def test_written_down_twice_it_is_one_consent(talk: Booking) -> None:
    went(talk, POOL)
    went(talk, POOL, minutes=5)
    assert Consent.objects.get().given_at == DURING


def test_written_down_by_mistake_it_never_was(talk: Booking) -> None:
    went(talk, POOL)
    went(talk, Went(Outcome.ADVICE, advice="Meer cijfers", minutes=15), minutes=5)
    assert Consent.objects.get().ended_why == "withdrawn"
    assert Rejection.objects.get().keep_why != "consent"


def test_a_yes_of_their_own_stays_whatever_is_put_right(talk: Booking) -> None:
    went(talk, POOL)
    organisation = Organisation.objects.current()
    own = give_consent(talk.rejection.candidate, organisation=organisation, at=DURING + timedelta(minutes=2))
    went(talk, Went(Outcome.ADVICE, advice="Meer cijfers", minutes=15), minutes=5)
    assert list(Consent.objects.filter(ended_at=None)) == [own]


def test_another_outcome_gives_no_consent(talk: Booking) -> None:
    went(talk, Went(Outcome.ADVICE, advice="Meer cijfers", minutes=15, consent=True))
    assert not Consent.objects.exists()
