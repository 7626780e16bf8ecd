"""The private calendar of a recruiter: an address nobody can guess, which they can end."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.models import Role


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def alive(self) -> "CalendarFeedQuerySet":
        """Of somebody who holds talks: who got another role sees no candidates any more."""
        return self.filter(revoked_at=None, recruiter__is_active=True, recruiter__role=Role.RECRUITER)


class CalendarFeed(models.Model):
    """As with a personal link: the row holds a seed and a digest, so that it alone opens nothing."""

    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    seed = models.BinaryField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recruiter"], condition=Q(revoked_at=None), name="one_live_calendar_per_recruiter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recruiter_id} {'ended' if self.revoked_at else 'live'}"
