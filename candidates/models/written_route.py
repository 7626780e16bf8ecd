from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.rejection import Rejection


class WhyWritten(models.TextChoices):
    NOT_REACHED = "not_reached", _("Nobody answered, and no moment was chosen")
    NO_MOMENT = "no_moment", _("No moment suits both of us in time")
    WRONG_NUMBER = "wrong_number", _("The number is wrong, and I know no other")
    NO_MORE_CALLS = "no_more_calls", _("The candidate does not want to be called")


class WrittenRoute(models.Model):
    """A decision that was owed by telephone is told in writing: why, and who decided that."""

    rejection = models.OneToOneField(Rejection, on_delete=models.CASCADE, related_name="written_route")
    why = models.CharField(_("Why do you write?"), max_length=20, choices=WhyWritten.choices)
    details = models.CharField(_("Anything to add?"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField()  # calls in vain until then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="written_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.rejection_id}: {self.why}"
