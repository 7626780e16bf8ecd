from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    name = models.CharField(_("Department"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open(self) -> "VacancyQuerySet":
        return self.filter(closed_on__isnull=True)


class Vacancy(models.Model):
    title = models.CharField(_("Title"), max_length=160)
    department = models.ForeignKey(
        Department,
        verbose_name=_("Department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies",
    )
    recruiters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("Recruiters"), blank=True, related_name="vacancies"
    )
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    created_at = models.DateTimeField()

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["title"], condition=models.Q(closed_on=None), name="open_vacancies")]

    def __str__(self) -> str:
        return self.title


TYPED_BESIDE = 999  # the position of one that was typed for a decision, and is not offered for others


class Requirement(models.Model):
    """A requirement of the vacancy text: the ground a reason refers to."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="requirements")
    text = models.CharField(_("Requirement"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
