"""Does the clock run? What the rings left behind, beside what we expect of them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from candidates.models import Heartbeat
from candidates.rules.rings import RINGS, Ring

WORDS = {
    "deliver_letters": _("Post the letters"),
    "watch_deadlines": _("Remind, mark what is late, tell HR"),
    "watch_follow_ups": _("Remind of what was promised besides"),
    "watch_privacy": _("Remind HR of questions about data, ask the talent pool again"),
    "watch_spreekuur": _("Make the days of the spreekuur, offer what came free"),
    "write_talk_letters": _("Confirm talks of the spreekuur, and remind of them"),
    "work_on_imports": _("Read files of decisions"),
    "count_figures": _("Count the figures of months that changed"),
    "report_figures": _("Write the monthly report to HR"),
    "forget_people": _("Forget who is kept for no reason any more"),
    "ask_useful": _("Ask candidates whether it was useful"),
    "keep_house": _("Keep house"),
    "seal_files_of_proof": _("Seal the files of proof"),
}


@dataclass(frozen=True)
class Pulse:
    ring: Ring
    rang_at: datetime | None
    took_ms: int
    note: str
    is_alive: bool

    @property
    def words(self) -> str:
        return str(WORDS[self.ring.name])


def pulses(now: datetime) -> list[Pulse]:
    beats = Heartbeat.objects.in_bulk([ring.name for ring in RINGS])
    return [_pulse(ring, beats.get(ring.name), now) for ring in RINGS]


def _pulse(ring: Ring, heartbeat: Heartbeat | None, now: datetime) -> Pulse:
    if heartbeat is None:
        return Pulse(ring, None, 0, "", is_alive=False)
    alive = now - heartbeat.rang_at <= ring.silent_after
    return Pulse(ring, heartbeat.rang_at, heartbeat.took_ms, heartbeat.note, is_alive=alive)
