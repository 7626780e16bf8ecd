import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from candidates.models.words import words_of


@pghistory.track()
class Candidate(models.Model):
    """A person who was turned down: as little as the promise needs. One row per mail address."""

    name = models.CharField(_("Name"), max_length=160)
    email = models.EmailField(_("Email address"), blank=True)
    phone = PhoneNumberField(_("Phone number"), blank=True)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    no_more_calls = models.BooleanField(_("Do not call again"), default=False)
    no_questions = models.BooleanField(default=False)  # never ask whether something was useful
    created_at = models.DateTimeField()
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_candidate_per_address", condition=~models.Q(email=""))
        ]
        indexes = [
            models.Index(Lower("name"), name="candidates_by_name"),
            GinIndex(words_of("name"), name="candidates_by_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_forgotten(self) -> bool:
        return self.anonymised_at is not None

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
