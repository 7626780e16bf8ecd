"""A vacancy: its title and department, who works on it, what it asks for, until when it was open."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.models import User, Vacancy
from candidates.queries.vacancies import open_twin


class VacancyForm(PlainForm):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160, error_messages={"required": gettext_lazy("Fill in a title")}
    )
    department = forms.CharField(
        label=gettext_lazy("Department"),
        help_text=gettext_lazy("A new name makes a new department."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "departments", "autocomplete": "off"}),
    )
    recruiters = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who works on it?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    requirements = forms.CharField(
        label=gettext_lazy("What does it ask for?"),
        help_text=gettext_lazy("One requirement per line, as in the vacancy text."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, vacancy: Vacancy | None = None, **kwargs: Any) -> None:
        self.vacancy = vacancy
        super().__init__(*args, **kwargs)
        people = User.objects.recruiters()
        if vacancy:
            people = people | User.objects.filter(pk__in=vacancy.recruiters.values("pk"))
        field = cast("forms.ModelMultipleChoiceField[User]", self.fields["recruiters"])
        field.queryset = people.order_by("first_name", "last_name")
        field.choices = [(person.pk, person.name) for person in field.queryset]
        if vacancy:
            del self.fields["requirements"]  # the page of the vacancy keeps them one by one
            self.helper.layout = self.layout()

    def clean_requirements(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["requirements"].splitlines() if line.strip()]
        if any(len(line) > RequirementForm.LONGEST for line in lines):
            raise forms.ValidationError(_("Keep each requirement under 300 characters"))
        return lines

    def clean(self) -> dict[str, Any]:
        twin = open_twin(self.cleaned_data.get("title", ""), self.cleaned_data.get("department", ""))
        if twin and twin != self.vacancy:
            self.add_error("title", _("There is an open vacancy of this name in this department"))
        return self.cleaned_data


class RequirementForm(PlainForm):
    LONGEST: ClassVar = 300
    text = forms.CharField(
        label=gettext_lazy("Requirement"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Fill in the requirement")},
    )


class CloseForm(PlainForm):
    closed_on = forms.DateField(
        label=gettext_lazy("Closed on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Fill in a date")},
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_closed_on(self) -> Any:
        day = self.cleaned_data["closed_on"]
        if day > self.today:
            raise forms.ValidationError(_("Choose today, or an earlier day"))
        return day
