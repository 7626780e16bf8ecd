"""How many tries something gets. A limit is a bucket of tokens that fills up again, evenly, over its term."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    name: str
    tokens: int
    per: timedelta

    @property
    def tokens_per_second(self) -> float:
        return self.tokens / self.per.total_seconds()


# Logging in. The strict one is per colleague *and* place, so that a stranger elsewhere cannot lock a colleague out;
# a whole office may share one place; and the last one slows down a guesser who has many places.
LOGIN = Limit("login", 10, timedelta(minutes=15))
LOGIN_PLACE = Limit("login-place", 60, timedelta(minutes=15))
LOGIN_ADDRESS = Limit("login-address", 100, timedelta(hours=1))
SECOND_STEP = Limit("second-step", 10, timedelta(minutes=15))  # per colleague: a code has six digits only
SECOND_STEP_DAY = Limit("second-step-day", 100, timedelta(days=1))  # who has the password may not guess on for weeks
OWN_PASSWORD = Limit("own-password", 10, timedelta(minutes=15))  # the current password, asked again

# Mails that a stranger can make us send, and doors that a stranger can try.
RESET_ADDRESS = Limit("reset-address", 3, timedelta(hours=1))
RESET_PLACE = Limit("reset-place", 20, timedelta(hours=1))
INVITATION_PLACE = Limit("invitation-place", 60, timedelta(hours=1))
SETUP_CODE = Limit("setup-code", 10, timedelta(hours=1))
TEST_MAIL = Limit("test-mail", 20, timedelta(hours=1))
IMPORT = Limit("import", 30, timedelta(hours=1))  # per recruiter: reading a file takes seconds

# Opening the personal link of a candidate, whether it exists or not.
LINK = Limit("link", 20, timedelta(hours=1))
LINK_PLACE = Limit("link-place", 20, timedelta(hours=1))
CALL_MOMENT = Limit("call-moment", 20, timedelta(hours=1))  # per link: choosing, changing, giving up
OWN_PAGE = Limit("own-page", 40, timedelta(hours=1))  # per link: everything somebody says or asks on their own page
LOST_LINK_ADDRESS = Limit("lost-link-address", 3, timedelta(hours=1))
LOST_LINK_PLACE = Limit("lost-link-place", 20, timedelta(hours=1))
FEED_PLACE = Limit("feed-place", 20, timedelta(hours=1))  # a recruiter's private calendar: addresses that are none

# How many bytes a request may bring along. The longest form, every letter of it written as %F0%9F%98%80, stays below.
BODY = 256 * 1024
BODY_WITH_FILE = 3 * 1024 * 1024  # a file of decisions and the form around it
