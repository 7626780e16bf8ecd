"""The roll-up of the figures: promises that are settled, counted per month. The rows stay the truth; this is quick."""

from django.db import models


class Verdict(models.TextChoices):
    """What became of a promise. The first three never change by themselves; the others are asked of the clock."""

    ON_TIME = "on_time"
    LATE = "late"
    NEVER = "never"  # reopened, or brought in as history, after its moment had passed without an answer
    OPEN = "open"
    OVERDUE = "overdue"


class FigureCount(models.Model):
    """So many settled promises of one month that are alike. Months are those of the decision, on the house's clock."""

    month = models.DateField()
    kind = models.CharField(max_length=10)
    department = models.BigIntegerField(default=0)  # 0: a vacancy without one
    stage = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)  # how it was told; if it was not, how it was owed
    person = models.BigIntegerField()  # who told it; if nobody did, who had to
    verdict = models.CharField(max_length=10)
    hours = models.IntegerField()  # from decision to told, begun hours counted whole
    count = models.IntegerField()
    reasoned = models.IntegerField()  # of them with a reason
    other = models.IntegerField()  # of them with "another reason"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "kind", "stage", "department", "channel", "person", "verdict", "hours"],
                name="counted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.stage} {self.verdict} {self.count}"


class FigureMark(models.Model):
    """A settled row of this month changed since it was counted. Written by the database itself (migration 0014),
    whoever changed the row; until the clock has counted anew, the figures of the month come from the rows."""

    month = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["month"], name="marked_months")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
