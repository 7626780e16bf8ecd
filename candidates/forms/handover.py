from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.forms.free_text import may_read
from candidates.forms.plain import PlainForm
from candidates.models import User


class WhyForm(PlainForm):
    """One question: why. The answer stays in the record, also when candidates are forgotten."""

    also_looked_at: ClassVar = ("why",)
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Name no candidate here: this stays."),
        max_length=300,
        error_messages={"required": _("Write down why, in a few words")},
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["why"].label = label


class WhyOfCandidateForm(WhyForm):
    """The same, about one candidate."""

    free_texts: ClassVar = ("why",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = may_read()


class HandoverForm(PlainForm):
    """To whom, and why. Only recruiters who can work now are offered, and never whom the work comes from."""

    free_texts: ClassVar = ("why",)
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To which colleague?"),
        empty_label=_("Choose a colleague"),
        error_messages={
            "required": _("Choose a colleague"),
            "invalid_choice": _("Choose a recruiter who can take work now"),
        },
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Your colleague reads this. Write no personal reasons of somebody's absence."),
        max_length=300,
        error_messages={"required": _("Write down why, in a few words")},
    )

    def __init__(self, *args: Any, giver: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.recruiters().order_by("first_name", "last_name")
        if giver:
            colleagues = colleagues.exclude(pk=giver.pk)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]  # not on every Field


class HandoverAllForm(HandoverForm):
    """Everything that one colleague has open."""

    giver = forms.TypedChoiceField(
        label=_("Whose work?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose whose work goes over")),
    )
    field_order = ("giver", "to", "why")

    def __init__(self, *args: Any, givers: list[User], giver: User | None, **kwargs: Any) -> None:
        super().__init__(*args, giver=giver, initial={"giver": giver.pk if giver else ""}, **kwargs)
        self.givers = {str(colleague.pk): colleague for colleague in givers}
        field = cast(forms.TypedChoiceField, self.fields["giver"])
        field.choices = [("", _("Choose a colleague")), *((pk, _with_work(user)) for pk, user in self.givers.items())]

    def clean_giver(self) -> User:
        return self.givers[self.cleaned_data["giver"]]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("giver") and self.cleaned_data.get("giver") == self.cleaned_data.get("to"):
            self.add_error("to", _("Choose another colleague"))
        return self.cleaned_data


def _with_work(colleague: User) -> str:
    open_tasks: int = colleague.open_tasks  # type: ignore[attr-defined]  # annotated by its query
    words = ngettext("%(name)s (%(count)s open task)", "%(name)s (%(count)s open tasks)", open_tasks)
    return words % {"name": colleague.name, "count": open_tasks}
