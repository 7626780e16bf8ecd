"""What is still to be done for somebody besides the promise of the stage: small, each with its own due moment."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.letter import Letter
from candidates.models.rejection import Rejection
from candidates.models.user import User


class FollowUpKind(models.TextChoices):
    PROMISED = "promised", _("promised in a mail or a call")
    CONFIRMATION = "confirmation", _("the written confirmation of a call")
    CALL_WISH = "call_wish", _("wants to be called")
    REQUEST = "request", _("asked for feedback")
    ANEW = "anew", _("decide anew")


ONE_AT_A_TIME = (FollowUpKind.CONFIRMATION, FollowUpKind.CALL_WISH, FollowUpKind.REQUEST, FollowUpKind.ANEW)
OPEN = Q(done_at=None, dropped_at=None)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(OPEN)

    def late(self, now: datetime) -> "FollowUpQuerySet":
        return self.open().filter(due_at__lt=now)

    def of(self, owner: User) -> "FollowUpQuerySet":
        return self.filter(owner=owner)

    def first_due_first(self) -> "FollowUpQuerySet":
        return self.order_by("due_at", "pk")

    def ringing(self, now: datetime) -> "FollowUpQuerySet":
        """The sweep has something to say about these."""
        return self.open().filter(ring_at__lte=now)


class FollowUp(models.Model):
    """It was promised, so it has an owner and a due moment that stays; it is done, dropped for a reason, or late."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=20, choices=FollowUpKind.choices)
    what = models.CharField(_("What was promised?"), max_length=500, blank=True)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )  # the mail that promises it
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follow_ups")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: the candidate asked, or the clock found it
    remind_at = models.DateTimeField(null=True, blank=True)
    ring_at = models.DateTimeField(null=True, blank=True)  # the next moment the sweep looks at this row
    reminded_at = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rejection", "kind"],
                condition=OPEN & Q(kind__in=[kind.value for kind in ONE_AT_A_TIME]),
                name="one_open_follow_up_per_kind",
            ),
            models.CheckConstraint(condition=Q(dropped_at=None) | ~Q(dropped_why=""), name="dropped_for_a_reason"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="done_or_dropped"),
        ]
        indexes = [
            models.Index(fields=["ring_at"], condition=OPEN & Q(ring_at__isnull=False), name="follow_ups_ringing"),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="follow_ups_open_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rejection_id}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def was_late(self) -> bool:
        return self.done_at is not None and self.done_at > self.due_at
