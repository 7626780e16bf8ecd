"""Log a rejection: the form, and the small parts of it that follow what is typed."""

from datetime import datetime, timedelta

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.access.candidates import recognise
from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import overdue_to_read
from candidates.access.typing import filled_in, keep, typed_before
from candidates.actions.overdue import skip_overdue
from candidates.actions.rejections import Decision, log_rejection, logged_before
from candidates.forms.decision.desk import Desk
from candidates.forms.handover import WhyForm
from candidates.forms.rejections import RejectionForm
from candidates.models import Candidate, Rejection, Role, Vacancy
from candidates.queries.candidates import decisions_about, known_person
from candidates.queries.rejections import overdue_of
from candidates.queries.standing import with_standing
from candidates.queries.vacancies import active_requirements
from candidates.rules.stages import Channel
from candidates.views.said import logged
from candidates.views.worklines import worklines

SKIP = "overdue_skip"  # in the session: the reason that was given for one new decision
NAMED = 20  # late answers that the page names


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def rejection_new(request: StaffRequest) -> HttpResponseBase:
    now = timezone.now()
    if _has_overdue_work_first(request, now=now):
        why = typed_before(request, posted_to=reverse("rejection_new_anyway"))
        return _overdue_first(request, WhyForm(why, label=_why_now()), now=now)
    typed = filled_in(request)
    form = RejectionForm(typed, desk=_desk(request, now), initial={"vacancy": request.GET.get("vacancy")})
    if request.method == "POST":
        if form.is_valid():
            return _log(request, form, now=now)
        if logged_before(form.cleaned_data.get("key"), by=request.user):
            return redirect("today")  # pressed twice: the decision stands already
    page = {"form": form, "page": "rejections", **_known(request, form.known, now=now)}
    return render(request, "candidates/rejection_new.html", page)


@open_to(Role.RECRUITER)
@require_POST
def rejection_new_anyway(request: StaffRequest) -> HttpResponseBase:
    """Overdue answers first; who goes on all the same says why, and the reason is kept."""
    now = timezone.now()
    form = WhyForm(request.POST, label=_why_now())
    if not form.is_valid():
        return _overdue_first(request, form, now=now)
    overdue = overdue_of(request.user, now=now).count()
    skipped = skip_overdue(request.user, why=form.cleaned_data["why"], overdue=overdue, at=now)
    request.session[SKIP] = skipped.pk
    return redirect("rejection_new")


@open_to(Role.RECRUITER)
@require_POST
def promise(request: StaffRequest) -> HttpResponse:
    """What the form promises as it stands. A POST, because a name belongs in no address; it changes nothing."""
    form = RejectionForm(request.POST, desk=_desk(request, timezone.now()))
    return render(request, "candidates/_promise_again.html", {"form": form})


@open_to(Role.RECRUITER)
@require_POST
def known_person_part(request: StaffRequest) -> HttpResponse:
    """Beside the address: do we know this person, and what was decided before?"""
    now = timezone.now()
    email = request.POST.get("email", "").strip()
    known = known_person(name="", email=email, phone="") if "@" in email else None
    return render(request, "candidates/_known_person.html", _known(request, known, now=now))


@open_to(Role.RECRUITER)
@require_GET
def requirement_options(request: StaffRequest) -> HttpResponse:
    chosen = request.GET.get("vacancy", "")
    vacancy = Vacancy.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    options = active_requirements(vacancy) if vacancy else []
    return render(request, "candidates/_requirement_options.html", {"options": options})


def _known(request: StaffRequest, person: Candidate | None, *, now: datetime) -> dict[str, object]:
    if person is None:
        return {}
    recognise(request.user, person, now=now)
    earlier = with_standing(decisions_about(person)[:5], now=now, zone=request.organisation.zone_info)
    return {"known": person, "earlier": earlier}


def _desk(request: StaffRequest, now: datetime) -> Desk:
    organisation = request.organisation
    backdate = timedelta(hours=organisation.backdate_hours)
    return Desk(user=request.user, now=now, policy=organisation.policy(), backdate=backdate)


def _log(request: StaffRequest, form: RejectionForm, *, now: datetime) -> HttpResponse:
    rejection = log_rejection(_decision(form), by=request.user, at=now)
    request.session.pop(SKIP, None)
    organisation = request.organisation
    logged(request, rejection, now=now, zone=organisation.zone_info)
    if request.POST.get("next") == "work" and not rejection.is_withdrawn:
        return redirect(_work_page(rejection), rejection.public_id)
    return redirect("today")


def _work_page(rejection: Rejection) -> str:
    first = rejection.deadlines.first_due_first()[0]
    return "feedback" if first.channel == Channel.MAIL else "call"


def _decision(form: RejectionForm) -> Decision:
    given = form.cleaned_data
    return Decision(
        stage=given["stage"],
        vacancy=given["vacancy"],
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        decided_at=given["moment"],
        ended_by=given["ended_by"],
        reason=given["reason"],
        reason_details=given["reason_details"],
        requirement=given["requirement"],
        talent_pool=given["talent_pool"],
        language=given["language"],
        update_contact=form.replaces_contact,
        public_id=given["key"],
    )


def _has_overdue_work_first(request: StaffRequest, *, now: datetime) -> bool:
    """The organisation wants older answers given first, and no reason was given yet for this new decision."""
    organisation = request.organisation
    if not organisation.overdue_first or SKIP in request.session:
        return False
    return overdue_of(request.user, now=now).exists()


def _overdue_first(request: StaffRequest, form: WhyForm, *, now: datetime) -> HttpResponse:
    """What was typed already is kept until the reason is given."""
    if request.method == "POST" and request.path == reverse("rejection_new"):
        keep(request)
    organisation = request.organisation
    late = worklines(overdue_to_read(request.user, now=now, most=NAMED), now=now, zone=organisation.zone_info)
    return render(request, "candidates/rejection_overdue.html", {"form": form, "late": late, "page": "rejections"})


def _why_now() -> str:
    return _("Why does this decision go first?")
