"""What the page of one rejection shows, asked for once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property

from candidates.access.handover import may_hand_over
from candidates.access.rejections import may_change
from candidates.actions.taking_back import was_heard
from candidates.models import Deadline, DeadlineKind, Feedback, Handover, Letter, Rejection, User
from candidates.queries.candidates import decisions_about
from candidates.queries.standing import Row, Standing, standing, with_standing
from candidates.queries.timeline import Moment, timeline
from candidates.rules.reasons import reason_label
from candidates.rules.retention import FORGOTTEN_LABELS
from candidates.views.promise import PromiseBar
from candidates.views.worklines import Workline, worklines


@dataclass(frozen=True)
class OneRejection:
    rejection: Rejection
    reader: User
    now: datetime
    zone: ZoneInfo

    @cached_property
    def deadlines(self) -> list[Deadline]:
        promises = self.rejection.deadlines.select_related("owner", "met_by", "rejection__candidate")
        return list(promises.select_related("rejection__vacancy").order_by("due_at", "pk"))

    @cached_property
    def standing(self) -> Standing:
        self.rejection.promises = [d for d in self.deadlines if d.kind == DeadlineKind.TELL]  # type: ignore[attr-defined]  # for standing
        return standing(self.rejection, now=self.now, zone=self.zone)

    @cached_property
    def work(self) -> list[Workline]:
        """What is still to be done, first due first."""
        return worklines((d for d in self.deadlines if d.is_open), now=self.now, zone=self.zone)

    @property
    def first(self) -> Workline | None:
        return self.work[0] if self.work else None

    @cached_property
    def may_work(self) -> bool:
        return may_change(self.reader, self.rejection)

    @cached_property
    def may_hand_over(self) -> bool:
        return may_hand_over(self.reader, self.rejection)

    @cached_property
    def was_heard(self) -> bool:
        return was_heard(self.rejection)

    @property
    def may_take_back(self) -> bool:
        return self.may_work and not self.rejection.is_taken_back

    @cached_property
    def feedback(self) -> Feedback | None:
        return Feedback.objects.filter(rejection=self.rejection).first()

    @cached_property
    def letters(self) -> Sequence[Letter]:
        return list(self.rejection.letters.to_candidates().order_by("pk"))

    @cached_property
    def handover(self) -> Handover | None:
        """The last one."""
        moves = Handover.objects.filter(deadline__rejection=self.rejection).select_related("from_user", "to_user")
        return moves.order_by("-at", "-pk").first()

    @cached_property
    def moments(self) -> list[Moment]:
        return timeline(self.rejection, now=self.now, zone=self.zone)

    @cached_property
    def others(self) -> list[Row]:
        """The other decisions about this person."""
        others = decisions_about(self.rejection.candidate).exclude(pk=self.rejection.pk)
        return with_standing(others, now=self.now, zone=self.zone)

    @property
    def reason(self) -> str:
        return reason_label(self.rejection.reason)

    @property
    def bar(self) -> PromiseBar | None:
        """Of what is due first."""
        first = self.first
        return PromiseBar(first.promise, self.rejection.decided_at, self.now, self.zone) if first else None

    @property
    def forgotten_why(self) -> str:
        return str(FORGOTTEN_LABELS.get(self.rejection.forgotten_why, ""))
