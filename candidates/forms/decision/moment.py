"""When it was decided: read off a clock that skips an hour once a year, and shows one twice."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.decision.desk import Desk
from candidates.forms.moments import WallClockField, read_typed
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock


class MomentPart(forms.Form):
    """`fold` is asked only of an hour that came twice."""

    decided_at = WallClockField(
        label=gettext_lazy("When was the decision taken?"),
        help_text=gettext_lazy("The clock runs from this moment. Earlier is fine, later is not."),
    )
    fold = forms.ChoiceField(
        label=gettext_lazy("The clock went back that night. Which of the two was it?"),
        widget=forms.RadioSelect,
        choices=[
            ("0", gettext_lazy("The first time, still summer time")),
            ("1", gettext_lazy("The second time, already winter time")),
        ],
        error_messages={"required": gettext_lazy("This time came twice that night. Choose the first or the second")},
    )
    desk: Desk

    def offer_moment(self) -> None:
        typed = read_typed(str(self.data.get("decided_at", ""))) if self.is_bound else None
        if typed is None or not came_twice(typed, self.desk.zone):
            del self.fields["fold"]

    def check_moment(self) -> None:
        """Puts the instant itself under `moment`."""
        typed, fold = self.cleaned_data.get("decided_at"), self.cleaned_data.get("fold")
        if typed is None or ("fold" in self.fields and fold is None):
            return
        try:
            self.cleaned_data["moment"] = instant(typed, self.desk, fold=int(fold) if fold else None)
        except ValidationError as problem:
            self.add_error("decided_at", problem)


def instant(typed: datetime, desk: Desk, *, fold: int | None) -> datetime:
    """In UTC. ValidationError when the clock never showed it, or has not shown it yet."""
    try:
        moment = read_wall_clock(typed, desk.zone, fold)
    except NonexistentTime:
        sentence = _("At %(time)s the clock had just gone forward: that time does not exist. Choose another one")
        raise ValidationError(sentence % {"time": f"{typed.hour}:{typed.minute:02d}"}, code="nonexistent") from None
    if moment > desk.now:
        raise ValidationError(_("This moment is still to come. Choose now, or earlier"), code="future")
    return moment


def came_twice(typed: datetime, zone: ZoneInfo) -> bool:
    try:
        read_wall_clock(typed, zone)
    except AmbiguousTime:
        return True
    except NonexistentTime:
        return False
    return False
