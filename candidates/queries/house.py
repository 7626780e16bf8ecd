"""The organisation of this installation, as every page asks for it."""

from candidates.models import Organisation
from candidates.queries.prepared import Prepared

FIRST = Prepared(lambda: Organisation.objects.order_by("pk")[:1])


def this_organisation() -> Organisation:
    """What `Organisation.objects.current()` answers, at a third of its price."""
    return FIRST.first() or Organisation()
