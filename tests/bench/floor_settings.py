"""The portal's own settings, and the addresses of the floor beside the portal's."""

from feedback_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.floor"
