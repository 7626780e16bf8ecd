"""The first page of an empty installation, and nothing but that one: when it is filled in, it is gone."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candidates.access.desk import public
from candidates.access.origin import origin_of
from candidates.access.setup import is_setup_code, may_set_up, remember_code
from candidates.actions.limits import take
from candidates.actions.setting_up import AlreadySetUp, FirstAdministrator, set_up
from candidates.forms.organisation.sections import LoginForm, WhoForm
from candidates.forms.setup import LONGEST_CODE, AdministratorForm, ClosedDaysForm, CodeForm, SenderForm
from candidates.letters.trial import post_trial
from candidates.models import Organisation, User
from candidates.rules.limits import SETUP_CODE
from feedback_portal.accounts.adapter import log_in
from feedback_portal.views.lamps import lamps


@dataclass
class FirstPage:
    """Small forms on the one row there will be; without the last one when an administrator is here already."""

    data: Any
    now: datetime
    has_administrator: bool
    organisation: Organisation = field(default_factory=Organisation.objects.current)

    def __post_init__(self) -> None:
        self.who = WhoForm(self.data, instance=self.organisation)
        self.days = ClosedDaysForm(self.data, today=self.now.date())
        self.sender = SenderForm(self.data, instance=self.organisation)
        self.login = LoginForm(self.data, instance=self.organisation)
        self.administrator = None if self.has_administrator else AdministratorForm(self.data)

    @property
    def all(self) -> list[Any]:
        forms = [self.who, self.days, self.sender, self.administrator, self.login]
        return [form for form in forms if form is not None]

    @property
    def faulty(self) -> Any:
        return next((form for form in self.all if form.is_bound and form.errors), None)

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.all]  # all of them, so that every mistake is shown
        return all(judged)

    def save(self) -> User | None:
        closed = self.days.cleaned_data["closed"]
        return set_up(self.organisation, closed=closed, administrator=self._administrator(), at=self.now)

    def _administrator(self) -> FirstAdministrator | None:
        if self.administrator is None:
            return None
        given = dict(self.administrator.cleaned_data)
        given["password"] = given.pop("password1")
        del given["password2"]
        return FirstAdministrator(**given, language=get_language() or "nl")


@public
@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if Organisation.objects.current().set_up_at is not None:
        return redirect("today")
    if not may_set_up(request):
        return _ask_who_you_are(request, now)
    page = FirstPage(request.POST or None, now, has_administrator=request.user.is_authenticated)
    if request.method == "POST" and page.is_valid():
        return _begin(request, page)
    shown = {"setup": page, "faulty": page.faulty, "lamps": lamps(page.organisation, now=now)}
    return render(request, "feedback_portal/setup.html", shown)


def _begin(request: HttpRequest, page: FirstPage) -> HttpResponse:
    try:
        user = page.save()
    except AlreadySetUp:
        return redirect("today")
    if user is not None:
        log_in(request, user)
    _try_mail(request, page)
    messages.success(request, _("The portal is yours. Below you see whether everything works."))
    return redirect("checkup")


def _try_mail(request: HttpRequest, page: FirstPage) -> None:
    address = request.user.email  # type: ignore[union-attr]  # logged in: the page asks for it
    trial = post_trial(address, organisation=page.organisation, language=get_language() or "nl", at=page.now)
    (messages.success if trial.arrived else messages.error)(request, trial.sentence(address))


def _ask_who_you_are(request: HttpRequest, now: datetime) -> HttpResponse:
    """Who read the code in the terminal may go on; when an administrator was made there, they log in first.

    A link may bring the code along: it only stands in the form then, for a GET lets nobody in.
    """
    if User.objects.administrators().exists():
        return redirect("account_login")
    brought = {"code": request.GET.get("code", "")[:LONGEST_CODE]}
    form = CodeForm(request.POST if "code" in request.POST else None, initial=brought)
    if form.is_bound and form.is_valid():
        if not take(SETUP_CODE, origin_of(request), at=now):
            return render(request, "429.html", status=429)
        if is_setup_code(form.cleaned_data["code"]):
            remember_code(request)
            return redirect("setup")
        form.add_error("code", _("This is not the code of this installation. Look in the terminal again."))
    return render(request, "feedback_portal/setup_code.html", {"form": form})
