"""The file of proof of each rejection: entries that follow from each other, and their texts beside them.

The database refuses every UPDATE, DELETE and TRUNCATE of these tables; only a forgotten text may be emptied. The guards
are plain triggers (migration 0010), because pgtrigger's can be told to look away (pgtrigger.ignore).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.models.rejection import Rejection
from candidates.models.user import User
from candidates.rules.proof import Line, What, next_line


@dataclass(frozen=True)
class ProofNote:
    """What is to be written into the file of a rejection. `by` None: the clock or the mail server."""

    rejection: Rejection
    what: What
    content: Mapping[str, Any]
    by: User | None
    at: datetime


class ProofFile(models.Model):
    """Where the file of a rejection ends now: taking out its last entries shows. The row is the lock of its chain."""

    rejection = models.OneToOneField(Rejection, on_delete=models.PROTECT, primary_key=True, related_name="proof_file")
    entries = models.PositiveIntegerField(default=0)
    tip = models.CharField(max_length=64, blank=True)  # the hash of the last entry

    def __str__(self) -> str:
        return f"proof {self.pk}, {self.entries} entries"


class ProofEntryManager(models.Manager["ProofEntry"]):
    def write_down(self, notes: Sequence[ProofNote]) -> list["ProofEntry"]:
        """In the transaction of the act, as its last statements: files are locked here (in one order), and whoever
        holds one must not wait for another row."""
        if not notes:
            return []
        files = self._held([note.rejection for note in notes])
        planned = self._planned(notes, files)
        ProofFile.objects.bulk_update(files.values(), ["entries", "tip"])
        return self._keep(planned)

    def begin(self, notes: Sequence[ProofNote]) -> list["ProofEntry"]:
        """The first entries of rejections that were made in this transaction: nobody else can see them yet."""
        files = {note.rejection.pk: ProofFile(rejection=note.rejection) for note in notes}
        planned = self._planned(notes, files)
        ProofFile.objects.bulk_create(files.values())
        return self._keep(planned)

    def _held(self, rejections: Sequence[Rejection]) -> dict[int, ProofFile]:
        wanted = {rejection.pk: rejection for rejection in rejections}
        locked = ProofFile.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
        found = {file.pk: file for file in locked}
        if len(found) < len(wanted):
            new = [ProofFile(rejection=rejection) for pk, rejection in wanted.items() if pk not in found]
            ProofFile.objects.bulk_create(new, ignore_conflicts=True)
            found = {file.pk: file for file in locked.all()}
        return found

    def _planned(self, notes: Sequence[ProofNote], files: dict[int, ProofFile]) -> list[tuple["ProofEntry", Line]]:
        planned = []
        for note in notes:
            file = files[note.rejection.pk]
            line = _line(note, file)
            file.entries, file.tip = line.number, line.hash
            head = {name: getattr(line, name) for name in ("number", "what", "at", "digest", "previous", "hash")}
            planned.append((ProofEntry(file_id=file.pk, by=note.by, **head), line))
        return planned

    def _keep(self, planned: Sequence[tuple["ProofEntry", Line]]) -> list["ProofEntry"]:
        entries = self.bulk_create([entry for entry, _line in planned])
        texts = [ProofText(entry=entry, text=line.text, salt=line.salt) for entry, line in planned]
        ProofText.objects.bulk_create(texts)
        return entries


def _line(note: ProofNote, file: ProofFile) -> Line:
    """The writer's name as it was that day stands in the text."""
    who = {"by": note.by.name} if note.by else {}
    return next_line(
        file=str(note.rejection.public_id),
        after=file.entries,
        tip=file.tip,
        what=note.what,
        content={**note.content, **who},
        by=note.by.pk if note.by else None,
        at=note.at,
    )


class ProofEntry(models.Model):
    """What happened, when, by whom; of the text only a digest. Each follows from the one before it."""

    file = models.ForeignKey(ProofFile, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)  # a word of rules/proof.What
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ProofEntryManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="one_proof_entry_per_number"),
            models.CheckConstraint(condition=Q(what__in=[what.value for what in What]), name="known_proof_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number} {self.what}"


class ProofText(models.Model):
    """The text of an entry as canonical JSON, and its salt. Empty: forgotten."""

    entry = models.OneToOneField(ProofEntry, on_delete=models.PROTECT, primary_key=True, related_name="text")
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"text of {self.pk}"


class ProofSeal(models.Model):
    """Closes the entries of all files up to one, and follows from the seal before it."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    up_to = models.BigIntegerField()  # the last entry under this seal
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"
