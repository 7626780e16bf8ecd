"""A promise is a row: what, until when, from which policy, and when it was kept."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.rejection import Rejection
from candidates.models.user import User
from candidates.rules.notices import end_of_day_chosen
from candidates.rules.stages import CHANNEL_LABELS, Channel


class DeadlineKind(models.TextChoices):
    TELL = "tell", _("Tell the decision")
    TALK = "talk", _("Talk of 15 minutes")


class StopReason(models.TextChoices):
    UNDONE = "undone", _("undone")
    REOPENED = "reopened", _("reopened")
    HISTORY = "history", _("history without answer")
    FORGOTTEN = "forgotten", _("never told, and the term was over")


OPEN = Q(met_at=None, stopped_at=None)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> "DeadlineQuerySet":
        return self.filter(OPEN)

    def late(self, now: datetime) -> "DeadlineQuerySet":
        return self.open().filter(due_at__lt=now)

    def met(self) -> "DeadlineQuerySet":
        return self.filter(met_at__isnull=False, stopped_at=None)

    def met_on_time(self) -> "DeadlineQuerySet":
        return self.met().filter(met_at__lte=F("due_at"))

    def of(self, owner: User) -> "DeadlineQuerySet":
        return self.filter(owner=owner)

    def to_tell(self) -> "DeadlineQuerySet":
        return self.filter(kind=DeadlineKind.TELL)

    def to_talk(self) -> "DeadlineQuerySet":
        return self.filter(kind=DeadlineKind.TALK)

    def first_due_first(self) -> "DeadlineQuerySet":
        return self.order_by("due_at", "pk")

    def ringing(self, now: datetime) -> "DeadlineQuerySet":
        """The sweep has something to do for these."""
        return self.open().filter(ring_at__lte=now)

    def keep_promise(self, pk: int, *, at: datetime, channel: str, by: User | None) -> int:
        """Met once; the first moment stays. Answers how many rows that changed: 1 or 0."""
        return self.open().filter(pk=pk).update(met_at=at, met_channel=channel, met_by=by, ring_at=None)


@pghistory.track(exclude=["ring_at", "remind_at", "silence_at"])
class Deadline(models.Model):
    """due_at is computed once, with the policy of that moment beside it, and never moves."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=10, choices=DeadlineKind.choices, default=DeadlineKind.TELL)
    channel = models.CharField(max_length=10, choices=[(c.value, CHANNEL_LABELS[c]) for c in Channel])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deadlines")
    due_at = models.DateTimeField()
    policy = models.JSONField(default=dict)  # rules.deadlines.as_record: what due_at was computed from
    created_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, blank=True)
    silence_at = models.DateTimeField(null=True, blank=True)
    ring_at = models.DateTimeField(null=True, blank=True)  # the next moment the sweep looks at this row
    met_at = models.DateTimeField(null=True, blank=True)
    met_channel = models.CharField(max_length=10, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_delivered_at = models.DateTimeField(null=True, blank=True)  # the mail came back: the promise is open again
    agreed_for = models.DateTimeField(null=True, blank=True)  # the moment of the talk that was agreed on
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=20, blank=True, choices=StopReason.choices)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rejection", "kind"], name="one_promise_per_kind"),
            models.CheckConstraint(condition=Q(stopped_at=None) | ~Q(stopped_why=""), name="stopped_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["ring_at"], name="deadlines_ringing", condition=OPEN & Q(ring_at__isnull=False)),
            models.Index(fields=["owner", "due_at"], name="deadlines_open_of_owner", condition=OPEN),
            models.Index(fields=["due_at"], name="deadlines_open", condition=OPEN),
            models.Index(fields=["met_by", "met_at"], name="deadlines_met_by"),
            models.Index(
                fields=["rejection"], condition=Q(stopped_why__in=["history", "forgotten"]), name="deadlines_never_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rejection_id} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.stopped_at is None

    @property
    def late_from(self) -> datetime:
        """The due moment; of a talk for which the candidate chose a later day, the close of that day."""
        if self.agreed_for is None:
            return self.due_at
        zone, close = ZoneInfo(self.policy.get("zone", "Europe/Amsterdam")), self.policy.get("close_of_day", "17:00")
        return max(self.due_at, end_of_day_chosen(self.agreed_for, zone, time.fromisoformat(close)))

    @property
    def was_late(self) -> bool:
        return self.met_at is not None and self.met_at > self.late_from


class NoticeKind(models.TextChoices):
    REMIND = "remind", _("reminder")
    LATE = "late", _("late")
    ESCALATE = "escalate", _("told to HR")
    SILENCE = "silence", _("days of silence")


class Notice(models.Model):
    """A warning about a promise, given once. Which mail carried it stands beside it; a digest comes later."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    day = models.DateField()  # local day, for the digest
    made_at = models.DateTimeField()
    letter = models.ForeignKey(
        "candidates.Letter", on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline", "kind"], name="each_notice_once")]
        indexes = [models.Index(fields=["kind", "day"], name="notices_of_a_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.deadline_id}"


class Handover(models.Model):
    """An open task went to a colleague. The due moment stayed."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="handovers")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("Why"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["deadline", "-at"], name="handovers_newest")]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.from_user_id} > {self.to_user_id}"


class OverdueSkip(models.Model):
    """Somebody logged a new rejection although older answers were overdue, and said why."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    overdue = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"
