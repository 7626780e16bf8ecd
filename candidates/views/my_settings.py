"""What somebody sets for themselves: name and phone, language, light or dark, how they log in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from candidates.access.desk import ALL_ROLES, StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.actions.colleagues import end_sessions
from candidates.actions.preferences import change_settings
from candidates.forms.my_settings import MySettingsForm
from candidates.models import User
from candidates.queries.people import person


@open_to(*ALL_ROLES)
def my_settings(request: StaffRequest) -> HttpResponse:
    me = person(request.user.pk)
    form = MySettingsForm(filled_in(request), instance=User.objects.get(pk=me.pk))
    if request.method == "POST" and form.is_valid():
        change_settings(request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("my_settings")
    return render(request, "candidates/my_settings.html", {"form": form, "me": me, "page": "my_settings"})


@open_to(*ALL_ROLES)
@require_POST
def my_sessions_end(request: StaffRequest) -> HttpResponse:
    """Logs out everywhere but here."""
    end_sessions(request.user, at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are logged out on all other devices."))
    return redirect("my_settings")
