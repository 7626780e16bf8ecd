"""The three points with their reason, and the moment the mail leaves. A draft may be partial; a mail may not."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.models import Rejection, Requirement
from candidates.rules.points import NAMES, Points, copies, empty, holes
from candidates.rules.reasons import BY_ID, OFFERED
from candidates.rules.stages import EndedBy

ANOTHER = "another"
MISSING = {
    "went_well": gettext_lazy("Write what went well"),
    "why_not": gettext_lazy("Write why not this job"),
    "advice": gettext_lazy("Write one piece of advice"),
}


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "human"})


class FeedbackForm(PlainForm):
    """With sending=True everything that keeps a mail from leaving is an error on its field."""

    unmarked: ClassVar = (
        "went_well", "requirement", "other_requirement", "reason", "reason_details", "why_not", "advice"
    )  # fmt: skip
    free_texts: ClassVar = ("reason_details",)
    also_looked_at: ClassVar = NAMES
    wrappers: ClassVar = {"other_requirement": "if-another", "reason_details": "if-details"}

    went_well = forms.CharField(
        label=gettext_lazy("What went well?"),
        help_text=gettext_lazy("Name something you really saw or read."),
        required=False,
        max_length=4000,
        widget=area(3),
    )
    requirement = forms.ChoiceField(label=gettext_lazy("Which requirement is it about?"), required=False)
    other_requirement = forms.CharField(
        label=gettext_lazy("Which other requirement?"), required=False, max_length=300, widget=forms.TextInput()
    )
    reason = forms.ChoiceField(label=gettext_lazy("What kind of reason is it?"), required=False)
    reason_details = forms.CharField(
        label=gettext_lazy("What did you see?"),
        help_text=gettext_lazy("One sentence for our own record."),
        required=False,
        max_length=2000,
        widget=forms.TextInput(),
    )
    why_not = forms.CharField(
        label=gettext_lazy("Why not this job?"),
        help_text=gettext_lazy("Keep to the requirement and to what you saw."),
        required=False,
        max_length=4000,
        widget=area(4),
    )
    advice = forms.CharField(
        label=gettext_lazy("What is your advice?"),
        help_text=gettext_lazy("One tip that helps somebody on tomorrow."),
        required=False,
        max_length=4000,
        widget=area(3),
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, required=False)

    def __init__(
        self, *args: Any, rejection: Rejection, stranger: Callable[[str], str], sending: bool = False, **kwargs: Any
    ) -> None:
        """`stranger` finds the name of another candidate in a text, or answers nothing."""
        super().__init__(*args, **kwargs)
        self.rejection, self.stranger, self.sending = rejection, stranger, sending
        self.points = Points()  # as they were typed, also when one of them cannot leave like this
        self.requirements = _requirements(rejection)
        self._choices("requirement", _("Choose a requirement"), self._requirement_choices())
        self._choices("reason", _("Choose a reason"), self._reason_choices())

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = {name: cleaned.get(name, "") for name in MISSING}
        self.points = Points(**{name: words.replace("\r\n", "\n").strip() for name, words in given.items()})
        if self.sending:
            self._check_points()
            self._check_ground()
        return cleaned

    @property
    def chosen_requirement(self) -> Requirement | None:
        return self.requirements.get(self.cleaned_data.get("requirement", ""))

    @property
    def typed_requirement(self) -> str:
        is_another = self.cleaned_data.get("requirement") == ANOTHER
        return " ".join(self.cleaned_data.get("other_requirement", "").split()) if is_another else ""

    @property
    def named_requirement(self) -> str:
        """As it is chosen or typed now, whether this form was judged or not."""
        chosen = str(self["requirement"].value() or "")
        if chosen == ANOTHER:
            return str(self["other_requirement"].value() or "")
        return self.requirements[chosen].text if chosen in self.requirements else ""

    def _check_points(self) -> None:
        for name in empty(self.points):
            if not self.has_error(name):
                self.add_error(name, MISSING[name])
        for name in copies(self.points):
            self.add_error(name, _("This says the same as an earlier point. Write what is different here."))
        for name, words in self.points.all().items():
            self._check_words(name, words)

    def _check_words(self, name: str, words: str) -> None:
        for hole in holes(words)[:1]:
            self.add_error(name, _("Fill in or leave out “%(hole)s”.") % {"hole": hole})
        other = self.stranger(words)
        if other:
            sentence = _("“%(name)s” is the name of another candidate for this job. Leave it out.")
            self.add_error(name, sentence % {"name": other})

    def _check_ground(self) -> None:
        """The requirement, the reason, and what was seen: written down now, not when somebody asks later."""
        reason = BY_ID.get(self.cleaned_data.get("reason", ""))
        if reason is None:
            self.add_error("reason", _("Choose a reason"))
        elif reason.needs_details and not self.cleaned_data.get("reason_details", "").strip():
            self.add_error("reason_details", str(reason.asks))
        if self.cleaned_data.get("requirement") == ANOTHER and not self.typed_requirement:
            self.add_error("other_requirement", _("Write which requirement it is"))
        elif not self.cleaned_data.get("requirement") and self.rejection.ended_by == EndedBy.US:
            self.add_error("requirement", _("Choose a requirement"))

    def _choices(self, name: str, first: str, rest: list[tuple[str, str | Promise]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", first), *rest]

    def _requirement_choices(self) -> list[tuple[str, str | Promise]]:
        return [*((key, row.text) for key, row in self.requirements.items()), (ANOTHER, _("Another requirement"))]

    def _reason_choices(self) -> list[tuple[str, str | Promise]]:
        """A reason that is no longer offered stays with the rejection that has it."""
        kept = BY_ID.get(self.rejection.reason)
        extra = [kept] if kept and kept not in OFFERED else []
        return [(reason.id, reason.label) for reason in [*OFFERED, *extra]]


def _requirements(rejection: Rejection) -> dict[str, Requirement]:
    rows = list(rejection.vacancy.requirements.filter(is_active=True))
    if rejection.requirement and rejection.requirement not in rows:
        rows.append(rejection.requirement)
    return {str(row.pk): row for row in rows}
