"""One of several who log rejections without a pause, whatever becomes of the database.

python -m tests.stories.writer FILE: notes there, one line each, what it is about to commit ("promised") and what was
committed ("acknowledged").
"""

import os
import sys
import time
import uuid

import django

django.setup()

from django.db import DatabaseError, connection, transaction  # noqa: E402  the models need Django first
from django.utils import timezone  # noqa: E402

from candidates.actions.rejections import Decision, log_rejection  # noqa: E402
from candidates.models import User, Vacancy  # noqa: E402
from candidates.rules.stages import Stage  # noqa: E402

SECONDS_TO_RECOVER = 0.02


def decision(key: uuid.UUID, vacancy: Vacancy) -> Decision:
    return Decision(
        stage=Stage.CV_SCREENING,
        vacancy=vacancy,
        name="Youssef El Amrani",
        email=f"{key}@example.org",
        phone="",
        decided_at=timezone.now(),
        public_id=key,
    )


def write(notes: int, *, by: User, vacancy: Vacancy) -> None:
    key = uuid.uuid4()
    with transaction.atomic():
        os.write(notes, f"promised {key}\n".encode())
        log_rejection(decision(key, vacancy), by=by, at=timezone.now())
    os.write(notes, f"acknowledged {key}\n".encode())


def main(place: str) -> None:
    by, vacancy = User.objects.get(), Vacancy.objects.get()
    notes = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        try:
            write(notes, by=by, vacancy=vacancy)
        except DatabaseError:
            connection.close()
            time.sleep(SECONDS_TO_RECOVER)


if __name__ == "__main__":
    main(sys.argv[1])
