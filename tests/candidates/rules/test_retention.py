from datetime import date, timedelta

import pytest

from candidates.rules.retention import KEEP_LABELS, Case, Keep, KeepWhy, Terms, consent_until, is_over, keep

DECIDED = date(2026, 11, 2)


def days(count: int) -> date:
    return DECIDED + timedelta(days=count)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case(DECIDED), Keep(days(28), KeepWhy.DECISION)),
        (Case(DECIDED, vacancy_closed_on=days(40)), Keep(days(68), KeepWhy.VACANCY)),
        (Case(DECIDED, vacancy_closed_on=days(-3)), Keep(days(28), KeepWhy.DECISION)),
        (Case(DECIDED, decided_anew_on=days(20)), Keep(days(48), KeepWhy.REOPENED)),
        (Case(DECIDED, answer_owed=True), Keep(days(56), KeepWhy.OWED)),
        (Case(DECIDED, vacancy_closed_on=days(10), answer_owed=True), Keep(days(66), KeepWhy.OWED)),
        (Case(DECIDED, talk_on=days(35)), Keep(days(42), KeepWhy.TALK)),
        (Case(DECIDED, consent_until=days(366)), Keep(days(366), KeepWhy.CONSENT)),
    ],
)
def test_each_reason(case: Case, expected: Keep) -> None:
    assert keep(case) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case(DECIDED, talk_on=days(10)), Keep(days(28), KeepWhy.DECISION)),  # booking never shortens
        (Case(DECIDED, talk_on=days(21)), Keep(days(28), KeepWhy.DECISION)),
        (Case(DECIDED, talk_on=days(35), consent_until=days(367)), Keep(days(367), KeepWhy.CONSENT)),
        (Case(DECIDED, talk_on=days(60), answer_owed=True), Keep(days(67), KeepWhy.TALK)),
    ],
)
def test_the_latest_reason_counts(case: Case, expected: Keep) -> None:
    assert keep(case) == expected


def test_an_organisation_may_keep_shorter() -> None:
    assert keep(Case(DECIDED), Terms(after_procedure=14)) == Keep(days(14), KeepWhy.DECISION)


def test_a_yes_holds_a_year_and_an_organisation_may_make_it_shorter() -> None:
    assert consent_until(DECIDED) == days(365)
    assert consent_until(DECIDED, Terms(with_consent=90)) == days(90)


def test_the_last_day_is_still_kept() -> None:
    assert [is_over(days(28), days(count)) for count in (27, 28, 29)] == [False, False, True]


def test_a_hold_stops_it_until_its_own_last_day() -> None:
    assert [is_over(days(28), days(count), hold_until=days(40)) for count in (29, 40, 41)] == [False, False, True]


def test_every_reason_has_words() -> None:
    assert list(KEEP_LABELS) == list(KeepWhy)
