"""All settings of the organisation on one page: for administrators."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in, typed_before
from candidates.actions import closed_days
from candidates.actions.limits import take
from candidates.actions.organisation import save_settings
from candidates.forms.organisation import sections
from candidates.forms.organisation.closed_days import NamesForm, OwnDayForm
from candidates.forms.organisation.promises import PromiseForm
from candidates.letters.trial import post_trial
from candidates.models import TALK, ClosedDay, Organisation, Role
from candidates.queries.closed_days import Holidays, holidays, own_days
from candidates.rules.deadlines import Promise
from candidates.rules.limits import TEST_MAIL
from candidates.rules.stages import Stage

BEFORE_PROMISES: Final = (sections.WhoForm, sections.HoursForm)
AFTER_PROMISES: Final = (
    sections.RemindersForm,
    sections.MailForm,
    sections.GoalForm,
    sections.SpreekuurForm,
    sections.OpinionsForm,
    sections.RetentionForm,
    sections.PrivacyForm,
    sections.LoginForm,
)


@dataclass
class Settings:
    """The many small forms of one page, on one row of the organisation."""

    data: Any
    organisation: Organisation
    before: list[sections.Section] = field(init=False)
    promises: list[PromiseForm] = field(init=False)
    after: list[sections.Section] = field(init=False)

    def __post_init__(self) -> None:
        self.before = [form(self.data, instance=self.organisation) for form in BEFORE_PROMISES]
        self.after = [form(self.data, instance=self.organisation) for form in AFTER_PROMISES]
        policy = self.organisation.policy()
        promised: dict[str, Promise] = {stage.value: policy.promises[stage] for stage in Stage} | {TALK: policy.talk}
        self.promises = [PromiseForm(self.data, stage=stage, promise=promise) for stage, promise in promised.items()]

    @property
    def all(self) -> list[Any]:
        return [*self.before, *self.promises, *self.after]

    @property
    def subforms(self) -> list[Any]:
        """For the summary of mistakes."""
        return self.all

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.all]  # all of them, so that every mistake is shown
        return all(judged)

    def save(self) -> Organisation:
        return save_settings(self.organisation, {form.stage: form.promise() for form in self.promises})


@open_to(Role.ADMINISTRATOR)
def organisation(request: StaffRequest) -> HttpResponse:
    settings = Settings(filled_in(request), Organisation.objects.current())
    if request.method == "POST" and settings.is_valid():
        settings.save()
        messages.success(request, _("Saved. It counts for new decisions; promises that exist do not move."))
        return redirect("organisation")
    return _page(request, settings, OwnDayForm(typed_before(request, posted_to=reverse("closed_day_add"))))


@open_to(Role.ADMINISTRATOR)
def closed_day_add(request: StaffRequest) -> HttpResponse:
    form = OwnDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(form):
        messages.success(request, _("The day is on the list. Promises that exist do not move."))
    if request.method != "POST" or form.is_valid():
        return redirect(_closed_days_url())
    return _page(request, Settings(None, Organisation.objects.current()), form)


@open_to(Role.ADMINISTRATOR)
@require_POST
def closed_days_by_name(request: StaffRequest) -> HttpResponse:
    form = NamesForm(request.POST, names=_holidays().names)
    if form.is_valid():
        closed_days.close_by_name(form.cleaned_data["closed"])
        messages.success(request, _("Saved, for every year. Promises that exist do not move."))
    return redirect(_closed_days_url())


@open_to(Role.ADMINISTRATOR)
@require_POST
def closed_day_remove(request: StaffRequest, pk: int) -> HttpResponse:
    closed_days.remove_own_day(get_object_or_404(ClosedDay, pk=pk, is_seeded=False))
    messages.success(request, _("The day is off the list. Promises that exist do not move."))
    return redirect(_closed_days_url())


@open_to(Role.ADMINISTRATOR)
@require_POST
def test_mail(request: StaffRequest) -> HttpResponse:
    return sent_test_mail(request) or redirect("organisation")


def sent_test_mail(request: StaffRequest) -> HttpResponse | None:
    """Really sends, now, with the settings as they are saved, and says what became of it. A page only when refused."""
    now, address = timezone.now(), request.user.email
    if not take(TEST_MAIL, str(request.user.pk), at=now):
        return render(request, "429.html", status=429)
    trial = post_trial(address, organisation=Organisation.objects.current(), language=get_language() or "nl", at=now)
    (messages.success if trial.arrived else messages.error)(request, trial.sentence(address))
    return None


def _added(form: OwnDayForm) -> bool:
    try:
        closed_days.add_own_day(form.cleaned_data["day"], form.cleaned_data["name"])
    except closed_days.DayTaken:
        form.add_error("day", _("This day stands on the list already"))
        return False
    return True


def _page(request: StaffRequest, settings: Settings, own_day: OwnDayForm) -> HttpResponse:
    faulty = next((form for form in [*settings.all, own_day] if form.is_bound and form.errors), None)
    shown = {
        "settings": settings,
        "own_day": own_day,
        "faulty": faulty,  # for the title of the page
        "holidays": _holidays(),
        "own_days": own_days(),
        "page": "organisation",
    }
    return render(request, "candidates/organisation.html", shown)


def _closed_days_url() -> str:
    return f"{reverse('organisation')}#closed-days"


def _holidays() -> Holidays:
    return holidays(since=timezone.localdate().year - closed_days.BEHIND)
