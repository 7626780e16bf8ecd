"""From when until when a recruiter is away, on the organisation's clock."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.moments import WallClockField
from candidates.forms.plain import PlainForm
from candidates.models import Organisation
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock


class AwayForm(PlainForm):
    rows: ClassVar = [("from_at", "until")]
    from_at = WallClockField(label=gettext_lazy("Away from"))
    until = WallClockField(label=gettext_lazy("Away until"))

    def __init__(self, *args: Any, organisation: Organisation, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = organisation.zone_info, now

    def clean_from_at(self) -> datetime:
        return self._on_our_clock(self.cleaned_data["from_at"], fold=0)

    def clean_until(self) -> datetime:
        until = self._on_our_clock(self.cleaned_data["until"], fold=1)
        if until <= self.now:
            raise forms.ValidationError(_("Choose a moment that is still to come"))
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("from_at") and cleaned.get("until") and cleaned["until"] <= cleaned["from_at"]:
            self.add_error("until", _("Choose a moment after the beginning"))
        return cleaned

    def _on_our_clock(self, typed: datetime, *, fold: int) -> datetime:
        """Of an hour that comes twice the widest reading: away is away."""
        try:
            return read_wall_clock(typed, self.zone)
        except NonexistentTime as skipped:
            raise forms.ValidationError(_("The clock skips this hour that night. Choose another time.")) from skipped
        except AmbiguousTime:
            return read_wall_clock(typed, self.zone, fold=fold)
