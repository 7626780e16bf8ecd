import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from candidates.templatetags import portal
from tests.cast import NOW


@pytest.fixture(autouse=True)
def english():
    with timezone.override("Europe/Amsterdam"), translation.override("en"):
        yield


def printed(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class Question(forms.Form):
    stage = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, error_messages={"required": "Kies een fase"}
    )
    slot = forms.ChoiceField(
        choices=[("Maandag", [("1", "13:00")])],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een moment"},
    )
    name = forms.CharField(error_messages={"required": "Vul een naam in"})

    def clean(self) -> None:
        raise forms.ValidationError("Dit gaat niet samen")


def test_a_state_is_a_shape_and_words() -> None:
    assert printed('{% state "soon" words "pen" %}', words="Vage zin <") == (
        '<span class="state state-soon"><svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="#i-pen"/></svg>Vage zin &lt;</span>'
    )


def test_a_phone_number_is_grouped_and_none_is_empty() -> None:
    assert [portal.phone("+31880000000"), portal.phone(""), portal.phone(None)] == ["088\xa0000\xa000\xa000", "", ""]


def test_an_hour_is_said_without_zeros() -> None:
    assert [portal.hour(time(9)), portal.hour(time(17, 30))] == ["9", "17:30"]


def test_a_page_that_does_not_exist_has_no_address() -> None:
    assert printed('[{% url_if_any "no_such_page" %}]') == "[]"


def test_the_summary_links_every_mistake_to_the_first_control_of_its_field() -> None:
    assert portal.errors(Question({}))["lines"] == [
        ("form_errors", "Dit gaat niet samen"),
        ("id_stage_0", "Kies een fase"),
        ("id_slot_0_0", "Kies een moment"),
        ("id_name", "Vul een naam in"),
    ]


def test_the_summary_takes_several_forms_and_says_how_many() -> None:
    page = printed("{% errors one two %}", one=Question({}), two=Question({"second-stage": "a"}, prefix="second"))
    assert "Check these 7 answers" in page
    assert 'href="#id_second-name"' in page
    assert 'href="#second_errors"' in page


def test_without_mistakes_there_is_no_summary() -> None:
    assert printed("{% errors form %}", form=Question()).strip() == ""


@pytest.mark.parametrize(("form", "faulty"), [(Question({}), True), (Question(), False), (None, False)])
def test_the_page_knows_that_a_form_came_back(form: forms.Form | None, faulty: bool) -> None:
    assert portal.has_errors(Context({"form": form})) is faulty


class Login(forms.Form):
    login = forms.CharField(label="Login", widget=forms.TextInput(attrs={"placeholder": "Login"}))


REWORDED = '{% reword form login="Address" login_help="Of your work" %}{% errors form %}{% crispy form %}'


@pytest.mark.parametrize("given", [None, {}])
def test_somebody_elses_form_gets_our_words_and_no_placeholder(given: dict[str, str] | None) -> None:
    form = Login(given)
    form.is_valid()
    page = printed(REWORDED, form=form)
    assert re.findall(r"<label[^>]*>\s*(\w+)", page) == ["Address"]
    assert '<div id="id_login_helptext" class="form-text">Of your work</div>' in page
    assert 'aria-describedby="id_login_helptext' in page
    assert "placeholder" not in page


def test_somebody_elses_form_says_what_is_missing_in_our_words() -> None:
    assert printed(REWORDED, form=Login({})).count("Fill in: Address") == 2  # in the summary and at the field


TOMORROW = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% moment at now %}", "tomorrow 17:00"),
        ('{% moment at now "full" %}', "tomorrow at 17:00"),
        ("{% moment at %}", "Wednesday 25 November 2026 17:00"),
        ("{% clock_time at %}", "17:00"),
    ],
)
def test_a_moment_is_words_and_says_its_zone_to_machines(source: str, words: str) -> None:
    assert printed(source, at=TOMORROW, now=NOW) == f'<time datetime="2026-11-25T17:00+01:00">{words}</time>'


def test_a_moment_of_the_past_is_words_too() -> None:
    assert ">yesterday 17:00<" in printed("{% moment at now %}", at=TOMORROW - timedelta(days=2), now=NOW)


@pytest.mark.parametrize(
    ("at", "kind", "lines"),
    [
        (NOW - timedelta(days=1), "late", ["late", "since yesterday 10:12"]),
        (NOW + timedelta(minutes=48), "soon", ["48 minutes left", "until 11:00"]),
        (TOMORROW, "plan", ["tomorrow 17:00"]),
    ],
)
def test_what_is_left_of_a_promise_has_a_shape_words_and_a_smaller_line(
    at: datetime, kind: str, lines: list[str]
) -> None:
    page = printed("{% due at now %}", at=at, now=NOW)
    assert f"state-{kind}" in page
    assert f"#i-{kind}" in page
    assert re.findall(r">([^<>]*[^<> ])<", page) == lines


def test_the_smaller_line_can_be_the_pages_own() -> None:
    assert "<small>" in (page := printed('{% due at now under="2 werkdagen na besluit" %}', at=TOMORROW, now=NOW))
    assert ">2 werkdagen na besluit</time>" in page


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Nobody is waiting for an answer"),
        (1, "One person is waiting for an answer"),
        (9, "Nine people are waiting for an answer"),
        (40, "40 people are waiting for an answer"),
    ],
)
def test_people_who_wait_are_counted_in_words(count: int, sentence: str) -> None:
    assert printed("{% people_waiting count %}", count=count) == sentence
