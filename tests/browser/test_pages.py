"""Every page, light and dark, wide and on a phone: nothing for axe, nothing on the console, no sideways scrolling."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.actions.links import link_for
from candidates.letters.mark import address_of
from candidates.models import Deadline, Letter, Organisation, Rejection, Role, User, Vacancy
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import Booking, Day
from tests.browser.conftest import NARROW, PHONE, WIDE, Portal


def person(role: Role) -> User:
    return User.objects.filter(role=role).order_by("pk")[0]


def waiting(channel: str) -> Rejection:
    """Somebody who waits for Nadia, to be told this way."""
    return Deadline.objects.open().of(person(Role.RECRUITER)).filter(channel=channel).order_by("pk")[0].rejection


def about(name: str, channel: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[waiting(channel).public_id])


def named(name: str) -> Callable[[], str]:
    return lambda: reverse(name)


def public_page() -> str:
    """What the candidate's mail opens."""
    return urlsplit(address_of(link_for(waiting("mail"), at=timezone.now()))).path


def promise_page() -> str:
    Organisation.objects.update(promise_page=True)
    return reverse("promise_page")


def nadias_day() -> Day:
    """The next one on which somebody has a talk with her."""
    booked = Booking.objects.live().of(person(Role.RECRUITER)).filter(slot__starts_at__gt=timezone.now())
    return booked.earliest("slot__starts_at").slot.day


def stuck_mail() -> str:
    """About a talk of Nadia's."""
    write_talk_letters(timezone.now())
    letter = Letter.objects.filter(kind="talk_booked", approved_by=person(Role.RECRUITER)).order_by("pk")[0]
    Letter.objects.filter(pk=letter.pk).update(state="failed", last_reply="550 5.1.1 No such user here")
    return reverse("letter", args=[letter.pk])


def of_nadias_day(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[nadias_day().pk])


PAGES: dict[str, tuple[Role | None, Callable[[], str]]] = {
    "login": (None, named("account_login")),
    "password_reset": (None, named("account_reset_password")),
    "accessibility": (None, named("accessibility")),
    "privacy": (None, named("privacy")),
    "privacy of a colleague": (Role.HR_MANAGER, named("privacy")),
    "not found": (None, lambda: "/bestaat-niet/"),
    "the page behind a link": (None, public_page),
    "today": (Role.RECRUITER, named("today")),
    "rejection_new": (Role.RECRUITER, named("rejection_new")),
    "feedback": (Role.RECRUITER, about("feedback", "mail")),
    "call": (Role.RECRUITER, about("call", "call")),
    "talk": (Role.RECRUITER, about("talk", "talk")),
    "talk_sheet": (Role.RECRUITER, about("talk_sheet", "talk")),
    "ask_moment": (Role.RECRUITER, about("ask_moment", "call")),
    "confirmation": (Role.RECRUITER, about("confirmation", "talk")),
    "rejection": (Role.RECRUITER, about("rejection", "mail")),
    "proof": (Role.RECRUITER, about("proof", "call")),
    "take back": (Role.RECRUITER, about("rejection_take_back", "mail")),
    "hand over": (Role.RECRUITER, about("hand_over", "mail")),
    "rejections": (Role.RECRUITER, named("rejections")),
    "candidate": (Role.RECRUITER, lambda: reverse("candidate", args=[waiting("mail").candidate_id])),
    "vacancies": (Role.RECRUITER, named("vacancies")),
    "vacancy": (Role.RECRUITER, lambda: reverse("vacancy", args=[Vacancy.objects.order_by("pk")[0].pk])),
    "spreekuur_days": (Role.RECRUITER, named("spreekuur_days")),
    "spreekuur_day": (Role.RECRUITER, of_nadias_day("spreekuur_day")),
    "my part of a day cancelled": (Role.RECRUITER, of_nadias_day("spreekuur_part_cancel")),
    "a day cancelled": (Role.HR_MANAGER, of_nadias_day("spreekuur_day_cancel")),
    "a mail about a talk": (Role.RECRUITER, stuck_mail),
    "imports": (Role.RECRUITER, named("imports")),
    "my_settings": (Role.RECRUITER, named("my_settings")),
    "clock": (Role.RECRUITER, named("clock")),
    "today of HR": (Role.HR_MANAGER, named("today")),
    "figures of HR": (Role.HR_MANAGER, named("dashboard")),
    "figures, a list": (Role.HR_MANAGER, lambda: f"{reverse('dashboard_list')}?what=overdue_now"),
    "benchmarks": (Role.HR_MANAGER, named("benchmarks")),
    "figures of a recruiter": (Role.RECRUITER, named("dashboard")),
    "figures of everybody": (Role.RECRUITER, lambda: f"{reverse('dashboard')}?person=all"),
    "figures of read-only": (Role.READ_ONLY, named("dashboard")),
    "my_settings of HR": (Role.HR_MANAGER, named("my_settings")),
    "promise_page": (None, promise_page),
    "people": (Role.ADMINISTRATOR, named("people")),
    "person": (Role.ADMINISTRATOR, lambda: reverse("person", args=[person(Role.RECRUITER).pk])),
    "person_disable": (Role.ADMINISTRATOR, lambda: reverse("person_disable", args=[person(Role.RECRUITER).pk])),
    "person_pass_on": (Role.ADMINISTRATOR, lambda: reverse("person_pass_on", args=[person(Role.RECRUITER).pk])),
    "organisation": (Role.ADMINISTRATOR, named("organisation")),
    "letter_texts": (Role.ADMINISTRATOR, named("letter_texts")),
    "skeleton_edit": (
        Role.ADMINISTRATOR,
        lambda: reverse("skeleton_edit", args=["cv-screening", "nl", "experience"]),
    ),
    "writing_rules": (Role.READ_ONLY, named("writing_rules")),
    "today of read-only": (Role.READ_ONLY, named("today")),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_right_for_everybody(portal: Portal, name: str) -> None:
    role, address = PAGES[name]
    who, path = person(role) if role else None, address()
    for size, dark in ((WIDE, False), (PHONE, True)):
        window = portal.window(who=who, size=size, dark=dark)
        window.open(path)
        assert window.faults() == []
        assert [words for words in window.complaints if "404" not in words] == []
    window = portal.window(who=who, size=NARROW)
    window.open(path)
    assert not window.scrolls_sideways()


@pytest.mark.parametrize(("size", "dark"), [(WIDE, True), (PHONE, False)])
def test_the_main_pages_are_right_in_the_other_light_too(portal: Portal, size: dict[str, int], dark: bool) -> None:
    window = portal.window(who=person(Role.RECRUITER), size=size, dark=dark)
    for name in ("today", "rejection_new", "feedback", "call", "rejections"):
        window.open(PAGES[name][1]())
        assert (name, window.faults()) == (name, [])
    assert window.complaints == []
