"""The clock rings for what needs both floors."""

from celery import shared_task
from django.utils import timezone

from candidates.actions.heartbeats import with_heartbeat
from feedback_portal.actions.asking_useful import ask_useful as ask_what_is_due
from feedback_portal.actions.forgetting_clock import watch_terms
from feedback_portal.actions.reporting import report_last_month


@shared_task
def report_figures() -> None:
    with_heartbeat("report_figures", report_last_month, now=timezone.now())


@shared_task
def forget_people() -> None:
    with_heartbeat("forget_people", watch_terms, now=timezone.now())


@shared_task
def ask_useful() -> None:
    with_heartbeat("ask_useful", ask_what_is_due, now=timezone.now())
