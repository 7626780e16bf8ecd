"""Talks that were agreed on by hand before these took anybody's time: each gets its row now.

Not for a moment that is a slot of the spreekuur, whose recruiter holds it already. Where the hour is taken by now the
talk stays agreed, without a row: nothing is cancelled here.
"""

from datetime import timedelta

from django.db import IntegrityError, migrations, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef

LASTS = timedelta(minutes=15)


def take_the_time(apps, schema_editor):
    deadlines = apps.get_model("candidates", "Deadline")
    times = apps.get_model("candidates", "TakenTime")
    bookings = apps.get_model("spreekuur", "Booking")
    by_slot = bookings.objects.filter(rejection=OuterRef("rejection"), state="booked")
    agreed = deadlines.objects.filter(kind="talk", met_at=None, stopped_at=None, agreed_for__isnull=False)
    for talk in agreed.exclude(Exists(by_slot.filter(slot__starts_at=OuterRef("agreed_for")))).order_by("pk"):
        span = DateTimeTZRange(talk.agreed_for, talk.agreed_for + LASTS)
        try:
            with transaction.atomic():
                times.objects.create(recruiter_id=talk.owner_id, during=span, taken_for="call")
        except IntegrityError:
            continue


class Migration(migrations.Migration):
    dependencies = [
        ("spreekuur", "0002_told_and_calendar_feed"),
        ("candidates", "0014_marked_months"),
    ]

    operations = [migrations.RunPython(take_the_time, migrations.RunPython.noop)]
