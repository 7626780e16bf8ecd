import uuid
from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.vacancy import Requirement, Vacancy
from candidates.rules.stages import ENDED_BY_LABELS, STAGE_LABELS, EndedBy, Stage

NEVER_TOLD = Q(deadlines__kind="tell") & (
    Q(deadlines__stopped_why="history")
    | Q(deadlines__stopped_why="forgotten", deadlines__stopped_at__gt=F("deadlines__due_at"))
)
STAGE_CHOICES = [(stage.value, STAGE_LABELS[stage]) for stage in Stage]


class RejectionQuerySet(models.QuerySet["Rejection"]):
    def live(self) -> "RejectionQuerySet":
        """The decision stands: not undone, not taken back later."""
        return self.filter(undone_at=None, reopened_at=None)

    def withdrawn(self) -> "RejectionQuerySet":
        return self.filter(ended_by=EndedBy.CANDIDATE)

    def _promises(self) -> models.QuerySet[models.Model]:
        promises = self.model._meta.get_field("deadlines").related_model._default_manager
        return promises.filter(kind="tell", stopped_at=None)

    def _waiting(self, **conditions: object) -> "RejectionQuerySet":
        """Who waits is looked up first, by the small index of open promises: PostgreSQL cannot guess how few they are,
        and would walk through all that was ever decided to find them."""
        few = ArraySubquery(self._promises().filter(met_at=None, **conditions).values("rejection"))
        template = {"template": "(%(expressions)s))", "arg_joiner": " = ANY (", "output_field": models.BooleanField()}
        return self.filter(Func(F("pk"), few, **template))

    def open(self) -> "RejectionQuerySet":
        """Somebody waits for an answer."""
        return self._waiting()

    def late(self, now: datetime) -> "RejectionQuerySet":
        return self._waiting(due_at__lt=now)

    def told(self) -> "RejectionQuerySet":
        return self.filter(Exists(self._promises().filter(rejection=OuterRef("pk"), met_at__isnull=False)))

    def taken_back(self) -> "RejectionQuerySet":
        return self.filter(Q(undone_at__isnull=False) | Q(reopened_at__isnull=False))

    def never_told(self) -> "RejectionQuerySet":
        """Brought in as history without an answer, or forgotten before anybody answered."""
        return self.filter(NEVER_TOLD)

    def kept(self) -> "RejectionQuerySet":
        """Not forgotten yet."""
        return self.filter(forgotten_at=None)

    def newest_first(self) -> "RejectionQuerySet":
        return self.order_by(F("decided_at").desc(), F("pk").desc())


@pghistory.track(
    exclude=[
        "keep_until",
        "keep_why",
        "talk_on",
        "decided_anew_on",
        "announced_on",
        "hr_told_on",
        "keep_at_least",
        "forget_tried_at",
    ]
)
class Rejection(models.Model):
    """A decision that was taken: this person, for this vacancy, at this stage. The stage never changes afterwards."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("Reference"), max_length=120, blank=True)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="rejections")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="rejections")
    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rejections")
    stage_at_rejection = models.CharField(max_length=20, choices=STAGE_CHOICES)
    ended_by = models.CharField(
        max_length=10, choices=[(e.value, ENDED_BY_LABELS[e]) for e in EndedBy], default=EndedBy.US.value
    )
    reason = models.CharField(_("Reason"), max_length=40, blank=True)  # an id of rules/reasons
    reason_details = models.TextField(_("Details of the reason"), blank=True, max_length=2000)
    requirement = models.ForeignKey(Requirement, on_delete=models.SET_NULL, null=True, blank=True)
    talent_pool = models.BooleanField(_("Talent pool"), default=False)
    language = models.CharField(max_length=2, default="nl")
    decided_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    is_back_dated = models.BooleanField(default=False)
    is_imported = models.BooleanField(default=False)
    keep_until = models.DateField(null=True, blank=True)
    keep_why = models.CharField(max_length=40, blank=True)
    talk_on = models.DateField(null=True, blank=True)  # a booked talk, or the session of a place on the waiting list
    decided_anew_on = models.DateField(null=True, blank=True)  # a reopened case got its new decision
    announced_on = models.DateField(null=True, blank=True)  # the recruiter was told that it will be forgotten
    hr_told_on = models.DateField(null=True, blank=True)  # HR was told that it will be forgotten unanswered
    keep_at_least = models.DateField(null=True, blank=True)  # a reason fell away: until then somebody is told before
    forget_tried_at = models.DateTimeField(null=True, blank=True)  # the sweep could not; others go first
    forgotten_at = models.DateTimeField(null=True, blank=True)
    forgotten_why = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_why = models.TextField(blank=True, max_length=1000)

    objects = RejectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], name="one_rejection_per_reference", condition=~Q(reference="")
            ),
            models.CheckConstraint(condition=Q(stage_at_rejection__in=[s.value for s in Stage]), name="known_stage"),
            models.CheckConstraint(condition=Q(ended_by__in=[e.value for e in EndedBy]), name="known_ended_by"),
            models.CheckConstraint(condition=Q(decided_at__lte=F("logged_at")), name="decided_before_logged"),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(taken_back_why=""), name="reopening_needs_a_reason"
            ),
        ]
        indexes = [
            models.Index(F("decided_at").desc(), F("id").desc(), name="rejections_newest"),
            models.Index(F("recruiter"), F("decided_at").desc(), F("id").desc(), name="rejections_of_recruiter"),
            models.Index(fields=["decided_at"], condition=Q(reopened_at__isnull=False), name="rejections_reopened"),
            models.Index(F("stage_at_rejection"), F("decided_at").desc(), F("id").desc(), name="rejections_of_stage"),
            models.Index(fields=["keep_until"], condition=Q(forgotten_at=None), name="rejections_by_term"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stage_is_kept_for_ever", fields=["stage_at_rejection", "decided_at", "candidate"])
        ]

    def __str__(self) -> str:
        return f"{self.candidate} / {self.vacancy}"

    @property
    def stage(self) -> Stage:
        return Stage(self.stage_at_rejection)

    @property
    def is_withdrawn(self) -> bool:
        return self.ended_by == EndedBy.CANDIDATE

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None or self.reopened_at is not None
