"""The clock rings here. Each ring reads the clock once, does what rows say is due, and leaves a heartbeat."""

import time
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from candidates.actions import clock
from candidates.actions.heartbeats import beat
from candidates.letters import posting


def ring(name: str, work: Callable[[datetime], object]) -> None:
    now, started = timezone.now(), time.monotonic()
    note = work(now)
    beat(name, at=now, took_ms=round((time.monotonic() - started) * 1000), note=str(note or ""))


@shared_task
def deliver_letters() -> None:
    ring("deliver_letters", lambda now: posting.in_words(posting.deliver_due(clock=timezone.now)))


@shared_task
def watch_deadlines() -> None:
    ring("watch_deadlines", clock.watch)


@shared_task
def work_on_imports() -> None:
    ring("work_on_imports", lambda now: None)


@shared_task
def keep_house() -> None:
    ring("keep_house", lambda now: None)
