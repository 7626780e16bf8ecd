"""The pause and the video room of each recruiter in the rhythm."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from spreekuur.forms.days import clock
from spreekuur.models import RhythmRecruiter


class SeatForm(PlainForm):
    rows: ClassVar = [("pause_starts", "pause_ends")]
    pause_starts = clock(gettext_lazy("Pause from"), required=False)
    pause_ends = clock(gettext_lazy("Pause until"), required=False)
    video_link = forms.URLField(
        label=gettext_lazy("Address of the video room"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Fill in an address that begins with https://")},
    )

    def __init__(self, data: Any, *, seat: RhythmRecruiter) -> None:
        self.seat = seat
        known = {name: getattr(seat, name) for name in self.base_fields}
        super().__init__(data, prefix=str(seat.recruiter_id), initial=known)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("pause_starts"), cleaned.get("pause_ends")
        if bool(starts) != bool(ends):
            self.add_error("pause_ends" if starts else "pause_starts", _("Fill in both times, or none"))
        elif starts and ends and ends <= starts:
            self.add_error("pause_ends", _("Choose a time after the beginning"))
        return cleaned


def seat_forms(seats: list[RhythmRecruiter], data: Any) -> list[SeatForm]:
    return [SeatForm(data, seat=seat) for seat in seats]
