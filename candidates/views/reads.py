"""Who looked at whose data, when: of one person, and of everybody. For HR managers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.privacy import newest_reads_to_read, reads_to_read
from candidates.models import Read, Role
from candidates.rules.reads import looked_in_words


@dataclass(frozen=True)
class ReadLine:
    read: Read

    @property
    def what(self) -> str:
        return looked_in_words(self.read.what)

    @property
    def people(self) -> int:
        """How many a list showed; beside the one a page was about."""
        return len(self.read.shown)


@open_to(Role.HR_MANAGER)
@require_safe
def candidate_reads(request: StaffRequest, pk: int) -> HttpResponse:
    person, page = reads_to_read(request.user, pk, after=request.GET.get("after", ""), now=timezone.now())
    shown = {"candidate": person, "lines": read_lines(page.rows), "slice": page, "page": "rejections"}
    return render(request, "candidates/candidate_reads.html", shown)


@open_to(Role.HR_MANAGER)
@require_safe
def reads(request: StaffRequest) -> HttpResponse:
    page = newest_reads_to_read(request.user, after=request.GET.get("after", ""), now=timezone.now())
    shown = {"lines": read_lines(page.rows), "slice": page, "page": "privacy_desk"}
    return render(request, "candidates/reads.html", shown)


def read_lines(rows: Iterable[Read]) -> list[ReadLine]:
    return [ReadLine(row) for row in rows]
