"""The cast around the candidate's own page: somebody who was told in one of the ways there are, and a reader."""

from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from candidates.actions.call_letters import mail_that_confirms, send_confirmation
from candidates.actions.calls import AfterCall, Said, close_call
from candidates.actions.drafts import Draft
from candidates.actions.feedback import approve_and_send
from candidates.actions.held_back import Answers
from candidates.actions.links import link_for
from candidates.letters.call_letters import CallLetter
from candidates.letters.posting import deliver_due
from candidates.models import CallOutcome, Letter, Link, Organisation, Rejection
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from candidates.rules.tokens import token_of
from tests.decision_cast import NOW, logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT, requirement

LATER = NOW + timedelta(minutes=11)
POINTS = Points(WENT_WELL, WHY_NOT, ADVICE)
SAID = Said(WENT_WELL, WHY_NOT, ADVICE)


def owed(**fields: Any) -> Rejection:
    """Known by cv and letter, decided just now; the link exists already, as it does when a mail is approved."""
    given: dict[str, Any] = {"stage": Stage.CV_SCREENING, "name": "Youssef El Amrani", "email": "youssef@example.org"}
    rejection = logged(**given | fields)
    link_for(rejection, at=NOW)
    return rejection


def approved(rejection: Rejection, *, points: Points = POINTS, at: datetime = NOW) -> Letter:
    needed = rejection.vacancy.requirements.first() or requirement(rejection.vacancy)
    draft = Draft(points, reason="experience", reason_details="Te weinig jaren", requirement=needed)
    return approve_and_send(rejection, draft, version=0, by=rejection.recruiter, at=at)


def told_by_mail(*, at: datetime = LATER, points: Points = POINTS, **fields: Any) -> Rejection:
    """Needs the sink, which really takes the mail."""
    rejection = owed(**fields)
    approved(rejection, points=points)
    deliver_due(clock=lambda: at)
    return rejection


def told_by_phone(*, confirmed: bool = False, **fields: Any) -> Rejection:
    rejection = owed(**{"stage": Stage.INTERVIEW} | fields)
    close_call(
        rejection,
        outcome=CallOutcome.REACHED,
        said=SAID,
        answers=Answers(),
        after=AfterCall(6, promised=confirmed),
        calendar=Organisation.objects.current().calendar(),
        by=rejection.recruiter,
        at=NOW,
    )
    if confirmed:
        confirm(rejection)
        deliver_due(clock=lambda: LATER)
    return rejection


def confirm(rejection: Rejection) -> Letter:
    mail = mail_that_confirms(CallLetter(rejection, rejection.recruiter, Organisation.objects.current()))
    return send_confirmation(rejection, seen=mail.digest, by=rejection.recruiter, at=NOW)


def link_of(rejection: Rejection) -> Link:
    return Link.objects.get(rejection=rejection, revoked_at=None)


def token(rejection: Rejection) -> str:
    return token_of(bytes(link_of(rejection).seed), settings.LINK_KEY)


def at(rejection: Rejection, name: str, *more: str) -> str:
    return reverse(name, args=[link_of(rejection).public_id, *more])


def holder(rejection: Rejection, client: Client | None = None) -> Client:
    """A browser that opened the link."""
    client = client or Client()
    client.get(reverse("own_enter", args=[token(rejection)]))
    return client


def page(rejection: Rejection, name: str = "own_page", *more: str) -> Any:
    return holder(rejection).get(at(rejection, name, *more))


def words(response: Any) -> str:
    """What somebody reads, in one line."""

    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.said: list[str] = []

        def handle_data(self, data: str) -> None:
            self.said.append(data)

    reader = Words()
    reader.feed(response.content.decode())
    return " ".join("".join(reader.said).split())
