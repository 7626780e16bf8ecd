"""A letter to a colleague is put into words at the moment it is posted, in the colleague's language and clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.backends.django import Template
from django.template.loader import select_template
from django.utils import timezone, translation

from candidates.letters.inlining import inlined
from candidates.models import CallMoment, DataRequest, Deadline, FollowUp, Letter, Organisation

APPS = ("candidates", "spreekuur", "feedback_portal")


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def put_into_words(letter: Letter, organisation: Organisation) -> Words:
    """Templates see params, and what params name: `deadlines`, `follow_ups`, `call_moment` and `data_request` (ids)
    become rows."""
    with translation.override(letter.language), timezone.override(organisation.zone_info):
        context = _context(letter, organisation)
        words = _render([f"{app}/letters/{letter.kind}.txt" for app in APPS], context)
        subject, _line, text = words.strip().partition("\n")
        text = text.strip() + "\n"
        context |= {"subject": subject, "text": text}
        html = inlined(_render(["candidates/letters/_staff.html"], context, escape=True))
    return Words(subject=" ".join(subject.split()), text=text, html=html)


def _context(letter: Letter, organisation: Organisation) -> dict[str, Any]:
    rows: dict[str, Any] = {
        "letter": letter,
        "user": letter.user,
        "organisation": organisation,
        "site_url": settings.SITE_URL,
        "language": letter.language,
        "rejection": letter.rejection,
        "deadline": letter.deadline,
    }
    params: dict[str, Any] = letter.params
    return rows | params | _named_by(params)


def _named_by(params: Mapping[str, Any]) -> dict[str, Any]:
    people = ("rejection__candidate", "rejection__vacancy", "owner")
    named: dict[str, Any] = {}
    if "deadlines" in params:
        promises = Deadline.objects.filter(pk__in=params["deadlines"]).select_related(*people)
        named["deadlines"] = list(promises.first_due_first())
    if "follow_ups" in params:
        follow_ups = FollowUp.objects.filter(pk__in=params["follow_ups"]).select_related(*people)
        named["follow_ups"] = list(follow_ups.first_due_first())
    if "call_moment" in params:
        named["call_moment"] = CallMoment.objects.filter(pk=params["call_moment"]).first()
    if "data_request" in params:
        named["data_request"] = DataRequest.objects.filter(pk=params["data_request"]).first()
    return named


def _render(names: list[str], context: dict[str, Any], *, escape: bool = False) -> str:
    template: Template = select_template(names)
    return str(template.template.render(Context(context, autoescape=escape)))
