"""Every number of the figures, with every filter, on screen and in files, against a second count of the rows.
Ten random portals here, ten in the file beside this one."""

import pytest

from tests.feedback_portal.dashboard.second_opinion import second_opinion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(10, 20))
def test_the_figures_are_what_their_rows_say(seed: int) -> None:
    second_opinion(seed, with_workbooks=seed % 4 == 0)
