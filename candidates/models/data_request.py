"""What a candidate asks about their own data, and what stops forgetting them meanwhile."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.rejection import Rejection


class Asks(models.TextChoices):
    CORRECT = "correct", _("correct my data")
    OBJECT = "object", _("object to the use of my data")
    REMOVE = "remove", _("remove my data")
    COMPLAINT = "complaint", _("complaint")


OPEN = Q(answered_at=None)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def open(self) -> "DataRequestQuerySet":
        return self.filter(OPEN)

    def late(self, now: datetime) -> "DataRequestQuerySet":
        return self.open().filter(due_at__lt=now)

    def complaints(self) -> "DataRequestQuerySet":
        return self.filter(asks=Asks.COMPLAINT)

    def first_due_first(self) -> "DataRequestQuerySet":
        return self.order_by("due_at", "pk")


class DataRequest(models.Model):
    """A task of HR with a due moment of a month (GDPR art. 12). A complaint is answered by somebody else than the
    recruiter it is about."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="data_requests")
    rejection = models.ForeignKey(
        Rejection, on_delete=models.SET_NULL, null=True, blank=True, related_name="data_requests"
    )  # from whose page it was asked
    asks = models.CharField(max_length=10, choices=Asks.choices)
    what = models.TextField(_("What do you want us to know?"), max_length=2000, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("Your answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: what was asked happened at once

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "asks"], condition=OPEN, name="one_open_request_per_candidate_and_kind"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=OPEN, name="data_requests_open")]

    def __str__(self) -> str:
        return f"{self.asks} {self.candidate_id}"

    @property
    def asks_to_go(self) -> bool:
        """Still open, and answered by removing everything."""
        return self.is_open and self.asks in (Asks.REMOVE, Asks.OBJECT)

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_complaint(self) -> bool:
        return self.asks == Asks.COMPLAINT


class HoldQuerySet(models.QuerySet["Hold"]):
    def live(self, today: date | Combinable) -> "HoldQuerySet":
        """Stops forgetting today."""
        return self.filter(lifted_at=None, until__gte=today)


class Hold(models.Model):
    """A complaint or a dispute: nothing of this person is forgotten until the end date. Only HR places one."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="holds")
    data_request = models.ForeignKey(
        DataRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )  # the complaint that asks for it
    why = models.CharField(_("Why must this be kept?"), max_length=300)
    until = models.DateField(_("Until when?"))  # the last day
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: the complaint came in by itself
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="held_for_a_reason")]
        indexes = [models.Index(fields=["candidate", "until"], condition=Q(lifted_at=None), name="holds_live")]

    def __str__(self) -> str:
        return f"{self.candidate_id} until {self.until}"
