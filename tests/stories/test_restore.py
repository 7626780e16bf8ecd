"""The drill: a dump into an empty place. Everything is there, and nobody gets a mail for the second time."""

import subprocess
from collections import Counter

import pytest

from feedback_portal.embedded.owner import server_uid
from feedback_portal.embedded.programs import postgres_programs
from tests.sink import Sink
from tests.stories.installation import Installation, installation
from tests.stories.running import Running, story_folder

pytestmark = pytest.mark.torture

LETTERS = 120
TABLES = "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname"
LEFT = "SELECT count(*) FROM candidates_letter WHERE state IN ('waiting', 'sending')"


def test_what_was_dumped_is_whole_and_nothing_leaves_twice(django_db_setup: None) -> None:
    sink = Sink().up()
    with installation("postgres", "valkey") as first, installation("postgres", "valkey") as second:
        first.run(f"from tests.stories.torture_cast import fill; fill({LETTERS})")
        with story_folder() as folder:
            running = Running(folder, sink, environment=first.environment)
            running.start("worker", "beat", hurried=True)
            running.soon(lambda: len(sink.mails) > LETTERS // 3, seconds=60)
            running.end()  # in the middle of it
        second.ask("DROP OWNED BY portal")
        restore(first, second)
        assert sums(second) == sums(first)
        with story_folder() as folder:
            running = Running(folder, sink, environment=second.environment)
            second.ask("UPDATE candidates_letter SET lease_until = now(), not_before = now()")
            running.start("worker", "beat", hurried=True)
            running.soon(lambda: second.ask(LEFT) == [(0,)], seconds=90)
            running.end()
    sink.down()
    arrived = Counter(mail.to for mail in sink.mails if mail.to.startswith("kandidaat"))
    print(f"\n{LETTERS} letters, {arrived.total()} arrived before and after the restore")
    assert max(arrived.values()) == 1
    assert len(arrived) >= LETTERS - 2  # one for each process that died with a mail in its hands


def restore(first: Installation, second: Installation) -> None:
    programs = postgres_programs(first.folder, server_uid(first.folder))
    dump = [programs / "pg_dump", "--format=custom", "--no-owner", f"--dbname={first.environment['DATABASE_URL']}"]
    load = [programs / "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={second.environment['DATABASE_URL']}"]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run(load, stdin=dumping.stdout, check=True)


def sums(own: Installation) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a checksum over all their words."""
    found = {}
    for (table,) in own.ask(TABLES):
        words = f'SELECT count(*), md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM "{table}" AS row'
        (found[table],) = own.ask(words)
    return found
