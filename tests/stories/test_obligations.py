"""Whatever people, mail servers and the clock do, in whatever order: what was promised stays true.

Real PostgreSQL, a real mail server, no mocks; each sequence is rolled back.
"""

import os
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from candidates.actions import clock
from candidates.actions.calls import AlreadyAnswered, Said, log_attempt, talk_held
from candidates.actions.drafts import Draft
from candidates.actions.feedback import CannotLeave, approve_and_send
from candidates.actions.handover import CannotHandOver, hand_over
from candidates.actions.letters import TooLate, came_back, retry, settle_doubt, take_back_mail
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.posting import deliver_due
from candidates.models import CallOutcome, Deadline, Feedback, Letter, Rejection, User
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from feedback_portal.actions.undoing import take_back
from tests import cast, sink
from tests.decision_cast import logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT

pytestmark = pytest.mark.race

SEQUENCES = int(os.environ.get("SEQUENCES", "25"))
STEPS = 25
WAITS = "not posted yet"
TROUBLES = ("550", "451", sink.CUT_AFTER_DATA, sink.CUT_AFTER_DOT, sink.FORGET_AFTER_DOT)
MODES = (sink.ACCEPT, *TROUBLES, WAITS, sink.ACCEPT, sink.ACCEPT)
REFUSALS = (CannotLeave, MailIsLeaving, TooLate, AlreadyAnswered, CannotHandOver)
BUTTONS = {
    "waiting": ["take back"],
    "failed": ["send again"],
    "held": ["send again"],
    "in_doubt": ["it arrived", "it did not"],
    "sent": ["came back"],
}
MINUTES = (1, 10, 60, 8 * 60, 24 * 60, 4 * 24 * 60)
MOST_DECISIONS = 4
# One rule instead of one for each: hypothesis would leave some out of each sequence, and few mails would ever leave.
acts = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(MODES)),
    st.tuples(st.just("post"), st.sampled_from(MODES)),
    st.tuples(st.just("handle_mail"), st.integers(0, 1)),
    st.tuples(st.just("call"), st.sampled_from(CallOutcome)),
    st.tuples(st.just("change_mind"), st.sampled_from([False, True])),
    st.tuples(st.just("pass_on"), st.integers(0, 1)),
    st.tuples(st.just("time_passes"), st.sampled_from(MINUTES)),
    st.tuples(st.just("clock_goes_back"), st.sampled_from(MINUTES[:4])),
)


class Obligations(RuleBasedStateMachine):
    decisions = Bundle("decisions")
    sink: ClassVar[sink.Sink]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.sink.mails.clear()
        cast.hospital(recall_minutes=0)
        self.people: list[User] = [cast.nadia(), cast.bram()]
        cast.hanna()
        self.vacancy, self.now = cast.vacancy(), cast.NOW
        self.due: dict[int, datetime] = {}
        self.missed: set[int] = set()  # promises that were open when their moment passed
        self.repeats: Counter[str] = Counter()  # mails that somebody sent again on purpose
        self.heard_at_the_end: dict[str, int] = {}  # of decisions that were taken back: the mails until then

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(target=decisions)
    def begin(self) -> int:
        return self.log(Stage.CV_SCREENING, pool=False, ago=60, who=0)

    @precondition(lambda self: len(self.due) < MOST_DECISIONS)
    @rule(
        target=decisions,
        stage=st.sampled_from(Stage),
        pool=st.booleans(),
        ago=st.sampled_from(MINUTES),
        who=st.integers(0, 1),
    )
    def log(self, stage: Stage, pool: bool, ago: int, who: int) -> int:
        rejection = logged(
            by=self.people[who],
            at=self.now,
            stage=stage,
            talent_pool=pool,
            vacancy=self.vacancy,
            email=f"kandidaat{len(self.due)}@example.org",
            decided_at=self.now - timedelta(minutes=ago),
        )
        self.due |= dict(rejection.deadlines.values_list("pk", "due_at"))
        self._note_what_is_missed()
        return rejection.pk

    @rule(pk=decisions, act=acts)
    def something_happens(self, pk: int, act: tuple[str, object]) -> None:
        """Often it is refused: then nothing may have changed that should not."""
        name, how = act
        rejection = Rejection.objects.select_related("candidate", "recruiter", "vacancy").get(pk=pk)
        with suppress(*REFUSALS), transaction.atomic():
            getattr(self, name)(rejection, how)

    def answer(self, rejection: Rejection, mode: str) -> None:
        kept = Feedback.objects.filter(rejection=rejection).first()
        draft = Draft(Points(WENT_WELL, WHY_NOT, ADVICE), reason="experience")
        version = kept.version if kept else 0
        approve_and_send(rejection, draft, version=version, by=rejection.recruiter, at=self.now)
        self.post(rejection, mode)

    def post(self, rejection: Rejection, mode: str) -> None:
        if mode != WAITS:
            self.sink.mode = mode
            deliver_due(clock=lambda: self.now)

    def handle_mail(self, rejection: Rejection, choice: int) -> None:
        """One of the buttons that stand beside the newest mail."""
        letter = Letter.objects.filter(rejection=rejection, kind="feedback").order_by("-pk").first()
        buttons = BUTTONS.get(letter.state, []) if letter else []
        if buttons:
            self._press(buttons[choice % len(buttons)], letter)

    def call(self, rejection: Rejection, outcome: CallOutcome) -> None:
        about = {"said": Said(), "minutes": 5, "by": rejection.recruiter, "at": self.now}
        if outcome == CallOutcome.TALK_HELD:
            talk_held(rejection, **about)
        else:
            log_attempt(rejection, outcome=outcome, **about)

    def change_mind(self, rejection: Rejection, sure: bool) -> None:
        if sure:
            take_back(rejection, by=self.people[0], why="Verkeerd cv.", at=self.now)
            address = rejection.candidate.email
            self.heard_at_the_end.setdefault(address, len(self.sink.to(address)))

    def pass_on(self, rejection: Rejection, to: int) -> None:
        for task in Deadline.objects.open().filter(rejection=rejection).exclude(owner=self.people[to]):
            hand_over(task, to=self.people[to], by=self.people[0], why="Vakantie", at=self.now)

    def time_passes(self, rejection: Rejection, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self._note_what_is_missed()
        clock.watch(self.now)
        assert clock.watch(self.now).noticed == 0

    def clock_goes_back(self, rejection: Rejection, minutes: int) -> None:
        """Of the machine that looks."""
        clock.watch(self.now - timedelta(minutes=minutes))
        clock.watch(self.now)

    @invariant()
    def promises_stand(self) -> None:
        promises = list(Deadline.objects.prefetch_related("notices"))
        for promise in promises:
            given = Counter(notice.kind for notice in promise.notices.all())
            assert set(given.values()) <= {1}, "each warning once"
            assert not (promise.met_at and promise.stopped_at), "answered or stopped, never both"
            assert not (promise.ring_at and not promise.is_open), "nobody is reminded of what is done"
            if promise.is_open and promise.ring_at is None:
                assert {"late", "escalate"} <= given.keys(), "looked at until everything was said"
            if promise.pk in self.missed and promise.met_at:
                assert promise.was_late, "late stays late"
        assert {promise.pk: promise.due_at for promise in promises} == self.due, "a due moment never moves"

    @invariant()
    def candidates_are_safe(self) -> None:
        mails = list(Letter.objects.to_candidates())
        assert [mail for mail in mails if mail.approved_by_id is None] == [], "they read only what somebody approved"
        arrived = Counter(str(mail.message["Message-ID"]) for mail in self.sink.mails)
        doubled = [mail for mail in mails if arrived[mail.message_id] > 1 + self.repeats[mail.message_id]]
        assert doubled == [], "no mail twice, unless somebody sent it again"
        heard = {address: len(self.sink.to(address)) for address in self.heard_at_the_end}
        assert heard == self.heard_at_the_end, "after a change of mind no mail follows"

    def _press(self, button: str, letter: Letter) -> None:
        by, at = self.people[0], self.now
        if button == "take back":
            take_back_mail(letter, by=by, at=at)
        elif button == "send again":
            retry(letter, address=letter.candidate.email, by=by, at=at)
        elif button == "it arrived":
            settled = settle_doubt(letter, arrived=True, by=by, at=at)
            self.missed.discard(settled.deadline_id)  # by now it is known that it was told before
        elif button == "it did not":
            settle_doubt(letter, arrived=False, by=by, at=at)
            self.repeats[letter.message_id] += 1
        else:
            came_back(letter, by=by, at=at)
            self._note_what_is_missed()

    def _note_what_is_missed(self) -> None:
        self.missed |= set(Deadline.objects.late(self.now).values_list("pk", flat=True))


@pytest.mark.django_db
def test_promises_stay_true_in_whatever_order(sink: sink.Sink) -> None:
    Obligations.sink = sink
    run_state_machine_as_test(
        Obligations,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
