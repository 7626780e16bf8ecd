"""A day of the spreekuur and its quarters of an hour. Slots are rows: nothing on a page is arithmetic."""

from datetime import date, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from candidates.models import Role, TakenTime, User
from spreekuur.models.rhythm import Rhythm
from spreekuur.models.words import TAKES_ITS_SLOT, WAYS, ways_field


class DayState(models.TextChoices):
    OPEN = "open", _("open")
    CANCELLED = "cancelled", _("cancelled")


class DayQuerySet(models.QuerySet["Day"]):
    def open(self) -> "DayQuerySet":
        return self.filter(state=DayState.OPEN)

    def from_day(self, day: date) -> "DayQuerySet":
        return self.filter(date__gte=day)

    def first_first(self) -> "DayQuerySet":
        return self.order_by("date", "pk")

    def to_tell(self) -> "DayQuerySet":
        """Cancelled, and not everybody who had a talk was told yet."""
        return self.filter(state=DayState.CANCELLED, told_at=None)


@pghistory.track()
class Day(models.Model):
    """Made by a rhythm for a month, once, or an extra one. A cancelled day stays, so that it is not made again."""

    date = models.DateField(_("Day"))
    rhythm = models.ForeignKey(Rhythm, on_delete=models.SET_NULL, null=True, blank=True, related_name="days")
    month = models.DateField(null=True, blank=True)  # its first day: what the rhythm made this day for
    place = models.CharField(_("Place"), max_length=200, blank=True)
    ways = ways_field()
    state = models.CharField(max_length=10, choices=DayState.choices, default=DayState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: the clock
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_why = models.CharField(_("Why"), max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "month"], name="a_rhythm_makes_one_day_a_month"),
            models.CheckConstraint(
                condition=Q(state=DayState.OPEN, cancelled_at=None)
                | Q(state=DayState.CANCELLED, cancelled_at__isnull=False),
                name="cancelled_at_some_moment",
            ),
            models.CheckConstraint(condition=Q(ways__len__gt=0, ways__contained_by=WAYS), name="a_day_has_known_ways"),
        ]
        indexes = [
            models.Index(fields=["date", "id"], name="days_in_order"),
            models.Index(fields=["cancelled_at"], condition=Q(state="cancelled", told_at=None), name="days_to_tell"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.state}"


class SlotState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ClosedWhy(models.TextChoices):
    HAND = "hand", _("closed by hand")
    ABSENCE = "absence", _("the recruiter is away")
    BUSY = "busy", _("the recruiter has another appointment")
    DAY = "day", _("the day was cancelled")


class SlotQuerySet(models.QuerySet["Slot"]):
    def open(self) -> "SlotQuerySet":
        return self.filter(state=SlotState.OPEN)

    def held(self) -> "SlotQuerySet":
        """Open, and the colleague still works here as a recruiter."""
        return self.open().filter(recruiter__is_active=True, recruiter__role=Role.RECRUITER)

    def free(self, after: datetime | Combinable) -> "SlotQuerySet":
        """Held, taken by nobody and offered to nobody; after this moment (rules.terms.bookable_from)."""
        return self.held().filter(~Q(bookings__state__in=TAKES_ITS_SLOT), ~Q(offers__state="open"), starts_at__gt=after)

    def of(self, recruiter: User) -> "SlotQuerySet":
        return self.filter(recruiter=recruiter)

    def in_order(self) -> "SlotQuerySet":
        return self.order_by("starts_at", "recruiter_id", "pk")


class Slot(models.Model):
    """A quarter of an hour with one recruiter. Open: it holds a piece of their time, which is nobody else's."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="slots")
    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_time = models.OneToOneField(TakenTime, on_delete=models.PROTECT, null=True, blank=True, related_name="slot")
    state = models.CharField(max_length=10, choices=SlotState.choices, default=SlotState.OPEN)
    closed_why = models.CharField(max_length=10, choices=ClosedWhy.choices, blank=True)
    video_link = models.URLField(max_length=300, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "recruiter", "starts_at"], name="each_slot_once"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="a_slot_lasts"),
            models.CheckConstraint(
                condition=Q(state=SlotState.OPEN, taken_time__isnull=False, closed_why="")
                | Q(state=SlotState.CLOSED, taken_time=None) & ~Q(closed_why=""),
                name="an_open_slot_takes_time",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(state="open"), name="slots_open"),
            models.Index(fields=["recruiter", "starts_at"], name="slots_of_recruiter"),
        ]

    def __str__(self) -> str:
        return f"{self.recruiter_id} {self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def is_held(self) -> bool:
        """As SlotQuerySet.held."""
        return self.state == SlotState.OPEN and self.recruiter.is_active and self.recruiter.is_recruiter
