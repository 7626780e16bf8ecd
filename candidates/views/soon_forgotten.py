"""Whose data are removed within a week: until when they stay, and why until then."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.retention import MOST, soon_forgotten_to_read
from candidates.models import Rejection
from candidates.rules.retention import KEEP_LABELS, NOTICE, KeepWhy


@dataclass(frozen=True)
class SoonForgotten:
    rejection: Rejection

    @property
    def until(self) -> date:
        return self.rejection.ends_on  # type: ignore[attr-defined, no-any-return]  # annotated by its query

    @property
    def why(self) -> str:
        if self.until != self.rejection.keep_until:
            return _("a complaint or a dispute is being handled")
        why = self.rejection.keep_why
        return str(KEEP_LABELS[KeepWhy(why)]) if why in set(KeepWhy) else ""

    @property
    def is_owed(self) -> bool:
        return bool(self.rejection.answer_owed)  # type: ignore[attr-defined]  # annotated by its query


@open_to(*READERS)
@require_safe
def soon_forgotten(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    today = now.astimezone(request.organisation.zone_info).date()
    rows = soon_forgotten_to_read(request.user, today=today, now=now)
    shown = {
        "lines": [SoonForgotten(row) for row in rows],
        "until": today + NOTICE,
        "is_cut": len(rows) == MOST,
        "page": "privacy_desk" if request.user.is_hr_manager else "soon_forgotten",
    }
    return render(request, "candidates/soon_forgotten.html", shown)
