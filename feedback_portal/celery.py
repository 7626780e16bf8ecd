"""The whole timetable of the house. A ring says "look now"; what is due stands in rows."""

import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "feedback_portal.settings")

app = Celery("feedback_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["candidates", "spreekuur", "feedback_portal"])


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def every(seconds: int, task: str) -> dict[str, Any]:
    """A ring that nobody heard in time is dropped: the next one finds the same rows. The first comes at the start."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}, "last_run_at": LONG_AGO}


app.conf.beat_schedule = {
    "post the letters that are due": every(10, "candidates.tasks.deliver_letters"),
    "remind, mark late, escalate": every(60, "candidates.tasks.watch_deadlines"),
    "remind of what was promised besides": every(60, "candidates.tasks.watch_follow_ups"),
    "remind HR of questions about data, ask the talent pool again": every(300, "candidates.tasks.watch_privacy"),
    "make the days of the spreekuur, offer what came free": every(60, "spreekuur.tasks.watch_spreekuur"),
    "confirm talks and remind of them": every(20, "spreekuur.tasks.write_talk_letters"),
    "read and write files of decisions": every(5, "candidates.tasks.work_on_imports"),
    "count the figures of months that changed": every(60, "candidates.tasks.count_figures"),
    "once a month: the figures by mail to HR": every(600, "feedback_portal.tasks.report_figures"),
    "forget who is kept for no reason any more": every(600, "feedback_portal.tasks.forget_people"),
    "ask candidates whether it was useful": every(600, "feedback_portal.tasks.ask_useful"),
    "keep house: closed days ahead, old buckets": every(60, "candidates.tasks.keep_house"),
    "seal the files of proof": every(600, "candidates.tasks.seal_files_of_proof"),
}
app.conf.beat_scheduler = "celery.beat:Scheduler"  # no file of its own: nothing depends on when it last rang
