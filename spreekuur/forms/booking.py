"""What a candidate chooses: a moment, how to talk, about what. `free` are the slots to show.

Another slot that is written well is no mistake of theirs: somebody may have been quicker, and the action says so.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from crispy_forms.layout import Layout
from django import forms
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from phonenumber_field.formfields import PhoneNumberField

from candidates.forms.plain import PlainForm, card
from candidates.forms.printed import LinkBeneath
from candidates.rules.words import at_start, clock, day, day_in_words, time_in
from spreekuur.models import TOPIC_CHOICES
from spreekuur.queries.choosing import Free
from spreekuur.rules.talks import WAY_LABELS, Way, Wishes


class MomentForm(PlainForm):
    """`key` makes that the same form, sent twice, is one appointment. `more`: there are further moments to ask for."""

    wrappers: ClassVar = {"slot": "choices slots"}
    slot = forms.ChoiceField(
        label=gettext_lazy("Which moment suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a moment")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, free: Sequence[Free], zone: ZoneInfo, more: bool = False, taken: bool = False, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.groups, self.more = _together(free), more
        field: forms.ChoiceField = self.fields["slot"]  # type: ignore[assignment]  # declared above
        field.choices = [_group(slots, zone) for slots in self.groups]
        lasts = _("A talk takes %(minutes)s minutes.") % {"minutes": _minutes(free)}
        field.help_text = f"{capfirst(time_in(zone))}. {lasts}"
        field.valid_value = lambda value: _number(value) > 0  # type: ignore[method-assign]  # for this one field
        field.error_messages["invalid_choice"] = _("Choose one of these moments")
        if taken:
            field.error_messages["required"] = _("This moment was just taken. Choose another one.")

    def layout(self) -> Layout:
        layout = super().layout()
        if self.more:
            layout.insert(1, LinkBeneath(_("Show all moments"), f"?all#id_slot_group_{len(self.groups)}"))
        return layout

    def where(self, slot: Free) -> str:
        """The id of its radio button, for a link that jumps there."""
        return next((f"id_slot_{i}_{group.index(slot)}" for i, group in enumerate(self.groups) if slot in group), "")

    @property
    def wanted(self) -> int:
        return _number(self.cleaned_data["slot"])

    @property
    def sent_as(self) -> uuid.UUID:
        """A form whose key got lost is a form of its own."""
        return self.cleaned_data.get("key") or uuid.uuid4()


class BookingForm(MomentForm):
    wrappers: ClassVar = {"slot": "choices slots", "way": "choices thirds", "phone": "if-phone-talk"}
    unmarked: ClassVar = ("phone", "key")
    way = forms.ChoiceField(label=gettext_lazy("How would you like to talk?"), widget=forms.RadioSelect)
    phone = PhoneNumberField(
        label=gettext_lazy("On which number can we call you?"),
        required=False,
        error_messages={"invalid": gettext_lazy("Fill in a phone number, such as 06 12345678 or +32 470 12 34 56")},
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What would you like to talk about?"),
        help_text=gettext_lazy("Then we can prepare. Choose what you like."),
        choices=TOPIC_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=gettext_lazy("What would you like to ask yourself?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, phone_known: bool, free: Sequence[Free], **kwargs: Any) -> None:
        super().__init__(*args, free=free, **kwargs)
        ways: forms.ChoiceField = self.fields["way"]  # type: ignore[assignment]  # declared above
        ways.choices = _ways(*_offered(free)) if free else [(way.value, WAY_LABELS[way]) for way in Way]
        if phone_known:
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_asked = cleaned.get("way") == Way.PHONE and "phone" in self.fields
        if is_asked and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Fill in the number on which we can call you"))
        return cleaned

    def refuse_way(self) -> None:
        self.add_error("way", _("On this day that is not possible. Choose another way, or another day."))

    def wishes(self, *, language: str) -> Wishes:
        given, way = self.cleaned_data, Way(self.cleaned_data["way"])
        return Wishes(
            way=way,
            phone=str(given.get("phone") or "") if way is Way.PHONE else "",
            topics=given["topics"],
            question=given["question"],
            language=language,
        )


def fresh_questions(
    free: Sequence[Free], *, zone: ZoneInfo, language: str, phone_known: bool, more: bool
) -> SafeString:
    """A booking form that nobody typed in yet, without its key: the same for everybody who can choose the same.

    Its moments change with every booking; the questions under them hardly ever. `language` is the one that is active.
    """
    moments = _fresh_moments(tuple(free), zone=zone, language=language, more=more)
    return moments + _fresh_wishes(*_offered(free), language=language, phone_known=phone_known)


@lru_cache(maxsize=64)
def _fresh_moments(free: tuple[Free, ...], *, zone: ZoneInfo, language: str, more: bool) -> SafeString:
    return _printed(MomentForm(free=free, zone=zone, more=more), leave_out={"key"})


@lru_cache(maxsize=64)
def _fresh_wishes(offered: frozenset[str], place: str, *, language: str, phone_known: bool) -> SafeString:
    form = BookingForm(free=(), zone=ZoneInfo("UTC"), phone_known=phone_known)
    form.fields["way"].choices = _ways(offered, place)  # type: ignore[attr-defined]  # a field with choices
    return _printed(form, leave_out={"slot", "key"})


def _printed(form: MomentForm, *, leave_out: Collection[str]) -> SafeString:
    for name in leave_out:
        del form.fields[name]
    printed: SafeString = form.helper.render_layout(form, Context())
    return printed


class OfferForm(BookingForm):
    """The moment is the one that is offered."""

    slot = forms.ChoiceField(widget=forms.HiddenInput)


def _together(free: Iterable[Free]) -> list[list[Free]]:
    return [list(slots) for _key, slots in groupby(free, key=lambda slot: (slot.day, slot.recruiter))]


def _group(slots: Sequence[Free], zone: ZoneInfo) -> tuple[SafeString, list[tuple[int, SafeString]]]:
    """Of one day and one recruiter. Who hears the page hears both with every time."""
    language, name, on = get_language(), slots[0].name, slots[0].starts_at.astimezone(zone).date()
    times = [(slot.pk, _time(slot.starts_at, name, zone, language)) for slot in slots]
    return _heading(on, name, language), times


@lru_cache(maxsize=256)
def _heading(on: date, name: str, _language: str | None) -> SafeString:
    return format_html("{} <span>{}</span>", at_start(day_in_words(on)), _("with %(name)s") % {"name": name})


@lru_cache(maxsize=1024)
def _time(starts_at: datetime, name: str, zone: ZoneInfo, _language: str | None) -> SafeString:
    """Kept: each is shown to everybody, and a page shows many."""
    with_whom = _("with %(name)s, %(day)s") % {"name": name, "day": day(starts_at, zone)}
    return format_html('{} <span class="visually-hidden">{}</span>', clock(starts_at, zone), with_whom)


def _offered(free: Iterable[Free]) -> tuple[frozenset[str], str]:
    """All ways that some day offers; the place when there is one only."""
    days = {(slot.ways, slot.place) for slot in free}
    places = {place for _ways, place in days if place}
    return frozenset(way for ways, _place in days for way in ways), places.pop() if len(places) == 1 else ""


def _ways(offered: Collection[str], place: str) -> list[tuple[str, SafeString]]:
    second = {Way.SITE: place, Way.PHONE: _("We call you"), Way.VIDEO: _("You get a link")}
    return [(way.value, card(WAY_LABELS[way], second[way])) for way in Way if way in offered]


def _minutes(free: Sequence[Free]) -> int:
    return int((free[0].ends_at - free[0].starts_at).total_seconds() // 60) if free else 15


def _number(value: object) -> int:
    """0 for what is no key of a slot."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
