import pytest
from django.db import connection

from candidates.actions import imports
from candidates.models import Candidate, Deadline, ImportRun, Letter, Rejection, User
from tests import cast
from tests.import_cast import DANIELLE, HEADER, NOW, TOM, csv_file, looked_at, many, received, ring, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def test_five_thousand_rows_with_fifty_wrong_ones_come_in_once(nadia: User) -> None:
    wrong = range(7, 5_000, 100)
    file = csv_file(many(5_000, wrong=wrong))
    first = written(file, nadia)
    assert list(first.rows.wrong().values_list("line", flat=True)) == [place + 2 for place in wrong]
    assert first.state == "done"
    assert Rejection.objects.count() == 4_950
    second = looked_at(file, nadia)
    counts = {name: getattr(second.rows, name)().count() for name in ("new", "known", "wrong")}
    assert counts == {"new": 0, "known": 4_950, "wrong": 50}
    assert Rejection.objects.count() == 4_950
