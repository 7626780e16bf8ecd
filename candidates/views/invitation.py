"""The way in for a colleague who was invited."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candidates.access.desk import public
from candidates.access.origin import origin_of
from candidates.access.people import invited_person
from candidates.actions.colleagues import accept
from candidates.actions.limits import take
from candidates.forms.people import AcceptForm
from candidates.models import User
from candidates.rules.limits import INVITATION_PLACE

KEPT = "invitation"  # in the session, so that the link does not stand in the address bar


@public
@never_cache
def invitation(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Opening it changes nothing: mail scanners do that too."""
    now = timezone.now()
    if not take(INVITATION_PLACE, origin_of(request), at=now):
        return render(request, "429.html", status=429)
    if invited_person(uidb36, key, now=now) is None:
        return render(request, "candidates/invitation_over.html", status=404)
    request.session[KEPT] = [uidb36, key]
    return redirect("invitation_accept")


@public
@never_cache
def invitation_accept(request: HttpRequest) -> HttpResponse:
    user = _invited(request)
    if user is None:
        return render(request, "candidates/invitation_over.html", status=404)
    kept = {"first_name": user.first_name, "last_name": user.last_name, "language": user.language}
    form = AcceptForm(request.POST or None, user=user, initial=kept)
    if request.method == "POST" and form.is_valid():
        return _accepted(request, user, form)
    return render(request, "candidates/invitation.html", {"form": form, "invited": user})


def _accepted(request: HttpRequest, user: User, form: AcceptForm) -> HttpResponse:
    given = form.cleaned_data
    accept(
        user,
        password=given["password1"],
        first_name=given["first_name"],
        last_name=given["last_name"],
        language=given["language"],
    )
    logout(request)  # whoever else was logged in here
    messages.success(request, _("Your account is ready. Log in with %(address)s.") % {"address": user.email})
    return redirect("account_login")


def _invited(request: HttpRequest) -> User | None:
    kept = request.session.get(KEPT)
    return invited_person(*kept, now=timezone.now()) if kept else None
