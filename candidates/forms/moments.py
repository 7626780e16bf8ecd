"""A date and time as somebody reads it off a clock. Which instant that is, the form decides (rules.workdays)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

FORMAT = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 2000, 2100


class WallClockInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **attrs: str) -> None:
        super().__init__(attrs={"class": "w-m", **attrs}, format=FORMAT)


class WallClockField(forms.Field):
    """Gives a naive datetime. An aware initial value is shown on the clock of the organisation."""

    widget = WallClockInput
    default_error_messages = {
        "required": _("Fill in a date and a time"),
        "invalid": _("Fill in a date and a time, such as 24-11-2026 9:30"),
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value).strftime(FORMAT)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        moment = read_typed(str(value))
        if moment is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def read_typed(value: str) -> datetime | None:
    try:
        moment = parse_datetime(value.strip())
    except ValueError:
        return None
    if moment is None or moment.tzinfo is not None or not FIRST_YEAR <= moment.year < LAST_YEAR:
        return None
    return moment
