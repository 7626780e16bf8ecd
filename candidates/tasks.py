"""The clock rings here. Each ring reads the clock once, does what rows say is due, and leaves a heartbeat."""

import time
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from candidates.actions import clock, figures, follow_up_clock, housekeeping, lost_links, request_clock, talent_pool
from candidates.actions.heartbeats import with_heartbeat
from candidates.actions.importing.ring import work_on
from candidates.actions.sealing import seal_proof
from candidates.forms.decisions_file import read_decisions
from candidates.letters import posting

SECONDS_FOR_FILES = 40  # then the next ring goes on


def ring(name: str, work: Callable[[datetime], object]) -> None:
    with_heartbeat(name, work, now=timezone.now())


@shared_task
def deliver_letters() -> None:
    ring("deliver_letters", lambda now: _post())


def _post() -> str:
    lost_links.mail_lost_links()
    return posting.in_words(posting.deliver_due(clock=timezone.now))


@shared_task
def watch_deadlines() -> None:
    ring("watch_deadlines", clock.watch)


@shared_task
def watch_follow_ups() -> None:
    ring("watch_follow_ups", follow_up_clock.watch_follow_ups)


@shared_task
def watch_privacy() -> None:
    ring("watch_privacy", _privacy)


def _privacy(now: datetime) -> str:
    told, asked = request_clock.watch_requests(now), talent_pool.ask_consents_again(now)
    return f"letters {told}, asked {asked}"


@shared_task
def work_on_imports() -> None:
    last = time.monotonic() + SECONDS_FOR_FILES
    ring("work_on_imports", lambda now: work_on(now, read=read_decisions, has_time=lambda: time.monotonic() < last))


@shared_task
def count_figures() -> None:
    ring("count_figures", figures.count_marked_months)


@shared_task
def keep_house() -> None:
    ring("keep_house", housekeeping.keep_house)


@shared_task
def seal_files_of_proof() -> None:
    ring("seal_files_of_proof", lambda now: seal_proof(at=now))
