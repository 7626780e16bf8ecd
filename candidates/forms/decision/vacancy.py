"""For which vacancy: an open one, or a new one made on the fly."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.decision.desk import Desk
from candidates.models import Department, Requirement, Vacancy
from candidates.queries.vacancies import active_requirements, open_twin, open_vacancies_of

NEW = "new"


class VacancyPart(forms.Form):
    vacancy = forms.ChoiceField(
        label=gettext_lazy("Vacancy"),
        error_messages={
            "required": gettext_lazy("Choose a vacancy"),
            "invalid_choice": gettext_lazy("Choose a vacancy that is open"),
        },
    )
    new_vacancy = forms.CharField(
        label=gettext_lazy("What is the new vacancy called?"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=gettext_lazy("Department"),
        empty_label=gettext_lazy("None yet"),
        required=False,
    )
    requirement = forms.ModelChoiceField(
        Requirement.objects.none(),
        label=gettext_lazy("Which requirement is it about?"),
        empty_label=gettext_lazy("Later, with the feedback"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a requirement of this vacancy")},
    )
    desk: Desk

    def offer_vacancies(self) -> None:
        mine, others = open_vacancies_of(self.desk.user)
        self.vacancies = {str(vacancy.pk): vacancy for vacancy in [*mine, *others]}
        field = cast(forms.ChoiceField, self.fields["vacancy"])
        field.choices = _options(mine, others)
        field.widget.attrs |= {
            "hx-get": reverse_lazy("requirement_options"),
            "hx-trigger": "change",
            "hx-target": "#id_requirement",
        }
        chosen = self.vacancies.get(str(self["vacancy"].value()))
        if chosen:
            requirement = cast("forms.ModelChoiceField[Requirement]", self.fields["requirement"])
            requirement.queryset = active_requirements(chosen)

    def check_vacancy(self) -> None:
        """Leaves a Vacancy under `vacancy`: an unsaved one when it is new."""
        chosen = self.cleaned_data.get("vacancy")
        if chosen == NEW:
            self._check_new()
        elif chosen:
            self.cleaned_data["vacancy"] = self.vacancies[chosen]

    def _check_new(self) -> None:
        title, department = self.cleaned_data.get("new_vacancy", ""), self.cleaned_data.get("department")
        self.cleaned_data["vacancy"] = Vacancy(title=title, department=department)
        if not title:
            self.add_error("new_vacancy", _("Fill in what the vacancy is called"))
        elif open_twin(title, department.name if department else ""):
            self.add_error("new_vacancy", _("There is an open vacancy of this name. Choose it from the list"))


Options = list[tuple[str, object]]


def _options(mine: Sequence[Vacancy], others: Sequence[Vacancy]) -> Options:
    begin: Options = [("", gettext_lazy("Choose a vacancy"))]
    end: Options = [(NEW, gettext_lazy("A new vacancy …"))]
    if not mine or not others:
        return [*begin, *_named([*mine, *others]), *end]
    return [*begin, (_("Yours"), _named(mine)), (_("Others"), _named(others)), *end]


def _named(vacancies: Sequence[Vacancy]) -> Options:
    """The department tells two of the same name apart."""
    titles = [vacancy.title for vacancy in vacancies]
    return [
        (str(v.pk), f"{v.title} ({v.department})" if v.department and titles.count(v.title) > 1 else v.title)
        for v in vacancies
    ]
