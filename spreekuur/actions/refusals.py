"""Why a candidate cannot have this moment. The door says each of them kindly."""


class SlotTaken(Exception):
    """Somebody was quicker, or the slot is not there any more."""


class AlreadyBooked(Exception):
    """This candidate has another moment: move that one."""


class NothingBooked(Exception):
    """There is nothing to move."""


class Changed(Exception):
    """The talk that was shown was moved or cancelled meanwhile."""


class WayNotOffered(Exception):
    """On this day one cannot talk that way."""


class TooLate(Exception):
    """After the cut-off only a call helps."""


class NoMovesLeft(Exception):
    """Moved as often as the organisation allows."""


class TooManyBookings(Exception):
    """By one link, in a day and a night."""


class NotForYou(Exception):
    """The decision was taken back: there is nothing to talk about in this way."""


class NotFull(Exception):
    """There is no waiting list while there is something to choose."""


class NoSuchDay(Exception):
    """It was cancelled, or is over."""


class NobodyThere(Exception):
    """The colleague whose moment it is holds no talks any more."""
