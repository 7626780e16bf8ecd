"""Where a recruiter's time is taken: one table for everything, so that nobody stands in two places at once."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from candidates.models.rejection import Rejection


class TakenFor(models.TextChoices):
    SLOT = "slot"  # a quarter of an hour of the spreekuur
    CALL = "call"  # a moment to be called, chosen by the candidate
    PAUSE = "pause"
    ABSENCE = "absence"


class TakenTime(models.Model):
    """Half open: from the first moment up to, not including, the last."""

    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_times")
    during = DateTimeRangeField()
    taken_for = models.CharField(max_length=10, choices=TakenFor.choices)

    class Meta:
        constraints = [
            # An integer as a range of one: the wheel's PostgreSQL has no btree_gist.
            ExclusionConstraint(
                name="nobody_in_two_places",
                expressions=[
                    (Func(F("recruiter"), F("recruiter"), Value("[]"), function="int8range"), "&&"),
                    (F("during"), "&&"),
                ],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False), name="taken_time_lasts"),
            models.CheckConstraint(
                condition=Q(during__lower_inf=False, during__upper_inf=False), name="taken_time_has_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recruiter_id} {self.during.lower:%Y-%m-%d %H:%M} {self.taken_for}"


class CallMoment(models.Model):
    """The moment a candidate chose to be called. Giving it up frees the recruiter's time."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="call_moments")
    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="call_moments")
    starts_at = models.DateTimeField()
    taken_time = models.OneToOneField(TakenTime, on_delete=models.SET_NULL, null=True, related_name="call_moment")
    chosen_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rejection"], condition=Q(given_up_at=None), name="one_live_call_moment_per_rejection"
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=False) | Q(taken_time__isnull=False), name="a_call_moment_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rejection_id} {self.starts_at:%Y-%m-%d %H:%M}"
