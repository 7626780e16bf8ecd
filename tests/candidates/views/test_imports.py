"""A file through its pages: handed in, looked at, chosen from, written, and what stays behind."""

import csv
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions import imports
from candidates.models import Deadline, Heartbeat, ImportRun, Read, Rejection, User
from candidates.rules.limits import IMPORT
from tests import cast
from tests.import_cast import DANIELLE, HEADER, NOW, TOM, csv_file, looked_at, many, received, ring, written

pytestmark = pytest.mark.django_db
WRONG = ("?", *TOM[1:])
PAST = (*TOM[:3], "past@example.org", "", "2-11-2026 10:00")


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    user = cast.nadia(language="en")
    client.force_login(user)
    return user


def page(run: ImportRun, name: str = "import_run", **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(name, args=[run.public_id]) + (f"?{query}" if query else "")


def said(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def hand_in(client: Client, content: bytes, name: str = "besluiten.csv") -> HttpResponse:
    return client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)})


def chosen(run: ImportRun) -> list[int]:
    return [row.line for row in run.rows.chosen()]


def test_the_whole_way(client: Client, nadia: User) -> None:
    response = hand_in(client, csv_file([DANIELLE, WRONG, PAST]))
    run = ImportRun.objects.get()
    assert (response.status_code, response["Location"]) == (302, page(run))
    assert "We are reading your file" in said(client.get(page(run)))
    ring()
    preview = said(client.get(page(run)))
    assert "2 new decisions" in preview
    assert "1 row has a mistake and stays behind." in preview
    assert "<strong>stage</strong>: We do not know the stage “?”." in preview
    answer = {"shown": ["2", "4"], "chosen": ["2", "4"], "go": "write", "past_as": "history"}
    assert client.post(page(run, "import_choose"), answer)["Location"] == page(run)
    assert "0 of 2" in said(client.get(page(run)))
    ring()
    done = said(client.get(page(run)))
    assert "2 decisions were imported" in done
    assert "1 person waits for an answer." in done
    assert reverse("rejection", args=[Rejection.objects.get(candidate__email="danielle@example.org").public_id]) in done
    assert list(Deadline.objects.exclude(stopped_at=None).values_list("stopped_why", flat=True)) == ["history"]


def test_special_words_in_a_reason_ask_for_a_look_and_stop_nothing(client: Client, nadia: User) -> None:
    """In own words only: our own reasons, and rows that stay behind anyhow, ask nothing."""
    reasons = ["Was zwanger", "Te weinig ervaring", "hours", "Is moslima"]
    rows = [(*DANIELLE[:5], f"24-11-2026 9:{minute}", reason) for minute, reason in enumerate(reasons, start=30)]
    header = (*HEADER, "reden")
    preview = said(client.get(page(run := looked_at(csv_file([*rows, (*WRONG, "Is gay")], header), nadia))))
    assert "2 rows have words about health, belief or origin." in preview
    assert preview.count("This may be private data") == 2
    assert [row.problems for row in run.rows.new()] == [
        [["reason", "special", ""]],
        [],
        [],
        [["reason", "special", ""]],
    ]
    answer = {"shown": ["2", "3", "4", "5"], "chosen": ["2", "3", "4", "5"], "go": "write"}
    client.post(page(run, "import_choose"), answer)
    ring()
    done = said(client.get(page(run)))
    assert "4 decisions were imported" in done
    assert "private data" not in done


def test_rows_that_are_too_late_must_be_answered_for(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([PAST]), nadia)
    response = client.post(page(run, "import_choose"), {"shown": "2", "chosen": "2", "go": "write"})
    assert response.status_code == 200
    assert '<a href="#id_past_as_0">Choose what these rows are</a>' in said(response)
    run.refresh_from_db()
    assert run.state == "preview"


def test_ticks_are_kept_whatever_is_pressed(client: Client, nadia: User) -> None:
    run = looked_at(csv_file(many(150)), nadia)
    shown = [str(line) for line in range(2, 102)]
    send = page(run, "import_choose", show="new", page="1")
    answer = client.post(send, {"shown": shown, "chosen": shown[1:], "go": "page-2"})
    assert answer["Location"] == page(run, show="new", page="2")
    assert chosen(run) == list(range(3, 152))
    for go, expected in (
        ("none-of-these", list(range(102, 152))),
        ("these", list(range(2, 152))),
        ("none", []),
        ("all", list(range(2, 152))),
    ):
        assert client.post(send, {"shown": shown, "go": go})["Location"] == page(run, show="new", page="1")
        assert chosen(run) == expected


def test_pages_hold_a_hundred_rows_with_the_wrong_ones_first(client: Client, nadia: User) -> None:
    run = looked_at(csv_file(many(150, wrong=[140])), nadia)
    first = client.get(page(run)).context["one"]
    assert [line.row.line for line in first.lines] == [142, *range(2, 101)]
    assert [line.row.line for line in client.get(page(run, page="2")).context["one"].lines] == [
        *range(101, 142),
        *range(143, 152),
    ]
    assert [line.row.line for line in client.get(page(run, show="wrong")).context["one"].lines] == [142]
    assert client.get(page(run, show="nonsense", page="x")).context["one"].page.number == 1


def test_nothing_ticked_writes_nothing(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE]), nadia)
    response = client.post(page(run, "import_choose"), {"shown": "2", "go": "write"}, follow=True)
    assert "Choose at least one row." in said(response)


def test_a_page_of_yesterday_changes_nothing(client: Client, nadia: User) -> None:
    run = written(csv_file([DANIELLE]), nadia)
    for name in ("import_choose", "import_cancel"):
        response = client.post(page(run, name), {"shown": "2", "go": "none"}, follow=True)
        assert "Nothing was changed." in said(response)
    run.refresh_from_db()
    assert (run.state, chosen(run)) == ("done", [2])


def test_a_file_can_be_stopped(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE]), nadia)
    assert "This file was stopped" in said(client.post(page(run, "import_cancel"), follow=True))
    assert ring() == 0


def test_progress_is_a_part_until_it_is_over(client: Client, nadia: User) -> None:
    run = looked_at(csv_file(many(3)), nadia)
    imports.confirm(run, past_as="")
    part = client.get(page(run, "import_progress"))
    assert "<main" not in said(part)
    assert "0 of 3" in said(part)
    ring()
    assert client.get(page(run, "import_progress"))["HX-Refresh"] == "true"


def test_it_says_when_the_clock_stands_still(client: Client, nadia: User) -> None:
    run = received(csv_file([DANIELLE]), nadia)
    assert "The clock stands still." in said(client.get(page(run)))
    Heartbeat.objects.create(name="work_on_imports", rang_at=NOW)
    assert "The clock stands still." not in said(client.get(page(run)))


def test_a_file_that_cannot_be_read_says_why_in_the_language_of_the_reader(client: Client, nadia: User) -> None:
    run = looked_at(b"fase;naam\r\ncv;x\r\n", nadia)
    assert "These columns are missing: vacancy, decided_at. Look at the example." in said(client.get(page(run)))
    User.objects.update(language="nl")
    assert "Deze kolommen missen: vacature, besloten_op. Kijk naar het voorbeeld." in said(client.get(page(run)))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "This file is empty. Choose another one"),
        (b"x" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB."),
    ],
)
def test_what_is_no_file_of_ours_is_refused_at_the_door(
    client: Client, nadia: User, content: bytes, error: str
) -> None:
    response = hand_in(client, content)
    assert error in said(response)
    assert ImportRun.objects.count() == 0


def test_no_file_at_all(client: Client, nadia: User) -> None:
    assert "Choose a file" in said(client.post(reverse("imports")))


def test_so_many_files_an_hour(client: Client, nadia: User) -> None:
    answers = [hand_in(client, b"x").status_code for _file in range(IMPORT.tokens + 1)]
    assert answers == [302] * IMPORT.tokens + [200]


def test_wrong_rows_can_be_taken_along(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([("?", "=1+1", *TOM[2:])]), nadia)
    file = client.get(page(run, "import_wrong"))
    assert (file["Content-Type"], file["Content-Disposition"], file["Cache-Control"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="wrong-rows.csv"',
        "no-store",
    )
    why = "stage: We do not know the stage “?”. Write cv-screening, interview or late-stage."
    line = next(csv.reader(file.content.decode("utf-8-sig").splitlines()[1:], delimiter=";"))
    assert line[:6] == ["2", why, "?", "'=1+1", "Tom Hendriks", "tom@example.org"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_example_can_be_handed_in_as_it_is(client: Client, nadia: User, kind: str) -> None:
    example = client.get(reverse(f"import_example_{kind}"))
    assert example["Content-Disposition"] == f'attachment; filename="decisions.{kind}"'
    hand_in(client, example.content, f"decisions.{kind}")
    ring()
    assert sorted(ImportRun.objects.get().rows.values_list("verdict", flat=True)) == ["new", "new", "new"]


def test_what_stands_in_a_file_is_shown_as_text(client: Client, nadia: User) -> None:
    bad = "<script>alert(1)</script>"
    run = received(csv_file([(bad, bad, bad, bad, bad, bad)], (*HEADER[:5], "besluit")), nadia)
    ring()
    ImportRun.objects.update(file_name=bad, unused=[bad])
    shown = said(client.get(page(run))) + said(client.get(reverse("imports")))
    assert bad not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_an_hr_manager_reads_and_changes_nothing(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE, WRONG]), nadia)
    client.force_login(cast.hanna(language="en"))
    shown = said(client.get(page(run)))
    assert "Daniëlle Bakker" in shown
    assert 'type="checkbox"' not in shown
    assert "<form" not in shown.partition("<main")[2]
    listed = said(client.get(reverse("imports")))
    assert "besluiten.csv" in listed
    assert 'type="file"' not in listed
    assert hand_in(client, b"x").status_code == 200
    assert ImportRun.objects.count() == 1
    assert [client.post(page(run, name)).status_code for name in ("import_choose", "import_cancel")] == [403, 403]
    assert Read.objects.filter(what="import").count() == 1


def test_a_colleague_does_not_see_it(client: Client, nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE]), nadia)
    client.force_login(cast.bram())
    names = ("import_run", "import_progress", "import_wrong")
    assert [client.get(page(run, name)).status_code for name in names] == [404, 404, 404]
    assert [client.post(page(run, name)).status_code for name in ("import_choose", "import_cancel")] == [404, 404]
    assert "besluiten.csv" not in said(client.get(reverse("imports")))


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_lists_ask_as_much_for_three_as_for_one(client: Client, nadia: User) -> None:
    """The runs, the rows of a preview, and the rows that came in."""
    one = looked_at(csv_file(many(1)), nadia)
    three = looked_at(csv_file(many(4)[1:]), nadia, at=NOW)
    assert queries(client, page(one)) == queries(client, page(three))
    for run in (one, three):
        imports.confirm(run, past_as="")
    ring()
    assert queries(client, page(one)) == queries(client, page(three))
    with_two = queries(client, reverse("imports"))
    for minute in range(3):
        received(b"x", nadia, at=NOW + timedelta(minutes=minute))
    assert queries(client, reverse("imports")) == with_two
