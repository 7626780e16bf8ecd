from candidates.models import Organisation
from spreekuur.rules.terms import Terms


def terms_of(organisation: Organisation) -> Terms:
    """Asks the database nothing."""
    return Terms(
        zone=organisation.zone_info,
        cut_off=organisation.booking_cutoff,
        moves=organisation.booking_moves,
        offer_until=organisation.waiting_offer_until,
    )
