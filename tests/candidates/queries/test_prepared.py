"""A question that was put together once answers as the same question put together anew."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from candidates.models import Deadline, Rejection
from candidates.queries.prepared import Given, Prepared
from tests import cast, letter_cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rejections() -> list[Rejection]:
    cast.hospital()
    vacancy = cast.vacancy()
    return [letter_cast.owed(candidate=cast.candidate(name), vacancy=vacancy) for name in ("Lotte Smit", "Gijs Blom")]


def test_it_answers_with_what_is_given_each_time(rejections: list[Rejection]) -> None:
    ask = Prepared(lambda: Rejection.objects.select_related("candidate").filter(pk=Given("pk")))
    for one in rejections:
        (found,) = ask(pk=one.pk)
        assert (found, found.candidate, vars(found)["stage_at_rejection"]) == (one, one.candidate, "cv-screening")
    assert ask(pk=0) == []
    assert ask.first(pk=0) is None


def test_people_come_along_without_another_question(rejections: list[Rejection]) -> None:
    ask = Prepared(lambda: Rejection.objects.select_related("candidate").filter(pk=Given("pk")))
    with CaptureQueriesContext(connection) as asked:
        assert ask(pk=rejections[0].pk)[0].candidate.name == "Lotte Smit"
    assert len(asked) == 1


def test_it_says_the_same_as_the_queryset_it_was_made_of() -> None:
    ask = Prepared(lambda: Deadline.objects.late(Given("now")).order_by("pk"))  # type: ignore[arg-type]  # a Given
    for moment in (NOW, NOW + timedelta(days=30)):
        assert ask(now=moment) == list(Deadline.objects.late(moment).order_by("pk"))


def test_rows_and_single_values_stay_what_they_are(rejections: list[Rejection]) -> None:
    keys = [one.pk for one in rejections]
    flat = Prepared(
        lambda: Rejection.objects.filter(pk__in=[Given("one"), Given("other")]).values_list("pk", flat=True)
    )
    pairs = Prepared(lambda: Rejection.objects.order_by("pk").values_list("pk", "candidate__name"))
    assert sorted(flat(one=keys[0], other=keys[1])) == keys
    assert pairs() == [(keys[0], "Lotte Smit"), (keys[1], "Gijs Blom")]


def test_questions_that_differ_in_a_constant_only_are_two_questions() -> None:
    stages = ("cv-screening", "interview")
    both = [Prepared(lambda stage=stage: Rejection.objects.filter(stage_at_rejection=stage)) for stage in stages]
    assert [len(ask()) for ask in both] == [2, 0]


def test_a_lock_is_a_lock_each_time(rejections: list[Rejection]) -> None:
    ask = Prepared(lambda: Rejection.objects.select_for_update(no_key=True).filter(pk=Given("pk")))
    for one in rejections:
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            assert ask(pk=one.pk) == [one]
        assert len(asked) == 1


def test_a_pool_of_connections_is_asked_in_full(rejections: list[Rejection], monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Prepared(lambda: Rejection.objects.live().filter(pk=Given("pk")))
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as asked:
        assert ask(pk=rejections[0].pk) == [rejections[0]]
    assert asked[0]["sql"].startswith("SELECT ")


def test_a_connection_that_was_lost_is_prepared_anew(rejections: list[Rejection]) -> None:
    ask = Prepared(lambda: Rejection.objects.filter(pk=Given("pk")))
    ask(pk=rejections[0].pk)
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    statement, given = ask._put_together[2], {"pk": rejections[0].pk}
    try:
        for _time in range(2):
            with other.cursor() as cursor:
                cursor.execute(*statement.asked(other, given))
            other.close()
    finally:
        other.close()


def test_a_value_that_is_not_given_is_a_mistake() -> None:
    ask: Any = Prepared(lambda: Rejection.objects.filter(pk=Given("pk")))
    with pytest.raises(KeyError):
        ask()


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_answer_for_each_other(rejections: list[Rejection]) -> None:
    ask = Prepared(lambda: Rejection.objects.filter(pk=Given("pk")))
    found: list[bool] = []

    def look(one: Rejection) -> None:
        found.extend(ask(pk=one.pk) == [one] for _time in range(50))
        connection.close()

    threads = [threading.Thread(target=look, args=[one]) for one in rejections * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 300
