"""What a story stands on: real programs, a real mail server, and rows that are really committed."""

from collections.abc import Iterator

import pytest

from tests.sink import Sink
from tests.stories.running import Running, story_folder


@pytest.fixture
def mail_server() -> Iterator[Sink]:
    made = Sink().up()
    yield made
    made.down()


@pytest.fixture
def running(transactional_db: None, mail_server: Sink) -> Iterator[Running]:
    """Nothing runs yet: each story starts what it needs. All of it has ended before the tables are emptied."""
    with story_folder() as folder:
        made = Running(folder, mail_server)
        try:
            yield made
        finally:
            made.end()
