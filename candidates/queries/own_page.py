"""What a candidate may know of their own application now. Before they were told: nothing of the decision."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from candidates.models import (
    About,
    Consent,
    DataRequest,
    Deadline,
    DeadlineKind,
    Hold,
    Opinion,
    Organisation,
    Rejection,
)
from candidates.queries.call_moments import live_moment
from candidates.queries.proof import Told, proof_of
from candidates.rules.points import Points
from candidates.rules.stages import Channel


class Stands(StrEnum):
    """Where somebody stands, in the order in which it is looked at."""

    ANEW = "anew"  # we look at it again, or did; what came of it is told in person
    WITHDREW = "withdrew"
    TOLD = "told"
    NEVER = "never"  # brought in as history: nobody ever said anything
    CALL = "call"  # asked by mail when they can be called
    LATE = "late"
    WAITING = "waiting"


def stands(rejection: Rejection, tell: Deadline | None, *, waits_for_call: bool, now: datetime) -> Stands:
    """A mail that waits, failed, is in doubt, was held or came back told nothing; nor did a call in vain."""
    if rejection.is_taken_back:
        return Stands.ANEW
    if rejection.is_withdrawn:
        return Stands.WITHDREW
    if tell is None or tell.stopped_at:
        return Stands.NEVER
    if tell.met_at:
        return Stands.TOLD
    if waits_for_call:
        return Stands.CALL
    return Stands.LATE if tell.due_at < now else Stands.WAITING


@dataclass(frozen=True)
class OwnStory:
    rejection: Rejection
    organisation: Organisation
    now: datetime
    waits_for_call: bool

    @cached_property
    def promises(self) -> dict[str, Deadline]:
        rows = Deadline.objects.filter(rejection=self.rejection).select_related("met_by", "owner")
        return {row.kind: row for row in rows}

    @property
    def tell(self) -> Deadline | None:
        return self.promises.get(DeadlineKind.TELL)

    @cached_property
    def stands(self) -> Stands:
        return stands(self.rejection, self.tell, waits_for_call=self.waits_for_call, now=self.now)

    @property
    def is_told(self) -> bool:
        return self.stands is Stands.TOLD

    @cached_property
    def called_at(self) -> datetime | None:
        """The moment they chose to be called."""
        chosen = live_moment(self.rejection) if self.stands is Stands.CALL else None
        return chosen.starts_at if chosen else None

    @property
    def due_at(self) -> datetime | None:
        return self.tell.due_at if self.tell else None

    @property
    def talk_owed(self) -> Deadline | None:
        """The quarter of an hour that goes with a late stage."""
        talk = self.promises.get(DeadlineKind.TALK)
        return talk if self.is_told and talk and talk.is_open else None

    @cached_property
    def _heard(self) -> list[Told]:
        """What reached them, as it was written down at the time; nothing before the promise to tell was kept."""
        if not self.is_told:
            return []
        zone: ZoneInfo = self.organisation.zone_info
        return [told for told in proof_of(self.rejection, zone=zone).told if told.came_back_at is None]

    @property
    def letter(self) -> Told | None:
        """The feedback in writing: its mail, or the confirmation of a call. What was only said stays said."""
        written = [told for told in self._heard if told.channel is Channel.MAIL and told.words != Points()]
        return written[-1] if written else None

    @property
    def talk(self) -> Told | None:
        """A talk that the recruiter held, outside the spreekuur."""
        return next((told for told in reversed(self._heard) if told.channel is Channel.TALK), None)

    @property
    def may_judge_feedback(self) -> bool:
        """There was feedback: by mail, or by a call that reached them."""
        return any(told.channel is Channel.CALL or told.words != Points() for told in self._heard)

    @cached_property
    def opinions(self) -> dict[str, Opinion]:
        return {row.about: row for row in Opinion.objects.filter(rejection=self.rejection)}

    @property
    def opinion(self) -> Opinion | None:
        return self.opinions.get(About.FEEDBACK)

    @cached_property
    def holds(self) -> list[Hold]:
        return list(Hold.objects.live(self.today).filter(candidate=self.rejection.candidate_id).order_by("-until"))

    @property
    def held_until(self) -> date | None:
        return self.holds[0].until if self.holds else None

    @cached_property
    def requests(self) -> dict[str, DataRequest]:
        """The ones that are open, by what they ask."""
        rows = DataRequest.objects.open().filter(candidate=self.rejection.candidate_id)
        return {row.asks: row for row in rows}

    @cached_property
    def consent(self) -> Consent | None:
        return Consent.objects.live(self.today).filter(candidate=self.rejection.candidate_id).first()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.organisation.zone_info).date()
