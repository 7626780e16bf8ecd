"""The waiting list of a full day, and the offer of a moment that came free."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Letter, Link, Rejection
from spreekuur.models.booking import Booking
from spreekuur.models.day import Day, DayState, Slot


class PlaceState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("a moment is offered")
    TAKEN = "taken", _("has a moment")
    LAPSED = "lapsed", _("did not answer in time")
    LEFT = "left", _("left the list")
    OVER = "over", _("the day is over or cancelled")


LIVE_PLACES = [PlaceState.WAITING.value, PlaceState.OFFERED.value]


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    def live(self) -> "WaitingPlaceQuerySet":
        return self.filter(state__in=LIVE_PLACES)

    def waiting(self) -> "WaitingPlaceQuerySet":
        return self.filter(state=PlaceState.WAITING)

    def stranded(self) -> "WaitingPlaceQuerySet":
        """They wait for a day that the organisation cancelled, or on which nobody holds a talk any more."""
        held = Slot.objects.open().filter(day=OuterRef("day"))
        return self.waiting().filter(Q(day__state=DayState.CANCELLED) | ~Exists(held))

    def first_first(self) -> "WaitingPlaceQuerySet":
        return self.order_by("joined_at", "pk")


class WaitingPlace(models.Model):
    """One per rejection, for one day. A mail that did not leave costs nobody their place: they go on waiting."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="waiting_places")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="waiting_places")
    language = models.CharField(max_length=2, default="nl")
    state = models.CharField(max_length=10, choices=PlaceState.choices, default=PlaceState.WAITING)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    booking = models.OneToOneField(Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="place")

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rejection"], condition=Q(state__in=LIVE_PLACES), name="one_waiting_place_per_rejection"
            )
        ]
        indexes = [
            models.Index(fields=["day", "joined_at", "id"], condition=Q(state="waiting"), name="waiting_in_line"),
        ]

    def __str__(self) -> str:
        return f"{self.rejection_id} {self.day_id} {self.state}"


class OfferState(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no answer in time")
    WITHDRAWN = "withdrawn", _("the moment is gone")


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> "OfferQuerySet":
        return self.filter(state=OfferState.OPEN)

    def to_tell(self) -> "OfferQuerySet":
        return self.open().filter(letter=None)

    def over(self, now: datetime) -> "OfferQuerySet":
        return self.open().filter(until__lte=now)


class Offer(models.Model):
    """While it is open the slot is nobody else's."""

    place = models.ForeignKey(WaitingPlace, on_delete=models.CASCADE, related_name="offers")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(state="open"), name="one_open_offer_per_slot"),
            models.UniqueConstraint(fields=["place"], condition=Q(state="open"), name="one_open_offer_per_place"),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(state="open"), name="offers_running_out")]

    def __str__(self) -> str:
        return f"{self.slot_id} > {self.place_id} {self.state}"
