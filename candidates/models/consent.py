from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate


class GivenThrough(models.TextChoices):
    PAGE = "page", _("the candidate's own page")
    TALK = "talk", _("a talk")


class ConsentEnd(models.TextChoices):
    WITHDRAWN = "withdrawn", _("withdrawn by the candidate")
    RENEWED = "renewed", _("given anew")
    OVER = "over", _("the term was over")
    FORGOTTEN = "forgotten", _("the candidate was forgotten")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, today: date) -> "ConsentQuerySet":
        return self.filter(ended_at=None, until__gte=today)

    def to_ask_again(self, *, today: date, before: date) -> "ConsentQuerySet":
        """Ends before that day, and nobody has asked yet whether it may go on."""
        return self.live(today).filter(until__lte=before, asked_again_at=None)


class Consent(models.Model):
    """The candidate's own yes to being kept longer, for the talent pool: until when, for what work. Ending it takes
    one press; the row stays, so that the organisation can show what was said."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    given_through = models.CharField(max_length=10, choices=GivenThrough.choices, default=GivenThrough.PAGE)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # of a yes said in a talk
    until = models.DateField()  # the last day; at most a year after it was given
    work = models.CharField(_("For what work?"), max_length=200, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, choices=ConsentEnd.choices, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate"], condition=Q(ended_at=None), name="one_consent_per_candidate"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="consent_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("given_at")), name="given_before_ended"
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(ended_at=None), name="consents_by_end")]

    def __str__(self) -> str:
        return f"{self.candidate_id} until {self.until}"
