"""Who took which slot. A move is a new row that names the old one: the row of an appointment never changes its slot."""

import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from candidates.models import Link, Rejection, User
from spreekuur.models.day import Slot
from spreekuur.models.words import TAKES_ITS_SLOT, TOPIC_CHOICES, TOPICS, WAY_CHOICES, WAYS


class BookingState(models.TextChoices):
    BOOKED = "booked", _("booked")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    NO_SHOW = "no-show", _("did not come")


class EndedWhy(models.TextChoices):
    """Why there was no talk after all."""

    CANDIDATE = "candidate", _("cancelled by the candidate")
    RECRUITER = "recruiter", _("cancelled by the recruiter")
    DAY = "day", _("the day was cancelled")
    ABSENCE = "absence", _("the recruiter is away")
    UNDONE = "undone", _("the decision was taken back")
    REOPENED = "reopened", _("the decision was reopened")
    FORGOTTEN = "forgotten", _("the candidate wished to be forgotten")


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.BOOKED)

    def of(self, recruiter: User) -> "BookingQuerySet":
        return self.filter(slot__recruiter=recruiter)

    def ringing(self, now: datetime) -> "BookingQuerySet":
        """There is something to remind of."""
        return self.live().filter(ring_at__lte=now)

    def newest_first(self) -> "BookingQuerySet":
        return self.order_by("-booked_at", "-pk")


class Booking(models.Model):
    """About a rejection; one that is live at a time, and one for a slot.

    `key` comes with the form: sent twice, it is one booking. `uid` and `sequence` are those of the calendar file: the
    same event over moves and cancellation, with a number that rises.
    """

    key = models.UUIDField(unique=True)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="bookings")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, blank=True, related_name="bookings")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # on behalf of a caller; nobody: by link
    way = models.CharField(_("How would you like to talk?"), max_length=10, choices=WAY_CHOICES)
    phone = PhoneNumberField(_("Your phone number"), blank=True)  # asked when none is known
    topics = ArrayField(
        models.CharField(max_length=10, choices=TOPIC_CHOICES),
        verbose_name=_("What would you like to talk about?"),
        default=list,
        blank=True,
    )
    question = models.TextField(_("What would you like to ask yourself?"), blank=True, max_length=1000)
    language = models.CharField(max_length=2, default="nl")
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.BOOKED)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    moves = models.PositiveSmallIntegerField(default=0)  # by the candidate, up to this row
    moved_from = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_to")
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, choices=EndedWhy.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ring_at = models.DateTimeField(null=True, blank=True)  # the next moment to remind (rules.reminders)
    day_reminded_at = models.DateTimeField(null=True, blank=True)
    hour_reminded_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state__in=TAKES_ITS_SLOT), name="one_live_booking_per_slot"
            ),
            models.UniqueConstraint(
                fields=["rejection"], condition=Q(state="booked"), name="one_live_booking_per_rejection"
            ),
            models.UniqueConstraint(fields=["uid", "sequence"], name="each_version_of_an_event_once"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="a_known_way_to_talk"),
            models.CheckConstraint(condition=Q(topics__contained_by=TOPICS), name="known_topics"),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(ended_why="") & Q(ended_at__isnull=False)
                | ~Q(state="cancelled") & Q(ended_why=""),
                name="cancelled_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(state="booked") | Q(ring_at=None), name="only_the_booked_are_reminded"),
        ]
        indexes = [
            models.Index(
                fields=["ring_at"], condition=Q(state="booked", ring_at__isnull=False), name="bookings_ringing"
            ),
            models.Index(F("rejection"), F("booked_at").desc(), name="bookings_of_rejection"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="a_move_is_a_new_row", fields=["key", "slot", "rejection", "uid", "booked_at"])
        ]

    def __str__(self) -> str:
        return f"{self.rejection_id} {self.slot_id} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state == BookingState.BOOKED
