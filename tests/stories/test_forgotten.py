"""Somebody whose term is over, in the portal as it runs: the clock forgets them, and no word is left anywhere."""

import os
import subprocess
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from kombu import Connection

from candidates.models import Consent, Rejection
from feedback_portal.embedded.folder import data_folder
from feedback_portal.embedded.owner import server_uid
from feedback_portal.embedded.programs import postgres_programs
from tests import cast
from tests.forgetting_cast import CANARY, everywhere, somebody
from tests.sink import Sink
from tests.stories.running import Running
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.story
PASSWORD = "geheim-woord-van-nadia"


def test_the_clock_forgets_and_nothing_is_left(running: Running, mail_server: Sink) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    long_ago = timezone.now() - timedelta(days=40)
    rejection = somebody(at=long_ago, decided_at=long_ago)
    Consent.objects.filter(candidate=rejection.candidate).update(until=long_ago.date())
    running.start("web")
    recruiter = Visitor(running.url)
    assert recruiter.log_in(nadia.email, PASSWORD).path == "/"
    pages = pages_of(rejection)
    assert all(CANARY in recruiter.see(page).source for page in pages)
    assert CANARY in dump()

    Rejection.objects.filter(pk=rejection.pk).update(talk_on=None)  # the talk was long ago
    running.start("worker")
    running.start("beat", hurried=True)
    running.soon(lambda: Rejection.objects.filter(pk=rejection.pk, forgotten_why="decision").exists(), seconds=60)

    assert everywhere() == []
    assert CANARY not in dump()
    assert [page for page in pages if CANARY in recruiter.see(page).source] == []
    assert "_kombu" in in_the_broker()
    assert CANARY not in in_the_broker()
    written = [path for path in running.folder.rglob("*") if path.is_file()]
    assert [path.name for path in written if CANARY.encode() in path.read_bytes()] == []


def pages_of(rejection: Rejection) -> list[str]:
    return [
        reverse("rejection", args=[rejection.public_id]),
        reverse("candidate", args=[rejection.candidate_id]),
        reverse("proof", args=[rejection.public_id]),
        reverse("proof_file", args=[rejection.public_id]),
        reverse("rejections"),
    ]


def dump() -> str:
    folder = data_folder()
    program = postgres_programs(folder, server_uid(folder)) / "pg_dump"
    command = [program, "--inserts", f"--dbname={os.environ['DATABASE_URL']}"]
    made = subprocess.run(command, check=True, capture_output=True)
    return made.stdout.decode()


def in_the_broker() -> str:
    """Whatever stands in this run's part of it, by its own words."""
    with Connection(settings.CELERY_BROKER_URL) as connection:
        broker = connection.default_channel.client
        return " ".join(f"{key!r} {broker.dump(key)!r}" for key in broker.scan_iter())
