"""What came of a talk, and the chain behind it: rejection, talk, reopening, decided anew."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import FollowUp, Rejection, Vacancy
from spreekuur.models.booking import Booking
from spreekuur.rules.talks import OUTCOME_LABELS, Outcome

OUTCOMES = [(outcome.value, OUTCOME_LABELS[outcome]) for outcome in Outcome]


class TalkQuerySet(models.QuerySet["Talk"]):
    def held(self) -> "TalkQuerySet":
        return self.exclude(outcome=Outcome.NO_SHOW)

    def no_shows_to_offer(self) -> "TalkQuerySet":
        return self.filter(outcome=Outcome.NO_SHOW, next_offered_at=None)


@pghistory.track()
class Talk(models.Model):
    """One per booking. The candidate may read the three points."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="talk")
    outcome = models.CharField(_("How did the talk go?"), max_length=15, choices=OUTCOMES)
    went_well = models.TextField(_("What went well?"), blank=True, max_length=4000)
    why_not = models.TextField(_("Why not this job?"), blank=True, max_length=4000)
    advice = models.TextField(_("What is your advice?"), blank=True, max_length=4000)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), null=True, blank=True, validators=[MaxValueValidator(240)])
    preparation_minutes = models.PositiveSmallIntegerField(
        _("Minutes of preparation"), null=True, blank=True, validators=[MaxValueValidator(240)]
    )
    other_vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent_at = models.DateTimeField(null=True, blank=True)  # the candidate said yes to the talent pool
    next_offered_at = models.DateTimeField(null=True, blank=True)  # after a no-show: the next session, offered once
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=[o.value for o in Outcome]), name="known_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.OTHER_VACANCY.value) | Q(other_vacancy__isnull=False),
                name="another_vacancy_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.TALENT_POOL.value) | Q(consent_at__isnull=False),
                name="talent_pool_needs_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(outcome="no-show", next_offered_at=None), name="no_shows_to_offer"),
            models.Index(fields=["outcome", "at"], name="talks_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.outcome}"

    @property
    def has_points(self) -> bool:
        return bool(self.went_well or self.why_not or self.advice)


class Verdict(models.TextChoices):
    HIRED = "hired", _("hired")
    REJECTED = "rejected", _("rejected again")


def _told() -> Exists:
    return Exists(Rejection.objects.filter(undone_at=None, pk=OuterRef("new_rejection")).told())


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def open(self) -> "ReopeningQuerySet":
        return self.filter(decided_at=None)

    def told(self) -> "ReopeningQuerySet":
        """The candidate heard of the second rejection."""
        return self.filter(_told())

    def unheard(self) -> "ReopeningQuerySet":
        """Decided or not: nobody told the candidate yet what came of it, as far as these rows know."""
        return self.exclude(_told())

    def hired(self) -> "ReopeningQuerySet":
        """Through the spreekuur: the chain names the talk."""
        return self.filter(verdict=Verdict.HIRED)


@pghistory.track()
class Reopening(models.Model):
    """Rejection, talk, who decides anew and by when, and what was decided: a hire counts only with this chain."""

    rejection = models.OneToOneField(Rejection, on_delete=models.CASCADE, related_name="reopening")
    talk = models.OneToOneField(Talk, on_delete=models.CASCADE, related_name="reopening")
    wrong = models.TextField(_("What did we see wrongly the first time?"), max_length=2000)
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reopenings")
    due_at = models.DateTimeField()
    follow_up = models.OneToOneField(FollowUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hired_on = models.DateField(_("Hired on"), null=True, blank=True)
    new_rejection = models.OneToOneField(
        Rejection, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_anew"
    )

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, hired_on=None, new_rejection=None)
                | Q(verdict="hired", decided_at__isnull=False, hired_on__isnull=False, new_rejection=None)
                | Q(verdict="rejected", decided_at__isnull=False, hired_on=None),
                name="decided_anew_in_one_way",
            ),
            models.CheckConstraint(condition=~Q(wrong=""), name="reopened_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["decider", "due_at"], condition=Q(decided_at=None), name="reopenings_to_decide"),
            models.Index(fields=["hired_on"], condition=Q(verdict="hired"), name="hired_through_the_spreekuur"),
        ]

    def __str__(self) -> str:
        return f"{self.rejection_id} {self.verdict or 'open'}"
