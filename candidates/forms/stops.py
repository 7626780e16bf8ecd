"""The answer to a sentence that the guide stops: a reason why it may stay, or a promise with a day and a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.models import Organisation, User
from candidates.rules.margin import Note
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock

PROMISE = ("what", "day", "hour", "owner")
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Desk:
    """Who writes, when, for which organisation, and which colleagues may be named."""

    user: User
    now: datetime
    organisation: Organisation
    colleagues: Sequence[User] = ()

    @property
    def owners(self) -> list[tuple[str, str]]:
        others = [(str(one.pk), one.name) for one in self.colleagues if one.pk != self.user.pk]
        return [(str(self.user.pk), _("I do it myself")), *others]


@dataclass(frozen=True)
class Promised:
    """What was turned from hope into something to do."""

    what: str
    due_at: datetime
    owner: User


class StopForm(PlainForm):
    """Of one note; its prefix is the key of the note. Nothing filled in is no answer, and no mistake either."""

    unmarked: ClassVar = ("why", *PROMISE)
    free_texts: ClassVar = ("why", "what")
    why = forms.CharField(
        label=gettext_lazy("Why may this sentence stay?"),
        help_text=gettext_lazy("Your reason is kept with the file."),
        required=False,
        max_length=500,
    )
    what = forms.CharField(label=gettext_lazy("What will be done?"), required=False, max_length=500)
    day = forms.DateField(
        label=gettext_lazy("On which day, at the latest?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Fill in a day, such as 4-12-2026")},
    )
    hour = forms.TimeField(
        label=gettext_lazy("What time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Fill in a time, such as 17:00")},
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who does it?"), required=False)

    def __init__(self, data: Any, *, note: Note, desk: Desk, initial: dict[str, Any]) -> None:
        self.note, self.desk = note, desk
        usual = {"hour": desk.organisation.close_of_day, "owner": str(desk.user.pk), "what": note.replaces}
        super().__init__(data, prefix=note.key, initial=usual | initial)
        self.fields["owner"].choices = desk.owners  # type: ignore[attr-defined]  # not on every Field
        if not note.may_be_promised:
            self._leave_out(PROMISE)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        today = self.desk.now.astimezone(self.desk.organisation.zone_info).date()
        if day and not today <= day <= today + FURTHEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day"):
            if not cleaned.get("what"):
                self.add_error("what", _("Write what will be done"))
            cleaned["due_at"] = self._due_at(cleaned["day"], cleaned.get("hour"))
        return cleaned

    @property
    def is_answer(self) -> bool:
        return self.is_bound and self.is_valid() and bool(self.cleaned_data.get("day") or self.reason)

    @property
    def has_own_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    @property
    def reason(self) -> str:
        """Empty when the sentence became a promise: then nothing is overruled."""
        return "" if self.cleaned_data.get("day") else str(self.cleaned_data.get("why", "")).strip()

    @property
    def promised(self) -> Promised | None:
        if not self.cleaned_data.get("day"):
            return None
        owner = next((one for one in self.desk.colleagues if str(one.pk) == self.cleaned_data["owner"]), self.desk.user)
        return Promised(self.cleaned_data["what"], self.cleaned_data["due_at"], owner)

    @property
    def promise_is_open(self) -> bool:
        """Whether the part about a promise unfolds by itself: somebody was busy in it."""
        return bool(self["day"].value() or self._wrong(PROMISE)) if "day" in self.fields else False

    @property
    def why_is_open(self) -> bool:
        return bool(self["why"].value() or self._wrong(("why",)))

    def _wrong(self, names: Iterable[str]) -> bool:
        return self.is_bound and any(name in self.errors for name in names)

    def _due_at(self, day: date, hour: time | None) -> datetime | None:
        wanted = datetime.combine(day, hour or self.desk.organisation.close_of_day)
        zone = self.desk.organisation.zone_info
        try:
            moment = read_wall_clock(wanted, zone)
        except NonexistentTime:
            self.add_error("hour", _("The clock skips this hour that night. Choose another time."))
            return None
        except AmbiguousTime:
            moment = read_wall_clock(wanted, zone, fold=0)  # the first of the two: never later than meant
        if moment <= self.desk.now:
            self.add_error("hour", _("Choose a moment that is still to come"))
        return moment

    def _leave_out(self, names: Iterable[str]) -> None:
        for name in names:
            del self.fields[name]
