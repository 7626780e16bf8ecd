import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm, PlainModelForm, card
from candidates.models import User


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


class Rejection(PlainForm):
    wrappers = {"stage": "choices thirds", "phone": "if-phone"}
    rows = [("name", "email")]
    unmarked = {"phone"}

    stage = forms.ChoiceField(
        label="Tot welke fase?",
        choices=[("cv", card("Cv", "Mail")), ("talk", card(_("Today"), "<b>"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Naam", help_text="Voluit", widget=forms.TextInput(attrs={"placeholder": "Naam"}))
    email = forms.EmailField(label="E-mailadres", required=False)
    phone = forms.CharField(label="Telefoonnummer", required=False)
    sure = forms.BooleanField(label="Zeker", required=False)


def printed(form: forms.BaseForm) -> str:
    return " ".join(render_crispy_form(form, context={"csrf_token": "its-token"}).split())


def position(page: str, *parts: str) -> list[int]:
    places = [page.find(part) for part in parts]
    assert -1 not in places, list(zip(parts, places, strict=True))
    return places


def test_it_prints_the_csrf_token_but_no_form_of_its_own() -> None:
    page = printed(Rejection())
    assert 'name="csrfmiddlewaretoken" value="its-token"' in page
    assert "<form" not in page


def test_optional_fields_say_so_save_those_that_some_answers_need() -> None:
    labels = {name: str(field.label) for name, field in Rejection().fields.items()}
    assert labels == {
        "stage": "Tot welke fase?",
        "name": "Naam",
        "email": 'E-mailadres <span class="soft fw-normal">(niet verplicht)</span>',
        "phone": "Telefoonnummer",
        "sure": "Zeker",
    }


def test_a_missing_answer_says_what_to_do() -> None:
    form = Rejection({})
    assert form.errors == {"stage": ["Kies: Tot welke fase?"], "name": ["Vul in: Naam"]}


def test_your_own_words_for_a_missing_answer_stay() -> None:
    class Named(PlainForm):
        name = forms.CharField(error_messages={"required": "Vul een naam in"})

    assert Named({}).errors == {"name": ["Vul een naam in"]}


def test_choices_become_cards_with_a_second_line() -> None:
    page = printed(Rejection())
    assert '<div id="div_id_stage" class="mb-3 choices thirds">' in page
    assert '<label class="form-check-label" for="id_stage_0">Cv <small>Mail</small></label>' in page
    assert "Vandaag <small>&lt;b&gt;</small>" in page


def test_fields_of_a_row_stand_beside_each_other() -> None:
    page = printed(Rejection())
    row, name, email, phone = position(page, 'class="row', 'id="div_id_name"', 'id="div_id_email"', 'id="div_id_phone"')
    assert row < name < email < phone
    assert page[row:phone].count("col-md") == 2


def test_a_group_of_answers_names_its_help_and_error_before_the_answers() -> None:
    class Slots(PlainForm):
        slot = forms.ChoiceField(
            label="Moment",
            help_text="Nederlandse tijd",
            choices=[("Maandag", [("1", "13:00")])],
            widget=forms.RadioSelect,
        )

    page = printed(Slots({}))
    parts = position(page, "<legend", 'id_slot_helptext"', 'id="id_slot_error"', 'role="group"', 'id="id_slot_0_0"')
    assert parts == sorted(parts)
    assert '<fieldset aria-describedby="id_slot_helptext id_slot_error">' in page


def test_an_input_is_joined_to_its_help_and_error() -> None:
    page = printed(Rejection({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert " required" not in page.replace("requiredField", "")
    assert "placeholder" not in page


def test_a_mistake_of_the_whole_form_is_a_notice_one_can_link_to() -> None:
    form = Rejection({})
    form.add_error(None, "Dit adres is al bekend")
    page = printed(form)
    assert '<div class="notice notice-late" id="form_errors" tabindex="-1">' in page
    assert "<p>Dit adres is al bekend</p>" in page


def test_radios_of_a_model_have_no_blank_answer() -> None:
    class Look(PlainModelForm):
        class Meta:
            model = User
            fields = ["theme"]
            widgets = {"theme": forms.RadioSelect}

    assert [value for value, _words in Look().fields["theme"].choices] == ["auto", "light", "dark"]


def test_one_form_does_not_change_the_words_of_the_next() -> None:
    Rejection()
    assert str(Rejection().fields["email"].label).count("niet verplicht") == 1
