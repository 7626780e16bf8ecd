"""What a person may do with a file, and what is forgotten when."""

from datetime import timedelta

import pytest

from candidates.actions import imports
from candidates.actions.importing.ring import work_on
from candidates.forms.decisions_file import read_decisions
from candidates.models import ImportRun, Rejection, User
from tests import cast
from tests.import_cast import DANIELLE, NOW, TOM, csv_file, looked_at, many, received, ring, written

pytestmark = pytest.mark.django_db
WRONG = ("?", *TOM[1:])


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


@pytest.fixture
def run(nadia: User) -> ImportRun:
    return looked_at(csv_file([DANIELLE, TOM, WRONG]), nadia)


def chosen(run: ImportRun) -> list[int]:
    return [row.line for row in run.rows.chosen()]


def test_new_rows_are_chosen_until_somebody_says_otherwise(run: ImportRun) -> None:
    assert chosen(run) == [2, 3]
    imports.choose(run, shown=[3, 4], chosen=[4])  # what is wrong cannot be chosen, what was not shown stays
    assert chosen(run) == [2]
    imports.choose_all(run, yes=False)
    assert chosen(run) == []
    imports.choose_all(run, yes=True)
    assert chosen(run) == [2, 3]


def test_nothing_chosen_is_nothing_to_write(run: ImportRun) -> None:
    imports.choose_all(run, yes=False)
    with pytest.raises(imports.NothingChosen):
        imports.confirm(run, past_as="open")


@pytest.mark.parametrize("answer", ["", "later"])
def test_rows_that_are_too_late_need_an_answer(nadia: User, answer: str) -> None:
    run = looked_at(csv_file([(*TOM[:5], "2-11-2026 10:00"), DANIELLE]), nadia)
    with pytest.raises(imports.PastUnanswered):
        imports.confirm(run, past_as=answer)
    imports.choose(run, shown=[2], chosen=[])
    assert imports.confirm(run, past_as=answer).total == 1  # not chosen: not asked


def test_only_a_file_that_was_looked_at_can_be_chosen_from_or_written(nadia: User, run: ImportRun) -> None:
    imports.confirm(run, past_as="")
    waiting = received(csv_file([DANIELLE]), nadia)
    for other in (run, waiting):
        with pytest.raises(imports.NotNow):
            imports.choose(other, shown=[2], chosen=[])
        with pytest.raises(imports.NotNow):
            imports.confirm(other, past_as="")


def test_a_stopped_file_is_forgotten_at_once(nadia: User, run: ImportRun) -> None:
    unread = received(csv_file([DANIELLE]), nadia)
    for one in (run, unread):
        imports.cancel(one, at=NOW)
        one.refresh_from_db()
        assert (one.state, one.finished_at, bytes(one.content)) == ("cancelled", NOW, b"")
    assert [row.data for row in run.rows.all()] == [{}, {}, {}]
    assert ring() == 0
    with pytest.raises(imports.NotNow):
        imports.cancel(run, at=NOW)


def test_what_was_written_before_a_stop_stays(nadia: User) -> None:
    run = looked_at(csv_file(many(300)), nadia)
    imports.confirm(run, past_as="")
    ticks = iter([True, False])
    work_on(NOW, read=read_decisions, has_time=lambda: next(ticks))
    imports.cancel(run, at=NOW)
    assert ring() == 0
    assert Rejection.objects.count() == run.rows.written().count() == 250


def test_wrong_rows_are_forgotten_after_four_weeks_and_so_is_a_preview_without_answer(
    nadia: User, run: ImportRun
) -> None:
    done = written(csv_file([WRONG, DANIELLE]), nadia)
    assert imports.forget_old_imports(NOW + timedelta(days=28)) == 0
    later = NOW + timedelta(days=28, seconds=1)
    assert imports.forget_old_imports(later) == 1
    assert [(row.data, row.problems) for row in done.rows.wrong()] == [({}, [])]
    run.refresh_from_db()
    assert (run.state, run.finished_at, [row.data for row in run.rows.all()]) == ("cancelled", later, [{}, {}, {}])


def test_the_name_of_a_file_goes_with_its_rows(nadia: User) -> None:
    run = imports.receive_file(b"x", file_name="Kaat.csv", by=nadia, at=NOW)
    ImportRun.objects.filter(pk=run.pk).update(state="done", finished_at=NOW)
    imports.forget_old_imports(NOW + timedelta(days=28))
    assert ImportRun.objects.get().file_name == "Kaat.csv"
    imports.forget_old_imports(NOW + timedelta(days=28, seconds=1))
    assert ImportRun.objects.get().file_name == ""


def test_a_file_name_is_no_place_for_tricks(nadia: User) -> None:
    name = imports.receive_file(b"x", file_name="a\0\r\n\u202eb" * 60 + "c.csv", by=nadia, at=NOW).file_name
    assert (len(name), name[-7:]) == (125, "babc.csv"[-7:])
