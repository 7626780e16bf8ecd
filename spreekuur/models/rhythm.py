"""When the organisation holds its spreekuur. The clock makes days from it; what was booked keeps its own rows."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from spreekuur.models.words import WAYS, ways_field
from spreekuur.rules.rhythm import NTH_LABELS, WHEN_CLOSED_LABELS, Hours, WhenClosed
from spreekuur.rules.rhythm import Rhythm as Rule
from spreekuur.rules.talks import MINUTES

WORKING_WEEK = [(day, WEEKDAYS[day]) for day in range(5)]


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def running(self) -> "RhythmQuerySet":
        return self.filter(ended_at=None)


@pghistory.track()
class Rhythm(models.Model):
    """Which weekday of the month, from when to when, and what is offered. Ended: it makes no more days."""

    nth = models.SmallIntegerField(_("Which one of the month"), choices=list(NTH_LABELS.items()), default=4)
    weekday = models.PositiveSmallIntegerField(_("Day of the week"), choices=WORKING_WEEK, default=3)
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("Until"))
    minutes = models.PositiveSmallIntegerField(
        _("Minutes for each talk"), default=MINUTES, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    ways = ways_field()
    place = models.CharField(_("Place"), max_length=200, blank=True)
    when_closed = models.CharField(
        _("When that day is closed"),
        max_length=20,
        choices=[(rule.value, WHEN_CLOSED_LABELS[rule]) for rule in WhenClosed],
        default=WhenClosed.WEEK_EARLIER.value,
    )
    months_ahead = models.PositiveSmallIntegerField(
        _("Months to open ahead"), default=3, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    recruiters = models.ManyToManyField(settings.AUTH_USER_MODEL, through="RhythmRecruiter", related_name="rhythms")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(nth__in=list(NTH_LABELS)), name="a_rhythm_has_a_known_week"),
            models.CheckConstraint(condition=Q(weekday__lte=4), name="a_rhythm_falls_on_a_weekday"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="a_rhythm_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(minutes__gte=5), name="a_rhythm_has_talks_that_last"),
            models.CheckConstraint(
                condition=Q(ways__len__gt=0, ways__contained_by=WAYS), name="a_rhythm_offers_known_ways"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nth_display()} {self.get_weekday_display()} {self.starts:%H:%M}"

    def rule(self) -> Rule:
        months = list(self.months.all())
        return Rule(
            nth=self.nth,
            weekday=self.weekday,
            when_closed=WhenClosed(self.when_closed),
            moved={row.month: row.weeks for row in months},
            without=frozenset(row.month for row in months if row.is_without),
        )


class RhythmRecruiter(models.Model):
    """Who takes part, with a pause of their own and the address of their video room."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="seats")
    recruiter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pause_starts = models.TimeField(_("Pause from"), null=True, blank=True)
    pause_ends = models.TimeField(_("Pause until"), null=True, blank=True)
    video_link = models.URLField(_("Address of the video room"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "recruiter"], name="once_in_a_rhythm"),
            models.CheckConstraint(
                condition=Q(pause_starts=None, pause_ends=None) | Q(pause_starts__lt=F("pause_ends")),
                name="a_pause_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.recruiter_id}"

    def hours(self, rhythm: Rhythm) -> Hours:
        pause = (self.pause_starts, self.pause_ends) if self.pause_starts and self.pause_ends else None
        return Hours(rhythm.starts, rhythm.ends, rhythm.minutes, pause)


class RhythmMonth(models.Model):
    """A month that is different every year: weeks earlier (negative) or later, or no spreekuur at all."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="months")
    month = models.PositiveSmallIntegerField(_("Month"), choices=[(n, str(n)) for n in range(1, 13)])
    weeks = models.SmallIntegerField(
        _("Weeks later"), default=0, validators=[MinValueValidator(-2), MaxValueValidator(2)]
    )
    is_without = models.BooleanField(_("No spreekuur in this month"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "month"], name="one_exception_per_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="a_month_of_the_year"),
            models.CheckConstraint(condition=Q(weeks__gte=-2, weeks__lte=2), name="moved_two_weeks_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.month}"
