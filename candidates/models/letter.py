"""A mail is a row before it is a mail. Its key makes it unique, its state says where it is."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.deadline import Deadline
from candidates.models.link import Link
from candidates.models.rejection import Rejection


class LetterState(models.TextChoices):
    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    IN_DOUBT = "in_doubt", _("in doubt")
    HELD = "held", _("held")


class RepeatPolicy(models.TextChoices):
    NEVER_TWICE = "never_twice"  # to a candidate: a doubt goes to the recruiter's desk
    AT_LEAST_ONCE = "at_least_once"  # to staff: a doubt is sent again, the same bytes


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.WAITING)

    def due(self, now: datetime) -> "LetterQuerySet":
        return self.waiting().filter(not_before__lte=now)

    def unsent(self) -> "LetterQuerySet":
        return self.filter(state__in=[LetterState.DRAFT, LetterState.WAITING, LetterState.HELD, LetterState.FAILED])

    def in_trouble(self) -> "LetterQuerySet":
        return self.filter(state__in=[LetterState.FAILED, LetterState.IN_DOUBT, LetterState.HELD])

    def to_candidates(self) -> "LetterQuerySet":
        return self.filter(candidate__isnull=False)


class Letter(models.Model):
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=30)
    message_id = models.CharField(max_length=160, unique=True)
    # one recipient: a candidate or a colleague
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    address = models.EmailField(blank=True)  # as it was when the letter was written
    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, null=True, blank=True, related_name="letters")
    deadline = models.ForeignKey(Deadline, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters")
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters")
    written_with = models.ForeignKey("candidates.LetterText", on_delete=models.SET_NULL, null=True, blank=True)
    began_with = models.ForeignKey("candidates.Skeleton", on_delete=models.SET_NULL, null=True, blank=True)
    findings = models.JSONField(default=list)  # what the guide said when it was approved (rules/margin)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=2, default="nl")
    from_name = models.CharField(max_length=160, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)  # holds a mark in the place of the personal link
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an appointment that goes with it (RFC 5545), with its METHOD
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 over subject, text and html as approved
    params = models.JSONField(default=dict)  # staff mails are put into words when they are posted
    repeat = models.CharField(max_length=15, choices=RepeatPolicy.choices, default=RepeatPolicy.AT_LEAST_ONCE)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    not_before = models.DateTimeField()  # the next try; moves on after each one that failed
    planned_at = models.DateTimeField()  # when it should leave: the Date of the mail
    written_at = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True)  # the worker that claimed it
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)  # set just before the final dot
    attempts = models.PositiveSmallIntegerField(default=0)
    last_reply = models.CharField(max_length=500, blank=True)  # what the mail server said, with its code
    sent_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(candidate=None) | Q(user=None), name="a_letter_has_one_recipient"),
            models.CheckConstraint(
                condition=Q(candidate=None) | Q(repeat=RepeatPolicy.NEVER_TWICE), name="candidates_never_get_it_twice"
            ),
            models.UniqueConstraint(
                fields=["rejection"],
                condition=Q(kind="feedback", state__in=["draft", "waiting", "sending", "failed", "in_doubt", "held"]),
                name="one_unsent_mail_per_rejection",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="waiting"), name="letters_due"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="letters_leased"),
            models.Index(
                fields=["state"], condition=Q(state__in=["failed", "in_doubt", "held"]), name="letters_in_trouble"
            ),
        ]

    def __str__(self) -> str:
        return self.key
