"""What the portal does not do: each mail is a task with Celery's own defaults, and nothing stands in rows.

The negative control of the torture: under the same blows this must lose mails.
"""

import os
import smtplib

from celery import Celery

app = Celery("direct", broker=os.environ.get("REDIS_URL"))
app.conf.task_ignore_result = True


@app.task
def post(number: int) -> None:
    host, _, port = os.environ["EMAIL_URL"].removeprefix("smtp://").partition(":")
    with smtplib.SMTP(host, int(port), timeout=8) as server:
        server.sendmail("a@oeverland.example", [f"k{number}@example.org"], f"Message-ID: <{number}@direct>\n\nWoord\n")
