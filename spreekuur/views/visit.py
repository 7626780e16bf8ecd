"""One visit of somebody who holds a personal link: what they may choose from, and where they stand."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property

from candidates.models import Link, Organisation, Rejection
from spreekuur.actions.holding import Who
from spreekuur.forms.booking import BookingForm, MomentForm, OfferForm, fresh_questions
from spreekuur.models import Slot, terms_of
from spreekuur.queries.choosing import Choice, Free, as_free, choice
from spreekuur.queries.standing import Standing, standing
from spreekuur.rules.terms import Terms


@dataclass(frozen=True)
class Visit:
    request: HttpRequest
    link: Link
    now: datetime

    @property
    def rejection(self) -> Rejection:
        return self.link.rejection

    @property
    def organisation(self) -> Organisation:
        return self.request.organisation  # type: ignore[attr-defined, no-any-return]  # the middleware puts it there

    @property
    def terms(self) -> Terms:
        return terms_of(self.organisation)

    @property
    def who(self) -> Who:
        return Who(self.organisation, link=self.link)

    @property
    def language(self) -> str:
        return (translation.get_language() or "nl")[:2]

    @cached_property
    def standing(self) -> Standing:
        return standing(self.rejection, self.now)

    @cached_property
    def choice(self) -> Choice:
        return choice(self.now, self.terms)

    @cached_property
    def shown(self) -> list[Free]:
        """At first the nearest moments; a form that comes back shows all: asking for more would lose what was typed."""
        is_first = self.request.method != "POST" and "all" not in self.request.GET
        return self.choice.nearest if is_first else self.choice.free

    @property
    def more(self) -> bool:
        return len(self.shown) < len(self.choice.free)

    def fresh_form(self) -> dict[str, Any]:
        """Instead of a form: what is printed of one that nobody typed in yet."""
        given = self._about() | {"language": self.language, "more": self.more}
        return {"questions": fresh_questions(tuple(self.shown), **given), "key": uuid.uuid4()}

    def booking_form(self, data: Any, *, taken: bool = False) -> BookingForm:
        return BookingForm(data, free=self.shown, taken=taken, **self._about())

    def answers(self) -> BookingForm:
        """What was sent, without a look at what there is to choose from: the action knows best."""
        return BookingForm(self.request.POST, free=[], **self._about())

    def moment_form(self, data: Any = None, *, taken: bool = False) -> MomentForm:
        return MomentForm(data, free=self.shown, more=self.more, taken=taken, zone=self.terms.zone)

    def offer_form(self, slot: Slot, data: Any = None) -> OfferForm:
        return OfferForm(data, free=[as_free(slot)], initial={"slot": slot.pk}, **self._about())

    def page(self, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
        """Of the candidate the first name only, of the recruiter the name; nothing of the decision."""
        shown = {
            "link": self.link,
            "first_name": self.rejection.candidate.first_name,
            "recruiter": self.rejection.recruiter,
            "now": self.now,
        }
        return render(self.request, f"spreekuur/{name}.html", shown | more, status=status)

    def back(self) -> HttpResponse:
        """To the page that says how it stands now. After a POST a reload asks nothing again."""
        return HttpResponseRedirect(reverse("link_page", args=[self.link.public_id]), status=303)

    def _about(self) -> dict[str, Any]:
        return {"phone_known": bool(self.rejection.candidate.phone), "zone": self.terms.zone}
