"""Where mails lie in a folder of ours, those of a person go with them, and no others."""

import mailbox
from pathlib import Path
from typing import Any

import pytest

from candidates.models import Letter
from feedback_portal.actions.forgetting import forget
from tests import cast
from tests.decision_cast import NOW
from tests.forgetting_cast import somebody

pytestmark = pytest.mark.django_db


def test_the_mails_of_who_is_forgotten_go(
    settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.DEMO_MAILBOX = str(tmp_path / "mailbox")
    cast.hospital()
    rejection = somebody()
    box = mailbox.Maildir(settings.DEMO_MAILBOX, create=True)
    theirs = Letter.objects.filter(candidate=rejection.candidate).values_list("message_id", flat=True)
    for message_id in [*theirs, "<other@example.org>"]:
        box.add(f"Message-ID: {message_id}\nSubject: x\n\nx".encode())
    with django_capture_on_commit_callbacks(execute=True):
        forget(rejection, why="decision", by=None, at=NOW)
    assert [mail["Message-ID"] for mail in mailbox.Maildir(settings.DEMO_MAILBOX)] == ["<other@example.org>"]
