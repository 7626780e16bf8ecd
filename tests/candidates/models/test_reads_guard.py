"""Who looked stays as written, also for whoever tells pgtrigger to look away."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from candidates.models import Read
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read() -> None:
    cast.hospital()
    rejection = logged()
    Read.objects.create(user=rejection.recruiter, candidate=rejection.candidate, what="candidate", at=NOW)


@pytest.mark.parametrize("looking", [nullcontext, pgtrigger.ignore])
@pytest.mark.parametrize("statement", ["DELETE FROM candidates_read", "UPDATE candidates_read SET what = 'x'"])
def test_no_row_changes(statement: str, looking: Callable[[], AbstractContextManager[None]]) -> None:
    with pytest.raises(IntegrityError, match="stays as written"), looking(), transaction.atomic():
        run(statement)


@pytest.mark.parametrize("table", ["read", "override"])
def test_nothing_is_truncated(table: str) -> None:
    run(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE candidates_{table} ENABLE ALWAYS TRIGGER proof_is_not_truncated")
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"TRUNCATE candidates_{table} CASCADE")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
