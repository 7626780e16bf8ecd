from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction

from candidates.models import Rejection
from tests import cast

pytestmark = pytest.mark.django_db


def rejection(**fields: object) -> Rejection:
    given = {
        "candidate": cast.candidate(),
        "vacancy": cast.vacancy(),
        "recruiter": cast.nadia(),
        "stage_at_rejection": "interview",
        "decided_at": cast.NOW,
        "logged_at": cast.NOW,
    }
    return Rejection.objects.create(**(given | fields))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE candidates_rejection SET stage_at_rejection = 'late-stage' WHERE id = %s",
        "UPDATE candidates_rejection SET decided_at = decided_at - interval '1 day' WHERE id = %s",
    ],
)
def test_the_database_keeps_stage_and_moment_of_the_decision(sql: str) -> None:
    made = rejection()
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [made.pk])
    made.refresh_from_db()
    assert (made.stage_at_rejection, made.decided_at) == ("interview", cast.NOW)


def test_a_raw_update_leaves_history() -> None:
    made = rejection()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_rejection SET undone_at = %s WHERE id = %s", [cast.NOW + timedelta(1), made.pk]
        )
    events = list(made.events.order_by("pgh_id").values_list("pgh_label", "undone_at"))
    assert events == [("insert", None), ("update", cast.NOW + timedelta(1))]
