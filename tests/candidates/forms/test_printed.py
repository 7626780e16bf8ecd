"""Letter for letter what crispy prints: the same form, once by its templates and once by us."""

from typing import Any

import pytest
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.test.html import parse_html
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from candidates.forms.plain import PlainForm, card
from candidates.forms.printed import Printed

ODD = '"><b>&amp;é'


class Everything(PlainForm):
    one = forms.ChoiceField(
        label="Eén", help_text="<em>Nederlandse</em> tijd", choices=[("1", "<b>"), (2, card(_("Today"), ODD))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    grouped = forms.ChoiceField(
        label="Groep", choices=[("Ma & di", [(1, "9:00"), (2, "9:15")]), ("Wo", [(3, "9:30")])],
        widget=forms.RadioSelect(attrs={"class": "big", "data-x": ODD}), required=False,
    )  # fmt: skip
    many = forms.MultipleChoiceField(
        choices=[("a", _("Today")), ("b", ODD)], required=False, widget=forms.CheckboxSelectMultiple
    )
    hidden = forms.UUIDField(widget=forms.HiddenInput, required=False)
    line = forms.CharField(label=ODD, help_text=_("Today"), max_length=5)
    number = forms.IntegerField(min_value=0, max_value=9, widget=forms.NumberInput(attrs={"class": "w-s"}))
    address = forms.EmailField(required=False, disabled=True)
    phone = PhoneNumberField(required=False, region="NL")
    moment = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time", "class": "w-s"}, format="%H:%M"))
    secret = forms.CharField(widget=forms.PasswordInput)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), help_text="Kort", max_length=9)
    without_label = forms.CharField(label="", required=False)
    yes = forms.BooleanField(required=False, help_text="Mag")
    choice = forms.ChoiceField(choices=[("a", "A")])
    file = forms.FileField()


TYPED: dict[str, Any] = {
    "one": "2", "grouped": "3", "many": ["b", "niets"], "hidden": ODD, "line": f"{ODD} te lang", "number": "x",
    "phone": "06 1234", "moment": "13:00", "text": f"\n{ODD}", "yes": "on", "choice": "zz",
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("typed", [None, {}, TYPED], ids=["fresh", "empty", "typed"])
@pytest.mark.parametrize("name", Everything.base_fields)
@pytest.mark.parametrize("css", [None, "choices slots"])
def test_it_is_what_crispy_prints(name: str, typed: Any, language: str, css: str | None) -> None:
    with translation.override(language):
        ours, theirs = (printed(kind(name, wrapper_class=css), typed) for kind in (Printed, Field))
    assert parse_html(ours) == parse_html(theirs)


def printed(part: Field, typed: Any) -> str:
    form = Everything(typed, initial={"grouped": 1, "line": ODD, "text": ODD, "moment": "9:00"})
    form.helper.layout = Layout(part)
    form.helper.disable_csrf = True
    return str(render_crispy_form(form))
