"""What somebody looks for in a list. A filter that makes no sense is left out, never an error page."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm
from candidates.models import Role, User, Vacancy
from candidates.queries.rejections import DUE, NEWEST, Wanted
from candidates.rules.stages import STAGE_LABELS, Stage

STATES = (
    ("", _("All")),
    ("open", _("Waiting for an answer")),
    ("late", _("Too late")),
    ("told", _("Told")),
    ("withdrawn", _("Withdrew")),
    ("taken-back", _("Taken back")),
    ("never-told", _("Never told")),
)


LONGEST = 120  # characters of what somebody looks for


class RejectionFilter(PlainForm):
    """What is looked for comes from the session (access.searches), the filters from the address."""

    q = forms.CharField(
        label=_("Name or vacancy"), max_length=LONGEST, widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
    vacancy = forms.ModelChoiceField(Vacancy.objects.all(), widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("All")), *((stage.value, STAGE_LABELS[stage]) for stage in Stage)],
        required=False,
    )
    recruiter = forms.ModelChoiceField(
        User.objects.filter(role=Role.RECRUITER).order_by("first_name", "last_name"),
        label=_("Recruiter"),
        empty_label=_("All"),
        required=False,
    )
    since = forms.DateField(
        label=_("Decided from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )
    until = forms.DateField(
        label=_("Up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[(NEWEST, _("Newest first")), (DUE, _("Due first (open answers)"))],
        required=False,
    )

    unmarked: ClassVar = ("q", "vacancy", "state", "stage", "recruiter", "since", "until", "order")
    USUAL: ClassVar = ("q", "state")
    FINE: ClassVar = (("stage", "recruiter"), ("since", "until"), ("order",))

    @property
    def search(self) -> FormHelper:
        helper = beside(self.USUAL)
        helper.layout.append("vacancy")  # hidden: it takes no room in the row
        return helper

    @property
    def refine(self) -> FormHelper:
        return beside(*self.FINE)

    @property
    def is_refined(self) -> bool:
        return any(self[name].value() for names in self.FINE for name in names)

    @property
    def in_address(self) -> dict[str, str]:
        """The filters that were chosen; what is usual need not be said."""
        chosen = {name: str(self[name].value() or "") for name in self.fields if name != "q"}
        return {name: value for name, value in chosen.items() if value and (name, value) != ("order", NEWEST)}

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(words=given.pop("q", ""), **given)

    @property
    def is_narrowed(self) -> bool:
        return self.wanted != Wanted(order=self.wanted.order)


def beside(*rows: Sequence[str]) -> FormHelper:
    """Some of the fields, in rows; the page prints the token, if there is one."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*(Row(*(Column(name) for name in names)) for names in rows))
    return helper


class VacancyFilter(PlainForm):
    q = forms.CharField(
        label=_("Vacancy"), max_length=120, widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Open")), ("closed", _("Closed"))], required=False)

    unmarked: ClassVar = ("q", "state")

    @property
    def search(self) -> FormHelper:
        return beside(("q", "state"))
