"""The moment a mail leaves: now or later, and never after the due moment."""

from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from candidates.forms.moments import WallClockInput, read_typed
from candidates.forms.plain import PlainForm, card
from candidates.rules.words import clock, full_moment
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock


class SendForm(PlainForm):
    """On the day it is due a time is enough; otherwise a date and a time. A mail sent now would leave at `leaves`."""

    unmarked: ClassVar = ("when", "at")
    wrappers: ClassVar = {"when": "choices", "at": "if-later"}
    when = forms.ChoiceField(label=gettext_lazy("When does the mail leave?"), widget=forms.RadioSelect, initial="now")
    at = forms.CharField(label=gettext_lazy("What time?"), required=False)

    def __init__(
        self, *args: Any, now: datetime, due_at: datetime | None, leaves: datetime, zone: ZoneInfo, **kwargs: Any
    ) -> None:
        self.now, self.due_at, self.leaves, self.zone = now, due_at, leaves, zone
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = self._choices()  # type: ignore[attr-defined]  # not on every Field
        self._shape_moment()

    @property
    def is_due_today(self) -> bool:
        return self.due_at is not None and self._here(self.due_at).date() == self._here(self.now).date()

    @property
    def chosen(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data.get("at") if self.cleaned_data.get("when") == "later" else None
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") == "later":
            try:
                cleaned["at"] = self._in_time(self._read(cleaned.get("at", "")))
            except forms.ValidationError as wrong:
                self.add_error("at", wrong)
        return cleaned

    def _choices(self) -> list[tuple[str, object]]:
        now = ("now", card(_("Now"), self._recall()))
        if self.due_at is None:
            return [now, ("later", card(_("Later"), _("At a moment you choose")))]
        if self.due_at <= self.now:
            return [now]
        if self.is_due_today:
            return [now, ("later", card(_("Later today"), _("No later than %(time)s") % {"time": self._limit()}))]
        return [now, ("later", card(_("Later"), _("No later than %(moment)s") % {"moment": self._limit()}))]

    def _recall(self) -> str:
        minutes = int((self.leaves - self.now).total_seconds() // 60)
        if not minutes:
            return _("It leaves at once")
        return ngettext(
            "You can take it back for %(count)s minute", "You can take it back for %(count)s minutes", minutes
        ) % {"count": minutes}

    def _limit(self) -> str:
        if self.due_at is None:
            return ""
        return clock(self.due_at, self.zone) if self.is_due_today else full_moment(self.due_at, self.now, self.zone)

    def _shape_moment(self) -> None:
        latest = self._here(self.due_at) if self.due_at else None
        if self.is_due_today and latest:
            self.fields["at"].widget = forms.TimeInput(attrs={"type": "time", "class": "w-s", "max": f"{latest:%H:%M}"})
        else:
            limit = {"max": f"{latest:%Y-%m-%dT%H:%M}"} if latest else {}
            self.fields["at"].widget = WallClockInput(**limit)
            self.fields["at"].label = _("When?")

    def _read(self, typed: str) -> datetime:
        naive = self._today_at(typed) if self.is_due_today else read_typed(typed)
        if naive is None:
            raise forms.ValidationError(_("Fill in when the mail leaves"))
        try:
            return read_wall_clock(naive, self.zone)
        except NonexistentTime as skipped:
            raise forms.ValidationError(_("The clock skips this hour that night. Choose another time.")) from skipped
        except AmbiguousTime:
            return read_wall_clock(naive, self.zone, fold=0)  # the first of the two: never later than meant

    def _today_at(self, typed: str) -> datetime | None:
        try:
            hour: time | None = parse_time(typed.strip())
        except ValueError:
            return None
        return datetime.combine(self._here(self.now).date(), hour) if hour else None

    def _in_time(self, moment: datetime) -> datetime:
        if self.due_at is not None and moment > self.due_at:
            raise forms.ValidationError(_("Choose a moment no later than %(limit)s") % {"limit": self._limit()})
        if moment <= self.now:
            raise forms.ValidationError(_("Choose a moment that is still to come"))
        return moment

    def _here(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)
