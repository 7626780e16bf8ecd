"""Every field in which a colleague types about a candidate says that the candidate may read it, and asks for a look.

A new field fails here until it is one of a form's `free_texts` or `also_looked_at` (forms/free_text), or gets a reason
below why it is not about a candidate.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.test import Client
from django.urls import reverse
from phonenumber_field.formfields import PhoneNumberField

import candidates.forms
import feedback_portal
import spreekuur.forms
from candidates.forms.free_text import FreeTexts
from candidates.forms.plain import PlainForm, PlainModelForm
from candidates.models import User
from tests import cast
from tests.access_cast import NOW, World, pages

# Not about a candidate, and why: a name wherever it stands, or the field of one form.
ELSEWHERE = {
    "name": "who it is: a candidate, a colleague, the organisation or a closed day",
    "first_name": "a colleague",
    "last_name": "a colleague",
    "job_title": "a colleague",
    "sender_name": "the organisation",
    "processors": "the organisation",
    "RequirementForm.text": "a requirement of a vacancy",
    "VacancyForm.title": "a vacancy",
    "new_vacancy": "a vacancy",
    "department": "a vacancy",
    "requirements": "a vacancy",
    "other_requirement": "a requirement of a vacancy",
    "opening": "a standard text",
    "invitation": "a standard text",
    "closing": "a standard text",
    "SkeletonForm.more": "words for the places of a skeleton",
    "place": "where a day is held",
    "SendForm.at": "a time",
    "q": "what is looked for: nothing is kept of it",
    "CallerForm.words": "what is looked for: nothing is kept of it",
    "CodeForm.code": "the code of the first page",
}
SKELETON = {"SkeletonForm.went_well", "SkeletonForm.why_not", "SkeletonForm.advice"}  # a text to begin with, of nobody
TYPED_BY_THE_CANDIDATE = {
    "BookingForm.question",
    "ConsentForm.work",
    "DataRequestForm.what",
    "OfferForm.question",
    "OpinionForm.why",
    "RequestForm.what",
    "WishForm.when",
}
EXACT = (forms.EmailField, forms.URLField, forms.UUIDField, PhoneNumberField)
SENTENCE = "De kandidaat mag dit lezen."


def form_classes() -> Iterator[type[forms.BaseForm]]:
    for package in (candidates.forms, spreekuur.forms, feedback_portal):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "forms" in module.name.split("."):
                importlib.import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [PlainForm, PlainModelForm]
    while waiting:
        kind = waiting.pop()
        waiting += [one for one in kind.__subclasses__() if not one.__module__.startswith("tests.")]
        yield kind


def is_free_text(field: forms.Field) -> bool:
    is_text = isinstance(field, forms.CharField) and not isinstance(field, EXACT)
    return is_text and type(field.widget) in (forms.TextInput, forms.Textarea)


def free_fields() -> Iterator[tuple[type[FreeTexts], str]]:
    for kind in form_classes():
        assert issubclass(kind, FreeTexts)
        yield from ((kind, name) for name, field in kind.base_fields.items() if is_free_text(field))


def test_every_free_text_about_a_candidate_is_declared() -> None:
    undeclared = {
        f"{kind.__name__}.{name}"
        for kind, name in free_fields()
        if not {name, f"{kind.__name__}.{name}"} & {*kind.free_texts, *kind.also_looked_at, *ELSEWHERE}
    }
    assert undeclared == SKELETON | TYPED_BY_THE_CANDIDATE


def test_what_is_declared_is_there() -> None:
    """A name that no form has guards nothing."""
    for kind in form_classes():
        assert issubclass(kind, FreeTexts)
        assert {*kind.free_texts, *kind.also_looked_at} <= set(kind.base_fields)
    named = {key for kind, name in free_fields() for key in (name, f"{kind.__name__}.{name}")}
    assert set(ELSEWHERE) <= named


def test_many_forms_are_walked() -> None:
    declared = {f"{kind.__name__}.{name}" for kind in form_classes() for name in getattr(kind, "free_texts", ())}
    assert declared >= {
        "RejectionForm.reason_details", "FeedbackForm.reason_details", "AfterForm.note", "PointsForm.why_not",
        "RouteForm.details", "StopForm.why", "StopForm.what", "WhyOfCandidateForm.why", "HandoverForm.why",
        "HandoverAllForm.why", "TakeBackForm.why", "TalkForm.wrong", "TalkForm.advice", "CallerForm.question",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_pages_say_it_beside_each_of_them(tmp_path: Path) -> None:
    silent, said = set(), set()
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        nadia, *_others = (make(password=cast.PASSWORD) for make in (cast.nadia, cast.bram, cast.hanna))
        world = World(nadia, tmp_path / "mailbox")
        names = {name for kind, name in free_fields() if name in kind.free_texts}
        for name, html in staff_pages(world):
            for field in re.findall(r'<(?:textarea|input type="text") name="([^"]+)"', html):
                if field.rpartition("-")[2] in names:
                    (said if SENTENCE in help_of(field, html) else silent).add((name, field))
    assert silent == {("spreekuur_day_cancel", "why")}  # about a day: "your colleagues read this, candidates do not"
    assert {name for name, _field in said} >= {
        "rejection_new",
        "call",
        "talk",
        "hand_over",
        "hand_over_all",
        "follow_up",
    }


def staff_pages(world: World) -> Iterator[tuple[str, str]]:
    client = Client()
    for first_name in ("Nadia", "Hanna"):
        client.force_login(User.objects.get(first_name=first_name))
        for page in pages().values():
            if page.name.startswith("own_"):
                continue  # what candidates type about themselves
            answer = client.get(reverse(page.name, kwargs=world.of(page.route, page.converters)))
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield page.name, answer.content.decode()


def help_of(field: str, html: str) -> str:
    found = re.search(rf'id="id_{re.escape(field)}_helptext"[^>]*>([^<]*)<', html)
    return found[1] if found else ""
