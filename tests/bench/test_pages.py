"""make bench: what a page costs with many rows, beside an empty Django view with the same middleware."""

import os
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from candidates.access.desk import ALL_ROLES, StaffRequest, open_to, public
from candidates.models import Rejection, User, Vacancy
from feedback_portal.urls import urlpatterns as ours
from tests.bench.conftest import seconds

pytestmark = pytest.mark.bench
MOST_MS = 300  # on two quiet cores; shown, and asserted only when BENCH_STRICT is set


@open_to(*ALL_ROLES)
def empty(request: StaffRequest) -> HttpResponse:
    return HttpResponse("")


@public
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [*ours, path("floor/", empty), path("floor/bare/", bare)]


def pages(client: Client) -> dict[str, str]:
    listed, newest = reverse("rejections"), Rejection.objects.newest_first().select_related("candidate")[0]
    return {
        "today": reverse("today"),
        "rejections": listed,
        "rejections, page 2": f"{listed}?after={after(newest)}",
        "rejections, due first": f"{listed}?order=due",
        "rejections, open": f"{listed}?state=open",
        "rejections, late": f"{listed}?state=late",
        "rejections, told": f"{listed}?state=told",
        "rejections, one stage": f"{listed}?stage=interview",
        "rejections, a name": search(client, "Vermeulen"),
        "rejections, a rare name": search(client, "bestaatniet"),
        "rejection": reverse("rejection", args=[newest.public_id]),
        "candidate": reverse("candidate", args=[newest.candidate_id]),
        "rejection_new": reverse("rejection_new"),
        "vacancies": reverse("vacancies"),
        "vacancy": reverse("vacancy", args=[Vacancy.objects.all()[0].pk]),
    }


@override_settings(ROOT_URLCONF="tests.bench.test_pages")
def test_pages_with_many_rows(million: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    client = Client()
    client.force_login(User.objects.get(first_name="Nadia"))
    floor = seconds(getting(client, "/floor/"), times=15)
    print(f"\n{million:,} rejections; an empty view with login: {floor * 1000:.1f} ms")
    slow = []
    for name, address in pages(client).items():
        getting(client, address)()
        asked = statements_of(getting(client, address))
        took = seconds(getting(client, address), times=5)
        print(f"{name:28} {took * 1000:7.1f} ms {took / floor:6.1f} x  {asked:3} statements")
        slow += [name] if took * 1000 > MOST_MS else []
    assert not (os.environ.get("BENCH_STRICT") and slow), slow


def search(client: Client, words: str) -> str:
    """The address of a list that shows who was looked for."""
    return str(client.post(reverse("rejections_search"), {"q": words}).headers["Location"])


def statements_of(work: Callable[[], None]) -> int:
    asked: list[str] = []

    def counted(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # what Django gives a wrapper
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        work()
    return len(asked)


def after(newest: Rejection) -> str:
    """Where a page begins that lies a month back."""
    return quote(f"{(newest.decided_at - timedelta(days=30)).isoformat()}_{newest.pk}")


def getting(client: Client, address: str) -> Callable[[], None]:
    def get() -> None:
        assert client.get(address).status_code == 200, address

    return get
