"""One installation serves one organisation: its settings are one row, its promises and closed days rows beside it."""

from datetime import date, time
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from candidates.rules.deadlines import Policy, Promise, Unit
from candidates.rules.stages import CHANNEL_LABELS, Channel, Stage
from candidates.rules.workdays import Calendar

UNIT_LABELS = {Unit.HOURS: _("hours"), Unit.WORKING_DAYS: _("working days")}


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("This time zone is not known. Choose one such as Europe/Amsterdam."))


class OrganisationManager(models.Manager["Organisation"]):
    def current(self) -> "Organisation":
        """The organisation of this installation; before the first page was filled in: Dutch defaults, not saved."""
        return self.first() or Organisation()


class Organisation(models.Model):
    name = models.CharField(_("Name"), max_length=120)
    zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Amsterdam", validators=[known_zone])
    phone = PhoneNumberField(_("Phone number"), blank=True, help_text=_("For candidates and colleagues who get stuck."))
    opens = models.TimeField(_("Office opens"), default=time(9))
    closes = models.TimeField(_("Office closes"), default=time(17))
    close_of_day = models.TimeField(
        _("Close of day"), default=time(17), help_text=_("A promise in working days ends at this time.")
    )
    remind_time = models.TimeField(_("Reminder on the day itself"), default=time(9))
    digest_time = models.TimeField(_("Digest for HR"), default=time(9))
    silence_days = models.PositiveSmallIntegerField(
        _("Days of silence that raise an alarm"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    overdue_first = models.BooleanField(
        _("Handle overdue answers first"), default=False, help_text=_("Before logging the next rejection.")
    )
    retention_days = models.PositiveSmallIntegerField(
        _("Days to keep a candidate's data after the procedure"), default=28, validators=[MaxValueValidator(28)]
    )
    consent_days = models.PositiveSmallIntegerField(
        _("Days to keep them with consent"), default=365, validators=[MaxValueValidator(365)]
    )
    sender_name = models.CharField(_("Name of the sender"), max_length=120, blank=True)
    sender_address = models.EmailField(_("Address of the sender"), blank=True)
    reply_address = models.EmailField(
        _("Shared reply address"), blank=True, help_text=_("Empty: a reply goes to the recruiter.")
    )
    goal_percent = models.PositiveSmallIntegerField(
        _("Goal: answers on time, in percent"), default=95, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    promise_page = models.BooleanField(_("A public page with your promise and how often you keep it"), default=False)
    benchmarks_off = models.JSONField(default=list, blank=True)  # ids of rules/benchmarks that HR does not want to see
    recall_minutes = models.PositiveSmallIntegerField(
        _("Minutes to take a mail back"), default=10, validators=[MaxValueValidator(120)]
    )
    booking_cutoff = models.TimeField(_("Moving a talk is possible until, on the day"), default=time(9))
    booking_moves = models.PositiveSmallIntegerField(_("How often a talk may be moved"), default=3)
    decide_anew_days = models.PositiveSmallIntegerField(
        _("Working days to decide anew"), default=2, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    waiting_offer_until = models.TimeField(_("An offer from the waiting list ends, the next day, at"), default=time(12))
    backdate_hours = models.PositiveSmallIntegerField(
        _("Hours after which a decision counts as logged late"), default=24
    )
    two_step_required = models.BooleanField(_("Two-step login for HR managers and administrators"), default=True)
    asks_useful = models.BooleanField(
        _("Ask candidates whether the feedback was useful"),
        default=True,
        help_text=_("One mail after three working days, one reminder, and a way to say: do not ask me."),
    )
    privacy_contact = models.EmailField(
        _("Address for questions about privacy"), blank=True, help_text=_("Empty: the shared reply address.")
    )
    processors = models.TextField(
        _("Who works with the data for you"),
        blank=True,
        max_length=2000,
        help_text=_("One on a line: name; what for; country. For example your mail server."),
    )
    is_demo = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(null=True, blank=True)
    only = models.BooleanField(default=True, editable=False, unique=True)

    objects: ClassVar[OrganisationManager] = OrganisationManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def calendar(self) -> Calendar:
        return Calendar(
            zone=self.zone_info,
            opens=self.opens,
            closes=self.closes,
            close_of_day=self.close_of_day,
            closed_days=frozenset(ClosedDay.objects.closed().values_list("date", flat=True)),
        )

    def policy(self) -> Policy:
        """What a decision taken now promises. A deadline keeps its own copy: later edits move nothing."""
        rows = {row.stage: row.promise() for row in StagePromise.objects.all()}
        return Policy(
            calendar=self.calendar(),
            promises={stage: rows.get(stage.value, DEFAULT_PROMISES[stage.value]) for stage in Stage},
            talk=rows.get(TALK, DEFAULT_PROMISES[TALK]),
            remind_time=self.remind_time,
            silence_days=self.silence_days,
        )


TALK = "talk"
DEFAULT_PROMISES = {
    Stage.CV_SCREENING.value: Promise(channel=Channel.MAIL, amount=24, unit=Unit.HOURS),
    Stage.INTERVIEW.value: Promise(channel=Channel.CALL, amount=2, unit=Unit.WORKING_DAYS),
    Stage.LATE_STAGE.value: Promise(channel=Channel.CALL, amount=2, unit=Unit.WORKING_DAYS),
    TALK: Promise(channel=Channel.TALK, amount=10, unit=Unit.WORKING_DAYS),
}


class StagePromise(models.Model):
    """What a stage is owed. Without a row the Dutch default holds. The talk is a promise of its own."""

    stage = models.CharField(max_length=20, unique=True, choices=[(s.value, s.value) for s in Stage] + [(TALK, TALK)])
    channel = models.CharField(max_length=10, choices=[(c.value, CHANNEL_LABELS[c]) for c in Channel])
    amount = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    unit = models.CharField(max_length=15, choices=[(u.value, UNIT_LABELS[u]) for u in Unit])
    roll = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.stage}: {self.amount} {self.unit}"

    def promise(self) -> Promise:
        return Promise(channel=Channel(self.channel), amount=self.amount, unit=Unit(self.unit), roll=self.roll)


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    def closed(self) -> "ClosedDayQuerySet":
        return self.filter(is_closed=True)

    def in_year(self, year: int) -> "ClosedDayQuerySet":
        return self.filter(date__gte=date(year, 1, 1), date__lte=date(year, 12, 31))


class ClosedDay(models.Model):
    """A day on the organisation's own list. Seeded days are switched by name, for every year."""

    date = models.DateField(_("Date"), unique=True)
    name = models.CharField(_("Name"), max_length=80)
    is_closed = models.BooleanField(_("Closed"), default=True)
    is_seeded = models.BooleanField(default=False)

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
