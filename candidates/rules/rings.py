"""How often the clock rings for what, and when its silence becomes an alarm."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Ring:
    name: str
    every: timedelta
    silent_after: timedelta


RINGS = (
    Ring("deliver_letters", every=timedelta(seconds=10), silent_after=timedelta(minutes=2)),
    Ring("watch_deadlines", every=timedelta(seconds=60), silent_after=timedelta(minutes=2, seconds=30)),
    Ring("watch_follow_ups", every=timedelta(seconds=60), silent_after=timedelta(minutes=2, seconds=30)),
    Ring("watch_privacy", every=timedelta(minutes=5), silent_after=timedelta(minutes=15)),
    Ring("watch_spreekuur", every=timedelta(seconds=60), silent_after=timedelta(minutes=2, seconds=30)),
    Ring("write_talk_letters", every=timedelta(seconds=20), silent_after=timedelta(minutes=2)),
    Ring("work_on_imports", every=timedelta(seconds=5), silent_after=timedelta(minutes=2)),
    Ring("count_figures", every=timedelta(seconds=60), silent_after=timedelta(minutes=5)),
    Ring("report_figures", every=timedelta(minutes=10), silent_after=timedelta(hours=1)),
    Ring("forget_people", every=timedelta(minutes=10), silent_after=timedelta(hours=1)),
    Ring("ask_useful", every=timedelta(minutes=10), silent_after=timedelta(hours=1)),
    Ring("keep_house", every=timedelta(seconds=60), silent_after=timedelta(minutes=5)),
    Ring("seal_files_of_proof", every=timedelta(minutes=10), silent_after=timedelta(minutes=25)),
)
