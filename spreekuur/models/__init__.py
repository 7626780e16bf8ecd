from spreekuur.models.booking import Booking, BookingState, EndedWhy
from spreekuur.models.day import ClosedWhy, Day, DayQuerySet, DayState, Slot, SlotState
from spreekuur.models.feed import CalendarFeed
from spreekuur.models.rhythm import WORKING_WEEK, Rhythm, RhythmMonth, RhythmRecruiter
from spreekuur.models.talk import Reopening, Talk, Verdict
from spreekuur.models.terms import terms_of
from spreekuur.models.waiting import Offer, OfferState, PlaceState, WaitingPlace
from spreekuur.models.words import TAKES_ITS_SLOT, TOPIC_CHOICES, WAY_CHOICES

__all__ = [
    "TAKES_ITS_SLOT",
    "TOPIC_CHOICES",
    "WAY_CHOICES",
    "WORKING_WEEK",
    "Booking",
    "BookingState",
    "CalendarFeed",
    "ClosedWhy",
    "Day",
    "DayQuerySet",
    "DayState",
    "EndedWhy",
    "Offer",
    "OfferState",
    "PlaceState",
    "Reopening",
    "Rhythm",
    "RhythmMonth",
    "RhythmRecruiter",
    "Slot",
    "SlotState",
    "Talk",
    "Verdict",
    "WaitingPlace",
    "terms_of",
]
