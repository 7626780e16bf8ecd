"""One visit of a candidate to their own page: who they are, what they may know, and where their talk stands."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from candidates.actions.limits import take
from candidates.letters.composing import in_sentence
from candidates.models import Candidate, FollowUp, Link, Organisation, Rejection, User
from candidates.queries.own_page import OwnStory
from candidates.rules.limits import OWN_PAGE
from candidates.rules.retention import ANSWERED_LATE, SAY_NOTHING, TO_CANDIDATE, KeepWhy
from spreekuur.models import Reopening, Talk, terms_of
from spreekuur.queries.own_page import held_talk, may_choose
from spreekuur.queries.standing import Standing, heard_anew, hears_anew, request_of, standing


@dataclass(frozen=True)
class OwnVisit:
    request: HttpRequest
    link: Link
    now: datetime

    @property
    def rejection(self) -> Rejection:
        return self.link.rejection

    @property
    def candidate(self) -> Candidate:
        return self.rejection.candidate

    @property
    def organisation(self) -> Organisation:
        return self.request.organisation  # type: ignore[attr-defined, no-any-return]  # PersonMiddleware puts it there

    @cached_property
    def story(self) -> OwnStory:
        waits: bool = self.link.waits_for_call  # type: ignore[attr-defined]  # access.links annotates it
        return OwnStory(self.rejection, self.organisation, self.now, waits)

    @cached_property
    def standing(self) -> Standing:
        return standing(self.rejection, self.now)

    @cached_property
    def held(self) -> Talk | None:
        """The talk of the spreekuur that was held."""
        return held_talk(self.standing) if self.story.is_told else None

    @property
    def may_judge_talk(self) -> bool:
        return self.story.is_told and (self.held is not None or self.story.talk is not None)

    @property
    def may_choose(self) -> bool:
        return may_choose(self.now, terms_of(self.organisation))

    @cached_property
    def is_looked_at_again(self) -> bool:
        """Nobody told them yet what came of it: the term counts from a day that no page may name."""
        return self.rejection.reopened_at is not None and not heard_anew(self.rejection)

    @property
    def kept(self) -> tuple[date, Any] | None:
        """Until when and why; nothing while the day itself would tell that we decided."""
        until, why = self.rejection.keep_until, self.rejection.keep_why
        if until is None or why not in list(KeepWhy) or self.is_looked_at_again:
            return None
        reason = KeepWhy(why)
        if reason is KeepWhy.OWED and self.story.is_told:
            return until, ANSWERED_LATE
        known = self.story.is_told or reason in SAY_NOTHING or reason is KeepWhy.REOPENED
        return (until, TO_CANDIDATE[reason]) if known else None

    @property
    def is_link_over(self) -> bool:
        """By the rows as they are now: what was just pressed may have ended the reason to keep anything."""
        self.rejection.refresh_from_db(fields=["keep_until"])
        until = self.rejection.keep_until
        return until is not None and until < self.story.today and self.story.held_until is None

    @property
    def vacancy(self) -> str:
        return in_sentence(self.rejection.vacancy.title)

    @property
    def told_by(self) -> User:
        tell = self.story.tell
        return tell.met_by if tell and tell.met_by else self.rejection.recruiter

    @property
    def talk_by(self) -> datetime | None:
        """The moment of a talk that was agreed on, or else the last one."""
        owed = self.story.talk_owed
        return (owed.agreed_for or owed.due_at) if owed else None

    @cached_property
    def reopening(self) -> Reopening | None:
        return hears_anew(self.rejection) if self.rejection.is_taken_back else None

    @cached_property
    def asked(self) -> FollowUp | None:
        """A question of theirs that is still open."""
        return request_of(self.rejection)

    def may_say(self) -> bool:
        """One thing more said or asked on this page."""
        return take(OWN_PAGE, self.link.public_id.hex, at=self.now)

    def page(self, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
        shown = {
            "link": self.link,
            "visit": self,
            "story": self.story,
            "first_name": self.candidate.first_name,
            "recruiter": self.rejection.recruiter,
            "now": self.now,
        }
        return render(self.request, f"feedback_portal/own/{name}.html", shown | more, status=status)

    def back(self, part: str = "") -> HttpResponse:
        """To the own page; after a POST a reload asks nothing again."""
        address = reverse("own_page", args=[self.link.public_id]) + (f"#{part}" if part else "")
        return HttpResponseRedirect(address, status=303)
