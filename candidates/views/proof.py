"""The file of proof of one rejection: a page to read and print, and the same as a file that proves itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.rejections import rejection_to_read
from candidates.papers.proof import proof_json
from candidates.queries.proof import proof_of
from candidates.rules.reads import Looked
from candidates.views.downloads import JSON, download


@open_to(*READERS)
@require_safe
def proof(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    rejection = rejection_to_read(request.user, public_id, now=now, what=Looked.PROOF)
    shown = {"proof": proof_of(rejection, zone=request.organisation.zone_info), "now": now, "page": "rejections"}
    return render(request, "candidates/proof.html", shown)


@open_to(*READERS)
@require_safe
def proof_file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    rejection = rejection_to_read(request.user, public_id, now=now, what=Looked.PROOF_FILE)
    found = proof_of(rejection, zone=request.organisation.zone_info)
    content = proof_json(found.lines, tip=found.tip, people=found.people, seal=found.seal, made_at=now)
    return download(content, f"proof-{rejection.public_id}.json", kind=JSON)
