"""What is seldom needed: it stands behind "more", with defaults that fit the usual decision."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.rules.reasons import BY_ID, OFFERED
from candidates.rules.stages import ENDED_BY_LABELS, EndedBy


class ReasonPart(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[
            ("", gettext_lazy("Later, with the feedback")),
            *((reason.id, reason.label) for reason in OFFERED),
        ],
        required=False,
    )
    reason_details = forms.CharField(
        label=gettext_lazy("What did you see?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def check_reason(self) -> None:
        """A reason that says too little by itself asks for what was seen."""
        reason = BY_ID.get(self.cleaned_data.get("reason", ""))
        if reason and reason.needs_details and not self.cleaned_data.get("reason_details"):
            self.add_error("reason_details", _("Write down what you saw: the reason alone says too little"))


class MorePart(ReasonPart):
    ended_by = forms.ChoiceField(
        label=gettext_lazy("Who ended it?"),
        widget=forms.RadioSelect,
        choices=[(ended_by.value, ENDED_BY_LABELS[ended_by]) for ended_by in EndedBy],
        initial=EndedBy.US.value,
        required=False,
    )
    talent_pool = forms.BooleanField(
        label=gettext_lazy("I want this candidate for the talent pool"),
        help_text=gettext_lazy("That adds a talk of fifteen minutes. To keep somebody longer you need their own yes."),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write?"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        initial="nl",
        required=False,
    )

    def check_more(self) -> None:
        """Empty answers become the usual ones."""
        cleaned = self.cleaned_data
        cleaned["ended_by"] = EndedBy(cleaned.get("ended_by") or EndedBy.US)
        cleaned["language"] = cleaned.get("language") or "nl"
        if cleaned["ended_by"] is EndedBy.CANDIDATE:
            cleaned |= {"reason": "", "reason_details": "", "requirement": None, "talent_pool": False}
        self.check_reason()
