"""Groups of settings. Each is a form on the same row; the page saves them together or not at all."""

from datetime import time
from typing import Any, ClassVar, cast
from zoneinfo import available_timezones

from django import forms
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainModelForm
from candidates.models import Organisation
from candidates.rules.processors import BadLine, read_processors

YES, NO = gettext_lazy("yes"), gettext_lazy("no")


class Section(PlainModelForm):
    """`explain` says in a line what a setting does; the default follows by itself."""

    key: ClassVar[str]
    title: ClassVar[Promise]
    lead: ClassVar[Promise | str] = ""
    explain: ClassVar[dict[str, Promise]] = {}
    plain: ClassVar[tuple[str, ...]] = ()  # settings without a default worth naming

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _fit(field)
            parts = [str(self.explain.get(name, field.help_text)), "" if name in self.plain else _default_of(name)]
            field.help_text = " ".join(part for part in parts if part)


def _fit(field: forms.Field) -> None:
    if isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(attrs={"type": "time", "class": "w-s"}, format="%H:%M")
        field.error_messages["invalid"] = _("Fill in a time, such as 9:00")
    elif isinstance(field, forms.IntegerField):
        field.widget.attrs.update({"class": "w-s", "inputmode": "numeric"})
        field.error_messages["invalid"] = _("Fill in a whole number")


def _default_of(name: str) -> str:
    value = cast("Field[Any, Any]", Organisation._meta.get_field(name)).get_default()
    return _("Default: %(value)s.") % {"value": _in_words(value)} if value not in ("", None) else ""


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(YES if value else NO)
    return f"{value.hour}:{value.minute:02d}" if isinstance(value, time) else str(value)


def zones() -> list[tuple[str, str]]:
    return [(zone, zone) for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith("Etc/")]


class WhoForm(Section):
    key, title = "who", gettext_lazy("The organisation")
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones)
    rows: ClassVar = [("zone", "phone")]
    plain: ClassVar = ("name",)
    explain: ClassVar = {
        "name": gettext_lazy("Stands above every page and in every letter."),
        "zone": gettext_lazy("In this zone days are counted and hours are shown."),
        "phone": gettext_lazy("For candidates and colleagues who get stuck."),
    }

    class Meta:
        model = Organisation
        fields = ("name", "zone", "phone")
        error_messages: ClassVar = {"name": {"required": gettext_lazy("Fill in the name of the organisation")}}


class HoursForm(Section):
    key, title = "hours", gettext_lazy("Office hours")
    rows: ClassVar = [("opens", "closes", "close_of_day")]
    explain: ClassVar = {
        "opens": gettext_lazy("No reminder comes before this."),
        "closes": gettext_lazy("No reminder comes after this."),
        "close_of_day": gettext_lazy("A promise in working days ends at this time."),
    }

    class Meta:
        model = Organisation
        fields = ("opens", "closes", "close_of_day")

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Choose a time after the office opens"))
        return self.cleaned_data


class RemindersForm(Section):
    key, title = "reminders", gettext_lazy("Reminders and alarms")
    rows: ClassVar = [("remind_time", "digest_time"), ("silence_days", "backdate_hours")]
    explain: ClassVar = {
        "remind_time": gettext_lazy("On the day a promise is due. Before 10:00 is due: the working day before."),
        "digest_time": gettext_lazy("The first late answer of a day is told at once, the others the next working day."),
        "silence_days": gettext_lazy("After so many days without an answer, HR gets an alarm."),
        "overdue_first": gettext_lazy("Who has overdue answers sees those before logging the next rejection."),
        "backdate_hours": gettext_lazy("A decision logged later than this gets a mark."),
    }

    class Meta:
        model = Organisation
        fields = ("remind_time", "digest_time", "silence_days", "backdate_hours", "overdue_first")


class MailForm(Section):
    key, title = "mail", gettext_lazy("Mail")
    rows: ClassVar = [("sender_name", "sender_address"), ("reply_address", "recall_minutes")]
    explain: ClassVar = {
        "sender_name": gettext_lazy("Empty: the name of the organisation."),
        "sender_address": gettext_lazy("Your mail server must be allowed to send from it."),
        "reply_address": gettext_lazy("Empty: a reply goes to the recruiter."),
        "recall_minutes": gettext_lazy("So long a mail waits, and can be taken back. Never past the due moment."),
    }

    class Meta:
        model = Organisation
        fields = ("sender_name", "sender_address", "reply_address", "recall_minutes")


class GoalForm(Section):
    key, title = "goal", gettext_lazy("Goal")
    explain: ClassVar = {
        "goal_percent": gettext_lazy("The line in the figures: so many answers are told in time."),
        "promise_page": gettext_lazy("For everybody, without names: what you promise and your real percentage."),
    }

    class Meta:
        model = Organisation
        fields = ("goal_percent", "promise_page")


class SpreekuurForm(Section):
    key, title = "spreekuur", gettext_lazy("Spreekuur")
    rows: ClassVar = [("booking_cutoff", "booking_moves"), ("waiting_offer_until", "decide_anew_days")]
    explain: ClassVar = {
        "booking_cutoff": gettext_lazy("Later on that day the candidate calls."),
        "booking_moves": gettext_lazy("After that the candidate calls."),
        "waiting_offer_until": gettext_lazy("After that the place goes to the next one."),
        "decide_anew_days": gettext_lazy("So long a colleague has to decide anew after a talk."),
    }

    class Meta:
        model = Organisation
        fields = ("booking_cutoff", "booking_moves", "waiting_offer_until", "decide_anew_days")


class RetentionForm(Section):
    key, title = "retention", gettext_lazy("How long data stay")
    lead = gettext_lazy("The Dutch authority asks for at most four weeks, and one year with consent. Shorter is fine.")
    rows: ClassVar = [("retention_days", "consent_days")]
    explain: ClassVar = {
        "retention_days": gettext_lazy("Then the person is forgotten; the figures stay."),
        "consent_days": gettext_lazy("Only of candidates who said yes themselves."),
    }

    class Meta:
        model = Organisation
        fields = ("retention_days", "consent_days")


class OpinionsForm(Section):
    key, title = "opinions", gettext_lazy("What candidates say back")
    explain: ClassVar = {
        "asks_useful": gettext_lazy(
            "One mail after three working days, one reminder, and a way to say: do not ask me. On their own page "
            "candidates can always answer."
        ),
    }

    class Meta:
        model = Organisation
        fields = ("asks_useful",)


class PrivacyForm(Section):
    key, title = "privacy", gettext_lazy("Privacy")
    lead = gettext_lazy("For the page about privacy, which everybody can read.")
    explain: ClassVar = {
        "privacy_contact": gettext_lazy("Empty: the shared reply address."),
        "processors": gettext_lazy("One on a line: name; what for; country. For example your mail server."),
    }

    class Meta:
        model = Organisation
        fields = ("privacy_contact", "processors")
        widgets: ClassVar = {"processors": forms.Textarea(attrs={"rows": 4})}

    def clean_processors(self) -> str:
        """One line each, as they will be read again; every line that cannot be read is named."""
        lines = read_processors(self.cleaned_data["processors"])
        wrong = [line.in_words for line in lines if isinstance(line, BadLine)]
        if wrong:
            raise forms.ValidationError(wrong)
        return "\n".join(map(str, lines))


class LoginForm(Section):
    key, title = "login", gettext_lazy("Logging in")
    explain: ClassVar = {
        "two_step_required": gettext_lazy("They type a code from an app after their password. Others may do so too."),
    }

    class Meta:
        model = Organisation
        fields = ("two_step_required",)
