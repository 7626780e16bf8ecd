"""What the logs may say, piece by piece; tests/stories/test_logs.py reads those of the whole portal."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from gunicorn.config import Config

from candidates.models import Candidate
from feedback_portal.logs import AccessLog, json_lines, page_of
from tests import cast
from tests.access_cast import pages

TOKEN = "p8AKvUesIAMWBNXlX0iKfZMZeeptoP3dOtJH4I2WYm8"
WAYS_IN = {
    f"/s/{TOKEN}/": "link_enter",
    "/uitnodiging/3-d0a1-p8AKvUesIAMW/": "invitation",
    "/account/password/reset/3-d0a1-p8AKvUesIAMW/": "account_reset_password_from_key",
    "/kandidaten/81/": "candidate",
    "/nergens/jan-jansen/": "none",
    "/static/feedback_portal/app.css": "static",
}


def line(message: str, *args: Any, **given: Any) -> dict[str, Any]:
    """As a logger of somebody else writes it and our handler prints it."""
    record = logging.makeLogRecord({"name": "other", "levelname": "ERROR", "msg": message, **given})
    record.args = args[0] if len(args) == 1 and isinstance(args[0], dict) else args  # as logging does
    printed = json_lines().format(record)
    assert "\n" not in printed
    return dict(json.loads(printed))


@pytest.mark.parametrize(("path", "name"), WAYS_IN.items())
def test_an_address_becomes_the_name_of_its_page(path: str, name: str) -> None:
    assert page_of(path) == name


def test_every_page_has_a_name_that_says_nothing_of_whom_it_is_about() -> None:
    assert all(name and "/" not in name and name.replace("_", "").isalpha() for name in pages())


@pytest.mark.parametrize("path", WAYS_IN)
def test_django_speaks_of_pages_not_of_addresses(path: str) -> None:
    request = RequestFactory().get(path, {"q": "Jansen"})
    told = line("Not Found: %s", path, request=request, status_code=404)
    assert {name: told[name] for name in ("event", "page", "method", "status")} == {
        "event": "Not Found",
        "page": WAYS_IN[path],
        "method": "GET",
        "status": 404,
    }
    assert path not in str(told)


@pytest.mark.parametrize("path", [path for path, name in WAYS_IN.items() if "reset" in name or "in" in name[:4]])
def test_a_way_in_is_hidden_wherever_somebody_else_writes_it(path: str) -> None:
    told = line("Error handling request %s from %s", f"{path}?q=Jansen", "jan.jansen@example.org")["event"]
    assert [piece for piece in (path.strip("/").split("/")[-1], "Jansen", "jansen") if piece in told] == []


@pytest.mark.django_db(transaction=True)
def test_of_an_exception_the_kind_and_the_place_are_told_and_none_of_its_words() -> None:
    cast.candidate(name="Youssef El Amrani", email="youssef@example.org")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Candidate.objects.create(name="Youssef El Amrani", email="youssef@example.org", created_at=cast.NOW)
    assert "youssef" in str(caught.value)
    told = line("it broke", exc_info=caught._excinfo)
    assert "django.db.utils.IntegrityError" in told["exception"]
    assert "psycopg2.errors.UniqueViolation 23505" in told["exception"]
    assert "test_logs.py" in told["exception"]
    assert "example.org" not in str(told)


def test_of_a_task_that_failed_celery_does_not_quote_the_exception() -> None:
    data = {"name": "candidates.tasks.keep_house", "description": "raised unexpected", "exc": "Jan Jansen"}
    told = line("Task %(name)s: %(exc)s", data, data=data)
    assert (told["event"], told["task"]) == ("raised unexpected", "candidates.tasks.keep_house")
    assert "Jansen" not in str(told)


@pytest.mark.django_db
def test_a_line_of_a_page_carries_no_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    cast.hospital()
    client.force_login(cast.vera())
    with caplog.at_level(logging.WARNING):
        client.get(reverse("rejections"), {"q": "Jansen"})
    assert [json.loads(json_lines().format(record))["page"] for record in caplog.records] == ["rejections"]


class Answer:
    status, sent, headers = "302 Found", 5, ()


def test_the_line_of_a_request_has_no_address_at_all(caplog: pytest.LogCaptureFixture) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/s/{TOKEN}/?q=Jansen",
        "PATH_INFO": f"/s/{TOKEN}/",
        "QUERY_STRING": "q=Jansen",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_REFERER": f"https://x/s/{TOKEN}/",
    }
    with caplog.at_level(logging.INFO):
        AccessLog(Config()).access(Answer(), None, environ, timedelta(milliseconds=12))
    told = json.loads(json_lines().format(caplog.records[-1]))
    assert {name: told[name] for name in ("event", "page", "method", "status", "bytes", "ms")} == {
        "event": "answered",
        "page": "link_enter",
        "method": "GET",
        "status": "302",
        "bytes": 5,
        "ms": 12,
    }
    assert [hidden for hidden in (TOKEN, "Jansen", "192.0.2.7") if hidden in str(told)] == []
