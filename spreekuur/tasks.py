"""The clock rings for the spreekuur here."""

from celery import shared_task
from django.utils import timezone

from candidates.actions.heartbeats import with_heartbeat
from spreekuur.actions import clock


@shared_task
def watch_spreekuur() -> None:
    with_heartbeat("watch_spreekuur", clock.watch_spreekuur, now=timezone.now())
