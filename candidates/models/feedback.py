import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.rejection import STAGE_CHOICES, Rejection


class LetterText(models.Model):
    """The standard sentences around the three points, per stage and language. A change is a new version."""

    stage = models.CharField(max_length=20, choices=STAGE_CHOICES)
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")])
    version = models.PositiveIntegerField()
    opening = models.TextField(_("Opening"), max_length=1000)
    invitation = models.TextField(_("Invitation to the spreekuur"), max_length=1000)
    closing = models.TextField(_("Closing"), max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "language", "version"], name="one_text_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.language} v{self.version}"


@pghistory.track(exclude=["saved_at", "version", "page_key", "typed", "began_with"])
class Feedback(models.Model):
    """The three points for one rejection: a draft until a letter or a call carried them."""

    rejection = models.OneToOneField(Rejection, on_delete=models.CASCADE, related_name="feedback")
    went_well = models.TextField(_("What went well?"), blank=True, max_length=4000)
    why_not = models.TextField(_("Why not this job?"), blank=True, max_length=4000)
    advice = models.TextField(_("What is your advice?"), blank=True, max_length=4000)
    note = models.TextField(_("What do you want to remember?"), blank=True, max_length=4000)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField(null=True, blank=True)  # with the button: then the history gets a row
    page_key = models.CharField(max_length=32, blank=True)  # the opened page that saved last
    typed = models.JSONField(default=dict, blank=True)  # what else stood on that page, as it was typed
    began_with = models.ForeignKey(
        "candidates.Skeleton", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"feedback {self.rejection_id}"

    @property
    def is_complete(self) -> bool:
        return all(point.strip() for point in (self.went_well, self.why_not, self.advice))


class CallOutcome(models.TextChoices):
    REACHED = "reached", _("Reached and told")
    VOICEMAIL = "voicemail", _("Voicemail left")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    TALK_HELD = "talk_held", _("Talk held")


class CallAttemptQuerySet(models.QuerySet["CallAttempt"]):
    def in_vain(self) -> "CallAttemptQuerySet":
        return self.exclude(outcome__in=[CallOutcome.REACHED, CallOutcome.TALK_HELD])


class CallAttempt(models.Model):
    """Only a call that reached the person stops the clock."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="calls")
    outcome = models.CharField(max_length=15, choices=CallOutcome.choices)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), null=True, blank=True, validators=[MaxValueValidator(240)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CallAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], include=["by", "minutes"], name="calls_with_minutes")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"
