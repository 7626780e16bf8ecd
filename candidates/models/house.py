"""Rows about the house itself: limits, reads, heartbeats."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from candidates.models.candidate import Candidate
from candidates.models.rejection import Rejection


class Bucket(models.Model):
    """A token bucket of a limit. The key is a digest: no address or name stands here."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    filled_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["filled_at"], name="buckets_by_age")]

    def __str__(self) -> str:
        return self.key[:8]


class Read(models.Model):
    """Who looked at whose data, when (GDPR art. 32). A page of one person names that person; a list, a search or an
    export is one row with everybody it showed. Written once: nobody changes or removes a row (plain
    triggers, migration 0017)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reads")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, null=True, blank=True, related_name="reads")
    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    shown = ArrayField(models.BigIntegerField(), default=list)  # candidates on a list, in a search or an export
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["candidate", "-at"], name="reads_of_candidate"),
            models.Index(fields=["-at"], name="reads_newest"),
            GinIndex(fields=["shown"], name="reads_that_showed"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """The last time a ring did its work: what /readyz and the clock page look at."""

    name = models.CharField(max_length=60, primary_key=True)
    rang_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
