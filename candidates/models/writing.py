"""Around the text of a mail: what it began with, what the guide was told, and which paragraphs went out before."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.letter import Letter
from candidates.models.rejection import STAGE_CHOICES, Rejection


class Skeleton(models.Model):
    """Three points to begin with, with [places] to fill in. A change is a new version; letters keep theirs."""

    stage = models.CharField(max_length=20, choices=STAGE_CHOICES)
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")])
    name = models.SlugField(max_length=40)  # the id of a reason (rules/reasons)
    version = models.PositiveIntegerField()
    went_well = models.TextField(_("What went well?"), max_length=1000)
    why_not = models.TextField(_("Why not this job?"), max_length=1000)
    advice = models.TextField(_("What is your advice?"), max_length=1000)
    examples = models.JSONField(default=list)  # [{place: words}]: filled in, the guide stops none of them
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "language", "name", "version"], name="one_skeleton_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.language} {self.name} v{self.version}"


class Override(models.Model):
    """A sentence that stayed although the guide stopped it, and why. Written once; only forgetting empties it: the
    guards are plain triggers (migration 0016), as those of the file of proof."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="overrides")
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="overrides")
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    rule = models.CharField(max_length=80)
    quote = models.TextField()
    why = models.CharField(_("Why may this sentence stay?"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="overruled_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.label} {self.rejection_id}"


class SentPassage(models.Model):
    """A paragraph that went to a candidate, as numbers (rules/sameness): to say that it was sent before."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="passages")
    words = ArrayField(models.BigIntegerField())
    bands = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="passages_alike")]

    def __str__(self) -> str:
        return f"passage of {self.letter_id}"
