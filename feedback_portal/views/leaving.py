"""A colleague gets another role, hands everything over, or goes. What people wait for is said, and decided, first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest, open_to
from candidates.access.people import person_to_manage
from candidates.access.typing import filled_in
from candidates.actions import colleagues
from candidates.actions.call_moments import ColleagueIsBusy
from candidates.actions.colleagues import ExpectedSomewhere, LastAdministrator, NotYours, OpenWork, Successor
from candidates.actions.handover import CannotHandOver
from candidates.forms.people import RoleForm
from candidates.models import Role, User
from candidates.queries import people as ask
from candidates.rules.words import full_moment
from feedback_portal.actions.leaving import Going, close_account, hand_over_everything
from spreekuur.actions.leaving import ColleagueCannot, TalksAhead
from spreekuur.forms.leaving import LeavingForm
from spreekuur.queries.leaving import Ahead, ahead_of


@open_to(Role.ADMINISTRATOR)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """Shows a colleague; gives a role."""
    who, now = ask.person(person_to_manage(request.user, pk).pk), timezone.now()
    form = RoleForm(filled_in(request), initial={"role": who.role})
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        done = _("%(name)s has the role %(role)s now.") % {"name": who, "role": role.label}
        refused = _tried(request, who, lambda: colleagues.give_role(who, role, by=request.user, at=now), done)
        if refused:
            messages.error(request, refused)
        return redirect("person", who.pk)
    shown = {"person": who, "form": form, "ahead": ahead_of(who, now=now), "page": "people"}
    return render(request, "feedback_portal/person.html", shown)


@open_to(Role.ADMINISTRATOR)
def person_pass_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything this colleague has open goes to another; free moments of the spreekuur are closed."""
    return _page(request, pk, "person_pass_on", hand_over_everything)


@open_to(Role.ADMINISTRATOR)
def person_disable(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of its own, with the consequence; open work and talks are decided on first."""
    return _page(request, pk, "person_disable", close_account)


def _page(request: StaffRequest, pk: int, page: str, act: Callable[..., Any]) -> HttpResponse:
    who, now = ask.person(person_to_manage(request.user, pk).pk), timezone.now()
    ahead = ahead_of(who, now=now)
    form = _form(request, who, ahead)
    if request.method == "POST" and (form is None or form.is_valid()):
        by = {"by": request.user, "organisation": request.organisation, "at": now}
        refused = _tried(request, who, lambda: act(who, _going(form), **by), _done(page, who, form))
        if not refused:
            return redirect("person", who.pk)
        if form is None:
            messages.error(request, refused)
            return redirect("person", who.pk)
        form.add_error(None, refused)
    shown = {"person": who, "after": form, "ahead": ahead, "page": "people"}
    return render(request, f"feedback_portal/{page}.html", shown)


def _form(request: StaffRequest, who: User, ahead: Ahead) -> LeavingForm | None:
    """None when there is nothing to decide."""
    work = bool(who.open_work)  # type: ignore[attr-defined]  # counted by the query
    if not work and not ahead.talks:
        return None
    return LeavingForm(
        filled_in(request),
        giver=who,
        work=work,
        talks=bool(ahead.talks),
        moments=bool(ahead.calls),
        unreachable=bool(ahead.unreachable),
    )


def _going(form: LeavingForm | None) -> Going:
    if form is None:
        return Going()
    to, why = form.cleaned_data["to"], form.cleaned_data["why"]
    return Going(
        Successor(to, why) if form.work else None,
        talks_to=form.talks_to,
        cancels=form.cancels,
        calls=to,
        gives_up_moments=bool(form.cleaned_data.get("moments")),
    )


def _done(page: str, who: User, form: LeavingForm | None) -> str:
    if page == "person_disable":
        return _("%(name)s cannot log in any more.") % {"name": who}
    to = form.cleaned_data["to"] if form else None
    if to is None:
        return _("Free moments of %(name)s are closed, and nobody has a talk there any more.") % {"name": who}
    return _("%(name)s takes over from %(giver)s.") % {"name": to, "giver": who}


def _tried(request: StaffRequest, who: User, act: Callable[[], Any], done: str) -> str:
    """Why not, kindly; empty when it is done, which is said then."""
    name = {"name": who}
    try:
        act()
    except NotYours as error:
        raise PermissionDenied from error
    except LastAdministrator:
        return _("%(name)s is the last administrator who can log in. First make another one.") % name
    except OpenWork:
        return _("People wait for an answer of %(name)s. First hand that over.") % name
    except (ExpectedSomewhere, TalksAhead):
        return _("%(name)s has talks or free moments in the spreekuur. First hand everything over.") % name
    except ColleagueIsBusy:
        return _(
            "This colleague has something else at a moment that was agreed. Choose another colleague, or give it up."
        )
    except CannotHandOver:
        return _("This colleague cannot take work now. Choose another one.")
    except ColleagueCannot as busy:
        return _cannot(busy.moments, request)
    messages.success(request, done)
    return ""


def _cannot(moments: Any, request: StaffRequest) -> str:
    """With every moment, and no name: administrators see no candidates."""
    zone, now = request.organisation.zone_info, timezone.now()
    named = "; ".join(full_moment(moment, now, zone) for moment in moments)
    words = _("This colleague has something else then: %(moments)s. Choose another colleague, or cancel the talks.")
    return words % {"moments": named}
