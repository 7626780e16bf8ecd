"""What the spreekuur holds about a candidate, and what it becomes when the candidate is forgotten."""

from candidates.models.personal import GONE, Personal
from spreekuur.models.booking import Booking
from spreekuur.models.talk import Reopening, Talk

OF_A_REJECTION = (
    Personal(Booking, "rejection", {"phone": "", "topics": [], "question": ""}),
    Personal(Talk, "booking__rejection", {"went_well": "", "why_not": "", "advice": ""}),
    Personal(Reopening, "rejection", {"wrong": GONE}),
)
