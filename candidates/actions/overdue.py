from datetime import datetime

from candidates.models import OverdueSkip, User


def skip_overdue(user: User, *, why: str, overdue: int, at: datetime) -> OverdueSkip:
    """Somebody logs a new decision although older answers are late, and says why."""
    return OverdueSkip.objects.create(user=user, why=why.strip(), overdue=overdue, at=at)
