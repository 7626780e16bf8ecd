"""The colleagues: for administrators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.people import person_to_manage
from candidates.access.typing import filled_in
from candidates.actions import colleagues
from candidates.actions.colleagues import Invitation, LastAdministrator, NotYours
from candidates.forms.people import InviteForm, taken
from candidates.models import Role, User
from candidates.queries import people as ask


@open_to(Role.ADMINISTRATOR)
def people(request: StaffRequest) -> HttpResponse:
    return render(request, "candidates/people.html", {"people": ask.people(), "page": "people"})


@open_to(Role.ADMINISTRATOR)
def person_invite(request: StaffRequest) -> HttpResponse:
    form = InviteForm(filled_in(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = colleagues.invite(
                Invitation(**given | {"role": Role(given["role"])}), by=request.user, at=timezone.now()
            )
        except colleagues.AddressTaken:
            form.add_error("email", taken())
        else:
            messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": user.email})
            return redirect("people")
    return render(request, "candidates/person_invite.html", {"form": form, "page": "people"})


@open_to(Role.ADMINISTRATOR)
@require_POST
def person_enable(request: StaffRequest, pk: int) -> HttpResponse:
    who = person_to_manage(request.user, pk)
    done = _("%(name)s can log in again.") % {"name": who}
    return _do(request, who, lambda: colleagues.enable(who, by=request.user), done)


@open_to(Role.ADMINISTRATOR)
@require_POST
def person_invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    who = person_to_manage(request.user, pk)
    if who.has_usable_password() or not who.is_active:
        messages.info(request, _("%(name)s needs no invitation.") % {"name": who})
        return redirect("person", pk)
    done = _("A new invitation is on its way. The old link no longer works.")
    return _do(request, who, lambda: colleagues.invite_again(who, by=request.user, at=timezone.now()), done)


@open_to(Role.ADMINISTRATOR)
@require_POST
def person_forget_two_steps(request: StaffRequest, pk: int) -> HttpResponse:
    who = person_to_manage(request.user, pk)
    done = _("%(name)s logs in with the password only, until two steps are set up again.") % {"name": who}
    return _do(request, who, lambda: colleagues.forget_two_steps(who, by=request.user, at=timezone.now()), done)


def _do(request: StaffRequest, who: User, act: Callable[[], Any], done: str) -> HttpResponse:
    """Says what happened, or kindly why not."""
    try:
        act()
    except NotYours as error:
        raise PermissionDenied from error
    except LastAdministrator:
        messages.error(
            request, _("%(name)s is the last administrator who can log in. First make another one.") % {"name": who}
        )
    else:
        messages.success(request, done)
    return redirect("person", who.pk)
