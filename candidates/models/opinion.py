from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.rejection import Rejection


class About(models.TextChoices):
    FEEDBACK = "feedback", _("the feedback")
    TALK = "talk", _("the talk")


class Useful(models.TextChoices):
    YES = "yes", _("Yes")
    A_BIT = "a_bit", _("A little")
    NO = "no", _("No")


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def about_feedback(self) -> "OpinionQuerySet":
        return self.filter(about=About.FEEDBACK)

    def useful(self) -> "OpinionQuerySet":
        return self.filter(useful=Useful.YES)

    def not_useful(self) -> "OpinionQuerySet":
        return self.filter(useful=Useful.NO)


class Opinion(models.Model):
    """Was this useful? The candidate's own answer, once for the feedback and once for the talk; it may be changed."""

    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="opinions")
    about = models.CharField(max_length=10, choices=About.choices, default=About.FEEDBACK)
    useful = models.CharField(_("Was this useful to you?"), max_length=10, choices=Useful.choices)
    why = models.TextField(_("What could have been better?"), max_length=1000, blank=True)
    said_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rejection", "about"], name="one_opinion_per_rejection"),
            models.CheckConstraint(condition=Q(useful__in=Useful.values), name="known_opinion"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.rejection_id}: {self.useful}"
