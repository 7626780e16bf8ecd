"""Green or red, in words: does everything the portal stands on answer?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from kombu.connection import Connection
from kombu.exceptions import KombuError

from candidates.letters.trial import Trial, knock
from candidates.models import Organisation
from candidates.queries.clock import pulses

SOON = timedelta(minutes=1)  # rings that come this often tell whether the clock runs
PATIENCE = 2  # seconds a broker gets to answer


@dataclass(frozen=True)
class Lamp:
    name: str
    is_green: bool
    words: str
    what_to_do: str = ""


def lamps(organisation: Organisation, *, now: datetime) -> list[Lamp]:
    return [database(), broker(), mail_server(), clock(now), zone_data(organisation, now.year)]


def database() -> Lamp:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    name = _("Database")
    if waiting:
        words = _("PostgreSQL answers, but %(count)s steps to this release are waiting.") % {"count": waiting}
        return Lamp(name, False, words, _("Run: python manage.py migrate"))
    version = ".".join(str(part) for part in divmod(connection.cursor().connection.server_version, 10_000))
    return Lamp(name, True, _("PostgreSQL %(version)s answers, and has every table.") % {"version": version})


def broker() -> Lamp:
    """The bell cord of the clock: Redis or Valkey."""
    name, options = _("Broker"), dict.fromkeys(("socket_timeout", "socket_connect_timeout"), PATIENCE)
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as line:  # type: ignore[no-untyped-call]  # kombu carries no types
            line.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    except (OSError, KombuError, ValueError):
        words = _("Redis or Valkey does not answer. Pages work, letters wait.")
        return Lamp(name, False, words, _("Start it, or look at REDIS_URL."))
    return Lamp(name, True, _("Redis or Valkey answers."))


def mail_server(try_it: Callable[[], Trial] = knock) -> Lamp:
    name, trial = _("Mail"), try_it()
    if trial.arrived:
        return Lamp(name, True, _("The mail server answers."))
    return Lamp(
        name, False, str(trial.words), _("Look at EMAIL_URL. The server said: %(reply)s") % {"reply": trial.reply}
    )


def clock(now: datetime) -> Lamp:
    name, quick = _("Clock"), [pulse for pulse in pulses(now) if pulse.ring.every <= SOON]
    silent = [pulse for pulse in quick if not pulse.is_alive]
    if not silent:
        return Lamp(name, True, _("Worker and beat run: reminders and letters leave by themselves."))
    if all(pulse.rang_at is None for pulse in quick):
        words = _("The clock has not rung yet. Just after starting that takes a minute.")
    elif len(silent) < len(quick):
        words = _("A part of the clock stands still: %(which)s.") % {"which": ", ".join(p.words for p in silent)}
    else:
        words = _("The clock stands still. Nothing is lost, but no reminder and no letter leaves.")
    return Lamp(name, False, words, _("Start the worker and the beat, and look again."))


def zone_data(organisation: Organisation, year: int) -> Lamp:
    """Our own time zones and those of PostgreSQL say the same about winter and summer."""
    name, zone = _("Time zones"), organisation.zone
    moments = [datetime(year, month, 1, 12, tzinfo=UTC) for month in (1, 7)]
    ours = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in moments]
    with connection.cursor() as cursor:
        cursor.execute("SELECT moment AT TIME ZONE %s FROM unnest(%s) AS moment ORDER BY moment", [zone, moments])
        theirs = [moment for (moment,) in cursor.fetchall()]
    if ours == theirs:
        return Lamp(name, True, _("%(zone)s is known, summer time and all.") % {"zone": zone})
    words = _("Python and PostgreSQL do not agree about %(zone)s.") % {"zone": zone}
    return Lamp(name, False, words, _("Renew the time zone data of the system (tzdata)."))
