import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.rejection import Rejection
from candidates.models.user import User


class ImportState(models.TextChoices):
    TO_READ = "to_read", _("waiting to be read")
    PREVIEW = "preview", _("ready to look at")
    TO_WRITE = "to_write", _("waiting to be written")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be read")
    CANCELLED = "cancelled", _("cancelled")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def of(self, user: User) -> "ImportRunQuerySet":
        return self.filter(user=user)

    def to_do(self, now: datetime) -> "ImportRunQuerySet":
        """Waits for the ring, and no worker holds it."""
        waiting = self.filter(state__in=[ImportState.TO_READ, ImportState.TO_WRITE])
        return waiting.filter(Q(lease_until=None) | Q(lease_until__lt=now))

    def unanswered(self) -> "ImportRunQuerySet":
        """Read, and nobody said yet whether it may be written."""
        return self.filter(state=ImportState.PREVIEW)

    def newest_first(self) -> "ImportRunQuerySet":
        return self.order_by("-uploaded_at", "-pk")


class ImportRun(models.Model):
    """A file of decisions on its way in. The ring takes it up; nothing is written before somebody has said so."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(blank=True)  # emptied as soon as the rows are read
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.TO_READ)
    total = models.PositiveIntegerField(default=0)
    worked = models.PositiveIntegerField(default=0)
    past_as = models.CharField(max_length=10, blank=True)  # rows whose due moment is past: "open" or "history"
    unused = models.JSONField(default=list)  # headers of the file that mean nothing to us
    error = models.CharField(max_length=300, blank=True)  # a code of rules.decision_words
    error_about = models.CharField(max_length=300, blank=True)
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)  # until then a worker holds it
    attempts = models.PositiveSmallIntegerField(default=0)  # times it was taken up since it last came further

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["uploaded_at"], condition=Q(state__in=["to_read", "to_write"]), name="imports_to_do")
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"

    @property
    def is_busy(self) -> bool:
        return self.state in (ImportState.TO_READ, ImportState.TO_WRITE)

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None


class RowVerdict(models.TextChoices):
    NEW = "new", _("new")
    KNOWN = "known", _("known already")
    WRONG = "wrong", _("wrong")


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def new(self) -> "ImportRowQuerySet":
        return self.filter(verdict=RowVerdict.NEW)

    def known(self) -> "ImportRowQuerySet":
        return self.filter(verdict=RowVerdict.KNOWN)

    def wrong(self) -> "ImportRowQuerySet":
        return self.filter(verdict=RowVerdict.WRONG)

    def past(self) -> "ImportRowQuerySet":
        """Open work that is too late already."""
        return self.new().filter(is_past=True)

    def chosen(self) -> "ImportRowQuerySet":
        return self.new().filter(is_chosen=True)

    def to_write(self) -> "ImportRowQuerySet":
        return self.chosen().filter(rejection=None)

    def written(self) -> "ImportRowQuerySet":
        return self.new().filter(rejection__isnull=False)


class ImportRow(models.Model):
    """One line of a file. It knows the rejection it became, so that it never becomes another one."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=RowVerdict.choices)
    problems = models.JSONField(default=list)  # [[column, code, value]]: said in the reader's language when shown
    is_past = models.BooleanField(default=False)  # open work whose due moment is already past
    is_chosen = models.BooleanField(default=True)
    rejection = models.ForeignKey(Rejection, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_row_per_line")]
        ordering = ["line"]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line} {self.verdict}"
