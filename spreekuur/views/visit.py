"""One visit of somebody who holds a personal link: what they may choose from, and where they stand."""

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
from spreekuur.forms.booking import BookingForm, MomentForm, OfferForm
from spreekuur.models import Slot, terms_of
from spreekuur.queries.choosing import Choice, as_free, choice
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
        return self.request.organisation  # type: ignore[attr-defined, no-any-return]

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

    @property
    def wants_all(self) -> bool:
        """To see all moments, not only the nearest."""
        return "all" in self.request.GET

    def booking_form(self, data: Any = None, *, taken: bool = False) -> BookingForm:
        return BookingForm(data, free=self.choice.free, whole=self.wants_all, taken=taken, **self._about())

    def answers(self) -> BookingForm:
        """What was sent, without a look at what there is to choose from: the action knows best."""
        return BookingForm(self.request.POST, free=[], **self._about())

    def moment_form(self, data: Any = None, *, taken: bool = False) -> MomentForm:
        return MomentForm(data, free=self.choice.free, whole=self.wants_all, taken=taken, zone=self.terms.zone)

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
