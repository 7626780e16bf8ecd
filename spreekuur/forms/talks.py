"""What is written down after a talk, and what is decided anew. What is needed depends on how it went."""

from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.calls import area
from candidates.forms.decision.more import ReasonPart
from candidates.forms.plain import PlainForm, card
from candidates.models import User, Vacancy
from candidates.models.rejection import STAGE_CHOICES
from candidates.rules.stages import Stage
from spreekuur.rules.talks import OUTCOME_LABELS, Outcome

POINTS = ("went_well", "why_not", "advice")
SMALL = {
    Outcome.ADVICE: gettext_lazy("The candidate can go on with your advice"),
    Outcome.REOPENED: gettext_lazy("You choose who decides anew"),
    Outcome.OTHER_VACANCY: gettext_lazy("Something fits that is open now"),
    Outcome.TALENT_POOL: gettext_lazy("Only when the candidate says yes"),
    Outcome.NO_SHOW: gettext_lazy("We offer a new moment, once"),
}
NEEDED: dict[Outcome, tuple[str, ...]] = {
    Outcome.ADVICE: ("advice", "minutes"),
    Outcome.REOPENED: ("wrong", "decider", "minutes"),
    Outcome.OTHER_VACANCY: ("other_vacancy", "minutes"),
    Outcome.TALENT_POOL: ("consent", "minutes"),
    Outcome.NO_SHOW: (),
}


def count_of_minutes(label: Any) -> forms.IntegerField:
    number = forms.NumberInput(attrs={"class": "w-s", "min": 0, "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=240, widget=number)


class TalkForm(PlainForm):
    unmarked: ClassVar = (*POINTS, "wrong", "decider", "other_vacancy", "consent", "minutes", "preparation_minutes")
    free_texts: ClassVar = ("wrong", *POINTS, "work")
    rows: ClassVar = [("minutes", "preparation_minutes")]
    wrappers: ClassVar = {
        "outcome": "choices twos",
        "wrong": "if-reopened",
        "decider": "if-reopened",
        "other_vacancy": "if-other-vacancy",
        "consent": "if-talent-pool",
        "work": "if-talent-pool",
    }
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did the talk go?"),
        choices=[(outcome.value, card(OUTCOME_LABELS[outcome], SMALL[outcome])) for outcome in Outcome],
        widget=forms.RadioSelect,
    )
    wrong = forms.CharField(
        label=gettext_lazy("What did we see wrongly the first time?"),
        help_text=gettext_lazy("We learn from this. Write no personal traits in it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decider = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who decides anew?"), required=False, empty_label=None
    )
    other_vacancy = forms.ModelChoiceField(
        Vacancy.objects.none(),
        label=gettext_lazy("Which vacancy?"),
        required=False,
        empty_label=gettext_lazy("Choose a vacancy"),
    )
    consent = forms.BooleanField(label=gettext_lazy("The candidate said yes to the talent pool"), required=False)
    work = forms.CharField(
        label=gettext_lazy("For what work?"),
        help_text=gettext_lazy("In the words of the candidate. Empty: work like this vacancy."),
        required=False,
        max_length=200,
    )
    went_well = forms.CharField(label=gettext_lazy("What went well"), required=False, max_length=4000, widget=area(2))
    why_not = forms.CharField(label=gettext_lazy("Why not this job"), required=False, max_length=4000, widget=area(2))
    advice = forms.CharField(
        label=gettext_lazy("One piece of advice"),
        help_text=gettext_lazy("One or two sentences."),
        required=False,
        max_length=4000,
        widget=area(2),
    )
    minutes = count_of_minutes(gettext_lazy("How many minutes did it take?"))
    preparation_minutes = count_of_minutes(gettext_lazy("Minutes of preparation"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.recruiters().order_by("first_name", "last_name", "pk")
        cast("forms.ModelChoiceField[User]", self.fields["decider"]).queryset = colleagues
        self.fields["decider"].initial = user.pk
        open_now = Vacancy.objects.open().order_by("title", "pk")
        cast("forms.ModelChoiceField[Vacancy]", self.fields["other_vacancy"]).queryset = open_now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        for name in NEEDED[Outcome(outcome)] if outcome else ():
            if cleaned.get(name) in (None, "", False) and name not in self.errors:
                self.add_error(name, self._what_to_do(name))
        return cleaned

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"outcome": Outcome(self.cleaned_data["outcome"])}

    def _what_to_do(self, name: str) -> str:
        if name == "consent":
            return _("Tick this only when the candidate said yes; else choose another outcome")
        sentence = _("Choose: %(label)s") if name in ("decider", "other_vacancy") else _("Fill in: %(label)s")
        return sentence % {"label": self.fields[name].label}


class VerdictForm(ReasonPart, PlainForm):
    """How it was decided anew. Rejected again is a decision as any other, with its stage and its reason."""

    free_texts: ClassVar = ("reason_details",)
    wrappers: ClassVar = {
        "verdict": "choices twos",
        "hired_on": "if-hired",
        "stage": "choices thirds if-rejected",
        "reason": "if-rejected",
        "reason_details": "if-rejected if-details",
    }
    unmarked: ClassVar = ("hired_on", "stage", "reason", "reason_details")
    field_order = ("verdict", "hired_on", "stage", "reason", "reason_details")
    verdict = forms.ChoiceField(
        label=gettext_lazy("What did you decide?"),
        choices=[
            ("hired", card(gettext_lazy("Hired"), gettext_lazy("Counts as a hire through the spreekuur"))),
            ("rejected", card(gettext_lazy("Rejected again"), gettext_lazy("A new decision, with its own promise"))),
        ],
        widget=forms.RadioSelect,
    )
    hired_on = forms.DateField(
        label=gettext_lazy("From which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Fill in a day, such as 4-12-2026")},
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("How far did the candidate come now?"),
        choices=STAGE_CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == "hired" and not cleaned.get("hired_on") and "hired_on" not in self.errors:
            self.add_error("hired_on", _("Fill in the first day of work"))
        if cleaned.get("verdict") == "rejected" and not cleaned.get("stage"):
            self.add_error("stage", _("Choose how far the candidate came"))
        if cleaned.get("verdict") == "rejected":
            self.check_reason()
        return cleaned

    @property
    def hired_from(self) -> date | None:
        return self.cleaned_data["hired_on"] if self.cleaned_data["verdict"] == "hired" else None

    @property
    def new_stage(self) -> Stage:
        return Stage(self.cleaned_data["stage"])

    @property
    def ground(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("reason", "reason_details")}
