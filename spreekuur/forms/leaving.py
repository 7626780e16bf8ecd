"""A recruiter goes: to whom their work goes, and what becomes of their talks."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from candidates.forms.handover import HandoverForm
from candidates.forms.plain import card
from candidates.models import User

OVER, CANCEL = "over", "cancel"
WHAT_HAPPENS = [
    (OVER, card(gettext_lazy("A colleague takes them over"), gettext_lazy("At the same moments; a mail says so"))),
    (CANCEL, card(gettext_lazy("Cancel them"), gettext_lazy("A mail asks to choose a new moment"))),
]


class LeavingForm(HandoverForm):
    """Asks only what there is to decide: open work, talks, or both."""

    wrappers: ClassVar = {"talks": "choices twos"}
    unmarked: ClassVar = ("to", "why")
    talks = forms.ChoiceField(
        label=gettext_lazy("What happens to the talks?"),
        choices=WHAT_HAPPENS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens to the talks")},
    )
    moments = forms.BooleanField(
        label=gettext_lazy("Give up what the colleague cannot keep"),
        help_text=gettext_lazy("Of the agreed moments. Each becomes a task: call the candidate before that moment."),
        required=False,
    )
    field_order = ("talks", "to", "why", "moments")

    def __init__(
        self,
        *args: Any,
        giver: User,
        work: bool,
        talks: bool,
        moments: bool,
        unreachable: bool = False,
        **kwargs: Any,
    ) -> None:
        """`unreachable`: somebody with a talk has no mail address, so a colleague must call."""
        super().__init__(*args, giver=giver, **kwargs)
        self.work, self.has_talks, self.unreachable = work, talks, unreachable
        for name in [name for name, asked in (("talks", talks), ("moments", moments and work)) if not asked]:
            del self.fields[name]
        self.helper.layout = self.layout()

    def full_clean(self) -> None:
        """A colleague is needed for open work, when the talks go over, or to call whom no mail tells it."""
        needs = self.work or self.unreachable or (self.data.get("talks") == OVER if self.is_bound else True)
        self.fields["to"].required = self.fields["why"].required = needs
        super().full_clean()

    @property
    def cancels(self) -> bool:
        return self.cleaned_data.get("talks") == CANCEL

    @property
    def talks_to(self) -> User | None:
        return self.cleaned_data["to"] if self.cleaned_data.get("talks") == OVER else None
