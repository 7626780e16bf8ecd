"""The clock rings for what needs both floors."""

from celery import shared_task

from candidates.tasks import ring
from feedback_portal.actions.reporting import report_last_month


@shared_task
def report_figures() -> None:
    ring("report_figures", report_last_month)
