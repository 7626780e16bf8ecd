"""What the desk of the spreekuur says after a button."""

from collections.abc import Sequence

from django.contrib import messages
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest
from candidates.actions.taken_time import SomewhereElse
from candidates.models import Candidate
from candidates.rules.phones import grouped
from candidates.rules.words import clock
from spreekuur.actions import refusals
from spreekuur.actions.slots import SlotIsBooked
from spreekuur.models import Slot


def say_no(request: StaffRequest, refused: Exception) -> None:
    words = {
        SlotIsBooked: _("Somebody has this moment. Cancel or move that talk first."),
        SomewhereElse: _("You have another appointment then."),
        refusals.NobodyThere: _("This colleague holds no talks any more. Nothing can be opened."),
        refusals.SlotTaken: _("This moment was just taken. Choose another one."),
        refusals.AlreadyBooked: _("This candidate has another moment. Move or cancel that one first."),
        refusals.TooLate: _("This moment has passed."),
        refusals.NotForYou: _("This decision was taken back."),
        refusals.WayNotOffered: _("On this day that is not possible. Choose another way, or another day."),
    }
    messages.error(request, words.get(type(refused), _("That is not possible any more.")))


def call_them(people: Sequence[Candidate]) -> str:
    """Who has no mail address reads nothing of ours: they hear it by telephone."""
    named = [", ".join(filter(None, [who.name, grouped(str(who.phone)) if who.phone else ""])) for who in people]
    return _("No mail address is known, so call: %(people)s.") % {"people": "; ".join(named)}


def say_yes(request: StaffRequest, slot: Slot) -> None:
    at = {"time": clock(slot.starts_at, request.organisation.zone_info)}
    is_open = request.POST.get("do") == "open"
    messages.success(request, (_("%(time)s is open.") if is_open else _("%(time)s is closed.")) % at)
