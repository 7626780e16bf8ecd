"""Cijfers as each role sees it: own figures, everybody's without people, or everything."""

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from candidates.actions.calls import Said, log_attempt
from candidates.actions.opinions import say_useful
from candidates.models import (
    About,
    CallOutcome,
    Candidate,
    Deadline,
    Organisation,
    Read,
    Rejection,
    Useful,
    User,
)
from candidates.rules.benchmarks import BENCHMARKS
from feedback_portal.dashboard.file_words import COLUMNS
from feedback_portal.views import dashboard_files
from tests import cast, second_count
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
NOW, HOUR = cast.NOW, timedelta(hours=1)


@pytest.fixture(autouse=True)
def portal() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        for make in (cast.nadia, cast.bram, cast.hanna, cast.vera):
            make()
        yield


def user(name: str) -> User:
    return User.objects.get(first_name=name)


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(user(name))
    return client


def decide(by: str, *, told_after: float | None = None, **fields: Any) -> None:
    """Two days ago, after an interview."""
    number, at = Candidate.objects.count(), NOW - 48 * HOUR
    given = {"name": f"Kandidaat {number}", "email": f"k{number}@example.org"} | fields
    rejection = logged(by=user(by), decided_at=at, at=at, **given)
    if told_after is not None:
        told = at + told_after * HOUR
        log_attempt(rejection, outcome=CallOutcome.REACHED, said=Said(), minutes=6, by=user(by), at=told)


def late(by: str) -> None:
    decide(by)
    Deadline.objects.filter(met_at=None).update(due_at=NOW - HOUR)


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(name: str, **asked: Any) -> Any:
    answer = client_of(name).get(reverse("dashboard"), asked)
    assert answer.status_code == 200
    return answer


def test_the_headline_is_one_sentence() -> None:
    for told_after in (1, 2, 3, 4):
        decide("Nadia", told_after=told_after)
    late("Bram")
    said = words(page("Hanna"))
    assert "4 van de 5 mensen kregen op tijd antwoord" in said
    assert "Het doel is 95%. Eén mens wacht nu te lang ." in said


def test_an_empty_portal_says_so() -> None:
    said = words(page("Hanna"))
    assert "Nog niemand had antwoord moeten hebben" in said
    assert "De lijst is leeg: iedereen die is afgewezen, heeft het gehoord." in said


def test_a_group_of_fewer_than_five_is_a_number_and_nothing_else() -> None:
    for told_after in (1, 2, 3, 4):
        decide("Nadia", told_after=told_after)
    answer = page("Hanna")
    assert "Vier mensen konden antwoord verwachten" in words(answer)
    assert "%" not in answer.content.decode().partition('id="stages"')[2].partition("</table>")[0].replace("100%", "")
    rows = second_count.read(b"".join(client_of("Hanna").get(reverse("dashboard_figures_csv")).streaming_content))
    shown = {row["figure"]: row["value"] for row in rows if (row["section"], row["group"]) == ("stage", "interview")}
    assert (shown["people"], shown["on_time"], shown["on_time_percent"], shown["median_hours"]) == ("4", "", "", "")


def test_a_recruiter_sees_own_figures_and_everybodys_without_people() -> None:
    decide("Nadia", told_after=1)
    late("Bram")
    own, whole = page("Nadia"), page("Nadia", person="all")
    assert re.findall(r"what=people[^\"]*\">(\d+)</a>", own.content.decode()) == ["1"]
    assert "Geen antwoord is te laat." in words(own)
    assert "1 antwoord is te laat." in words(whole)
    for hidden in ("dashboard_list", "dashboard_rows_csv", "rejections"):
        inside = whole.content.decode().partition("<main")[2].partition("</main>")[0]
        assert reverse(hidden) not in inside
    assert [client_of("Nadia").get(reverse(name), {"person": "all"}).status_code for name in LISTS] == [404] * 4


LISTS = ("dashboard_list", "dashboard_rows_csv", "dashboard_rows_xlsx", "dashboard_work")


def test_a_recruiter_cannot_ask_for_a_colleague() -> None:
    late("Bram")
    asked = {"person": user("Bram").pk}
    assert "Geen antwoord is te laat." in words(page("Nadia", **asked))
    rows = b"".join(client_of("Nadia").get(reverse("dashboard_rows_csv"), asked).streaming_content)
    assert second_count.read(rows) == []
    listed = client_of("Nadia").get(reverse("dashboard_list"), asked | {"what": "overdue_now"})
    assert "Kandidaat" not in words(listed).replace("Kandidaat Fase", "")


def test_whoever_only_reads_sees_no_person() -> None:
    late("Bram")
    answer = page("Vera", person=user("Bram").pk)
    inside = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert "1 antwoord is te laat." in words(answer)
    for name in ("Bram", "Nadia", "Kandidaat 0", "Planner operatiekamers", "/afwijzingen/", "/cijfers/lijst/"):
        assert name not in inside


def test_hr_sees_each_recruiter_and_no_ranking_of_names() -> None:
    decide("Nadia", told_after=1)
    decide("Bram", told_after=2)
    whole = page("Hanna")
    table = whole.content.decode().partition('id="hours-table"')[2].partition("</table>")[0]
    assert "Bram" not in table
    assert "Nadia" not in table
    assert "Telefoontjes en gesprekken na de eindronde: één recruiter, 0,1 uur ." in words(
        page("Hanna", person=user("Bram").pk)
    )


def test_the_list_behind_a_number_is_written_down_as_a_look_at_people() -> None:
    late("Bram")
    listed = client_of("Hanna").get(reverse("dashboard_list"), {"what": "overdue_now", "period": "last-year"})
    assert "Kandidaat 0" in words(listed)
    assert list(Read.objects.values_list("user__first_name", "what")) == [("Hanna", "figures: overdue_now")]
    assert client_of("Hanna").get(reverse("dashboard_list"), {"what": "iets"}).status_code == 404


def test_nonsense_in_an_address_is_left_out() -> None:
    decide("Nadia", told_after=1)
    nonsense = {"period": "2026-99", "department": "x", "stage": "y", "channel": "z", "person": "9" * 40}
    assert words(page("Hanna", **nonsense)) == words(page("Hanna"))


def test_a_quarter_of_other_reasons_raises_the_notice() -> None:
    for number in range(8):
        decide("Nadia", told_after=1, reason="other" if number < 2 else "diploma", reason_details="x")
    assert "25% van de besluiten heeft “een andere reden”." in words(page("Hanna"))
    decide("Nadia", told_after=1, reason="diploma", reason_details="x")
    assert "een andere reden”" not in words(page("Hanna"))


@pytest.mark.parametrize("two_steps", [False, True])
def test_the_page_costs_the_same_with_one_row_and_with_many(two_steps: bool) -> None:
    """Fifteen statements at most, the look whether somebody logs in with two steps among them."""
    if two_steps:
        Organisation.objects.update(two_step_required=True)
        Authenticator.objects.create(user=user("Hanna"), type=Authenticator.Type.TOTP, data={})

    def statements() -> int:
        client = client_of("Hanna")
        client.get(reverse("dashboard"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("dashboard"), {"period": "all"}).status_code == 200
        return len(asked)

    late("Bram")
    once = statements()
    for _more in range(4):
        answered("Nadia", "yes")
        late("Nadia")
        decide("Bram", told_after=1)
    assert statements() == once <= 15


def answered(by: str, *answers: str) -> None:
    """Each told after an hour, and asked whether it was useful."""
    for answer in answers:
        decide(by, told_after=1)
        rejection = Rejection.objects.latest("pk")
        say_useful(rejection, about=About.FEEDBACK, useful=Useful(answer), why="", at=NOW)


def useful_cell(answer: Any) -> str:
    """Of the interviews."""
    row = answer.content.decode().partition('id="stages"')[2].partition("Gesprek <small>")[2].partition("</tr>")[0]
    return row.rpartition("<td")[2].partition(">")[2]


def bare(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


ANSWERS = ("useful", "answered", "not_useful_with", "answered_with", "not_useful_without", "answered_without")


def test_who_found_it_useful_is_a_share_of_five_or_more() -> None:
    decide("Nadia", told_after=1)
    assert bare(useful_cell(page("Hanna"))) == "nog geen antwoorden"
    answered("Nadia", "yes", "yes", "a_bit", "no")
    few = useful_cell(page("Hanna"))
    assert bare(few) == "4 mensen te weinig voor een deel"
    assert "what=useful" not in few
    listed = client_of("Hanna").get(reverse("dashboard_list"), {"what": "useful"})
    assert "Kandidaat" not in words(listed).replace("Kandidaat Fase", "")
    answered("Nadia", "yes")
    assert bare(useful_cell(page("Hanna"))) == "60% 3 van 5"
    listed = words(client_of("Hanna").get(reverse("dashboard_list"), {"what": "useful", "in_stage": "interview"}))
    assert "Had er iets aan" in listed
    assert "Kandidaat 5" in listed
    assert "Kandidaat 4" not in listed  # who said no


def test_recruiters_see_answers_without_names_as_candidates_are_told() -> None:
    answered("Nadia", "yes", "yes", "no", "yes", "yes")
    for reader in ("Nadia", "Vera"):
        cell = useful_cell(page(reader))
        assert (bare(cell), "<a" in cell) == ("80% 4 van 5", False)
        assert {client_of(reader).get(reverse("dashboard_list"), {"what": what}).status_code for what in ANSWERS} <= {
            403,
            404,
        }
    for name, columns in (("Nadia", set()), ("Hanna", {"useful_feedback", "useful_talk"})):
        rows = second_count.read(b"".join(client_of(name).get(reverse("dashboard_rows_csv")).streaming_content))
        assert {column for column in rows[0] if column.startswith("useful")} == columns
    assert [row["useful_feedback"] for row in rows] == ["yes", "yes", "no", "yes", "yes"]


def test_hr_chooses_which_sources_stand_beside_us() -> None:
    client = client_of("Hanna")
    kept = BENCHMARKS[0].id
    answer = client.post(reverse("benchmarks"), {"shown": [kept]}, follow=True)
    assert "Bewaard. De cijfers tonen deze bronnen." in words(answer)
    assert Organisation.objects.get().benchmarks_off == [line.id for line in BENCHMARKS[1:]]
    beside = page("Hanna").content.decode().partition('id="beside"')[2].partition("</table>")[0]
    assert beside.count("<tr>") == 2
    assert "Digitaal-Werven" in beside
    client.post(reverse("benchmarks"), {})
    assert "Er is geen bron gekozen." in words(page("Hanna"))


def test_a_workbook_that_would_not_open_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard_files, "MOST_IN_A_WORKBOOK", 2)
    for told_after in (1, 2, 3):
        decide("Nadia", told_after=told_after)
    answer = client_of("Hanna").get(reverse("dashboard_rows_xlsx"))
    assert answer.status_code == 413
    assert "Te lang voor een werkmap" in words(answer)


def test_a_title_that_is_a_formula_stays_text_in_the_files() -> None:
    decide("Nadia", told_after=1, vacancy=cast.vacancy("=HYPERLINK(1)"))
    client = client_of("Hanna")
    (row,) = second_count.read(b"".join(client.get(reverse("dashboard_rows_csv")).streaming_content))
    assert row["vacancy"] == "'=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse("dashboard_rows_xlsx")).streaming_content)))
    assert [cell.data_type for cell in book.worksheets[0][2] if cell.value == "=HYPERLINK(1)"] == ["s"]


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("dashboard_figures_csv", "Onderdeel;Van wie of wat;Cijfer;Waarde", "Section;Of whom;Figure;Value"),
        ("dashboard_rows_csv", "Belofte;Afwijzing;Afdeling;Vacature;Fase", "Promise;Rejection;Department;Vacancy"),
        ("dashboard_work", "Collega;Moment;Werk;Uitkomst;Minuten", "Colleague;Moment;Work;Outcome;Minutes"),
    ],
)
def test_files_speak_the_language_of_their_reader(name: str, dutch: str, english: str) -> None:
    for told_after in (1, 2, 3, 4, 5):
        decide("Nadia", told_after=told_after)
    for language, words_of_it in (("nl", dutch), ("en", english)):
        User.objects.filter(first_name="Hanna").update(language=language)
        file = b"".join(client_of("Hanna").get(reverse(name)).streaming_content).decode("utf-8-sig")
        assert file.startswith(words_of_it)
    assert ("Per stage;Interview;Told in time: percent;100;" in file) == (name == "dashboard_figures_csv")


def test_what_stands_in_the_rows_of_a_file_is_said_in_words() -> None:
    answered("Nadia", "a_bit")
    Rejection.objects.update(reason="diploma")
    client, columns = client_of("Hanna"), ("promise", "stage", "reason", "told_by", "useful_feedback")
    found = {}
    for language in ("nl", "en"):
        User.objects.filter(first_name="Hanna").update(language=language)
        (row,) = _table(client, "dashboard_rows_csv")
        (work,) = _table(client, "dashboard_work")
        with translation.override(language):
            found[language] = [row[str(COLUMNS[name])] for name in columns], [work[str(COLUMNS[n])] for n in WORDS]
    assert found == {
        "nl": (
            ["Het besluit vertellen", "Gesprek", "Diploma of registratie", "Bellen", "Een beetje"],
            ["Telefoontje", "Bereikt en verteld"],
        ),
        "en": (
            ["Telling the decision", "Interview", "Diploma or registration", "Call", "A little"],
            ["Telephone call", "Reached and told"],
        ),
    }


WORDS = ("work", "outcome")


def _table(client: Client, name: str) -> list[dict[str, str]]:
    content = b"".join(client.get(reverse(name)).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def test_files_are_not_kept_by_anybody() -> None:
    for name in (*LISTS[1:], "dashboard_figures_csv", "dashboard_figures_xlsx"):
        answer = client_of("Hanna").get(reverse(name))
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_a_get_changes_nothing_and_a_post_is_not_for_figures() -> None:
    client = client_of("Hanna")
    for name in ("dashboard", "dashboard_figures_csv", "promise_page"):
        assert client.post(reverse(name)).status_code == 405


def test_the_promise_page_opens_only_where_the_organisation_wants_it() -> None:
    visitor = Client()
    assert visitor.get(reverse("promise_page")).status_code == 404
    Organisation.objects.update(promise_page=True)
    at = NOW - timedelta(days=60)
    for number in range(5):
        rejection = logged(
            by=user("Nadia"), decided_at=at, at=at, name=f"Iemand {number}", email=f"i{number}@example.org"
        )
        told = at + (1 if number else 500) * HOUR
        log_attempt(rejection, outcome=CallOutcome.REACHED, said=Said(), minutes=6, by=user("Nadia"), at=told)
    late("Bram")  # this month is still under way
    said = words(visitor.get(reverse("promise_page")))
    assert "4 van de 5 mensen kregen op tijd antwoord" in said
    assert "1 november 2025 tot en met 31 oktober 2026" in said
    assert "Een telefoontje, binnen twee werkdagen" in said
    assert "Iemand" not in said.replace("Iemand die", "")


def test_vandaag_says_the_same_number() -> None:
    for told_after in (1, 2, 3, 4):
        decide("Nadia", told_after=told_after)
    assert "Vier mensen konden antwoord verwachten." in words(client_of("Vera").get(reverse("today")))
    late("Bram")
    assert "Deze maand kregen 4 van de 5 mensen op tijd antwoord." in words(client_of("Vera").get(reverse("today")))
    assert "4 van de 5 mensen kregen op tijd antwoord" in words(page("Vera"))
