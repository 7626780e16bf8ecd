"""python manage.py verify_proof: are the files of proof as they were written? Names the first that is not, exits 1."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.timezone import localtime

from candidates.models import ProofSeal, Rejection
from candidates.queries.proof_check import Walk, broken_seal, still_picture, walk
from candidates.rules.proof import FAULT_LABELS

FEW = 20  # forgotten files that are named one by one


class Command(BaseCommand):
    help = "Walk all files of proof and their seals, or one file; --seal compares a seal that was kept elsewhere."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--rejection", help="the id in the address of its page (a UUID), or its number")
        parser.add_argument("--seal", help="NUMBER:HASH as printed earlier: is that seal still the same?")

    def handle(self, *, rejection: str | None, seal: str | None, **options: Any) -> None:
        with still_picture(), translation.override("en"):
            seen = walk(_named(rejection) if rejection else None)
            self._say(seen)
            if rejection is None:
                self._seals(seal)

    def _say(self, seen: Walk) -> None:
        if seen.broken:
            place = f"entry {seen.broken.number} of " if seen.broken.number else ""
            raise CommandError(f"Not whole: {place}file {seen.broken.file}: {FAULT_LABELS[seen.broken.fault]}.")
        self.stdout.write(f"all {seen.entries} entries whole, in {seen.files} {'file' if seen.files == 1 else 'files'}")
        for file, since in list(seen.forgotten.items())[:FEW]:
            self.stdout.write(f"{file}: forgotten on {localtime(since):%Y-%m-%d}")
        if len(seen.forgotten) > FEW:
            newest = localtime(max(seen.forgotten.values()))
            self.stdout.write(f"{len(seen.forgotten)} files in all, the last one forgotten on {newest:%Y-%m-%d}")

    def _seals(self, kept: str | None) -> None:
        wrong = broken_seal()
        if wrong:
            raise CommandError(f"Not whole: seal {wrong}: entries under it are gone, were changed or came in between.")
        if kept:
            number, _colon, own = kept.partition(":")
            if not ProofSeal.objects.filter(number=number if number.isdigit() else 0, hash=own.strip()).exists():
                raise CommandError(f"Not whole: seal {number} is not the one that was kept. Seals were made anew.")
        last = ProofSeal.objects.order_by("-number").first()
        if last:
            self.stdout.write(f"last seal {last.number}:{last.hash} of {localtime(last.at):%Y-%m-%d %H:%M}")


def _named(rejection: str) -> Rejection:
    try:
        field = {"pk": int(rejection)} if rejection.isdigit() else {"public_id": rejection}
        return Rejection.objects.get(**field)
    except (Rejection.DoesNotExist, ValidationError) as unknown:
        raise CommandError(f"There is no rejection {rejection}.") from unknown
