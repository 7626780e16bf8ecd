"""python manage.py demo: fill an empty portal with a believable hospital; --remove empties it again."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from candidates.models import Organisation, Rejection, User
from feedback_portal.demo.answers import write_answers
from feedback_portal.demo.around_now import write_open_work
from feedback_portal.demo.history import CHUNK, write_history
from feedback_portal.demo.hospital import PASSWORD, open_hospital
from feedback_portal.demo.removing import remove_demo
from feedback_portal.demo.spreekuur import write_spreekuur

MOST = 1_000_000


class Command(BaseCommand):
    help = "Fill an empty portal with an invented hospital; --remove empties it again."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--rejections", type=int, default=240, help="how many past decisions, up to 1,000,000")
        parser.add_argument("--seed", type=int, default=2018, help="the same seed makes the same people")
        parser.add_argument("--remove", action="store_true", help="empty a portal that holds the demo")

    def handle(self, *, rejections: int, seed: int, remove: bool, **options: Any) -> None:
        if remove:
            return self.remove()
        if not 0 <= rejections <= MOST:
            raise CommandError(f"--rejections takes a number from 0 to {MOST}.")
        if Organisation.objects.exists() or User.objects.exists():
            raise CommandError("This portal is not empty. Demo people never mix with real ones.")
        with transaction.atomic() if rejections <= CHUNK else nullcontext():  # a start cut short leaves nothing behind
            self.fill(rejections, seed, now=timezone.now())

    def fill(self, rejections: int, seed: int, *, now: datetime) -> None:
        hospital = open_hospital(now=now)
        write_open_work(hospital, now=now)
        write_spreekuur(hospital, now=now)
        write_answers(hospital, now=now)
        if rejections:
            write_history(hospital, count=rejections, seed=seed, now=now)
        self.stdout.write(f"{Rejection.objects.count()} rejections. Log in as {hospital.nadia.email} / {PASSWORD}")

    def remove(self) -> None:
        if not Organisation.objects.filter(is_demo=True).exists():
            raise CommandError("There is no demo here: nothing was removed.")
        remove_demo()
        self.stdout.write("The demo is gone. The portal is empty.")
