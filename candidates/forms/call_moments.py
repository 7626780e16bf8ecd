"""The moment to be called that a candidate chooses, or when they can be reached when nothing is left to choose."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.forms.printed import LinkBeneath
from candidates.rules.words import clock, day, time_in

MINUTE = "%Y-%m-%dT%H:%MZ"


class CallMomentForm(PlainForm):
    """`offered` are the moments to show. Another one that is written well is no mistake: somebody may have been
    quicker, and the action says so. `more`: there are further moments to ask for."""

    wrappers: ClassVar = {"moment": "choices slots"}
    moment = forms.ChoiceField(
        label=gettext_lazy("Which moment suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a moment")},
    )

    def __init__(
        self, *args: Any, offered: Sequence[datetime], zone: ZoneInfo, more: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.more = more
        field: forms.ChoiceField = self.fields["moment"]  # type: ignore[assignment]  # declared above
        field.choices = [
            (capfirst(words), [(as_value(moment), _label(moment, words, zone)) for moment in moments])
            for words, moments in groupby(offered, key=lambda moment: day(moment, zone))
        ]
        field.help_text = f"{capfirst(time_in(zone))}. " + _("The call takes five to ten minutes.")
        field.valid_value = lambda value: _read(value) is not None  # type: ignore[method-assign]  # for this one field
        field.error_messages["invalid_choice"] = _("Choose one of these moments")

    def layout(self) -> Layout:
        layout = super().layout()
        if self.more:
            layout.insert(1, LinkBeneath(_("Show all moments"), "?all#div_id_moment"))
        return layout

    @property
    def wanted(self) -> datetime:
        moment = _read(self.cleaned_data["moment"])
        if moment is None:
            raise ValueError("ask is_valid first")
        return moment


class WishForm(PlainForm):
    when = forms.CharField(
        label=gettext_lazy("When can we reach you?"),
        help_text=gettext_lazy("For example: after four o'clock."),
        required=False,
        max_length=200,
    )


def as_value(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MINUTE)


def _read(value: str) -> datetime | None:
    try:
        return datetime.strptime(value, MINUTE).replace(tzinfo=UTC)
    except ValueError:
        return None


def _label(moment: datetime, words: str, zone: ZoneInfo) -> str:
    """Who hears the page hears the day with every time."""
    hidden = _("on %(day)s") % {"day": words}
    return format_html('{} <span class="visually-hidden">{}</span>', clock(moment, zone), hidden)
