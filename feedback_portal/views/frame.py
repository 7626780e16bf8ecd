"""What surrounds every page: whose portal it is, where this person may go, light or dark."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.models import Organisation, Theme
from feedback_portal.views.promises import Promised, promises_in_words

# A page that does not exist, or does not open for this role, is not shown.
BAR: tuple[tuple[str, Promise], ...] = (
    ("today", _("Today")),
    ("rejections", _("Rejections")),
    ("vacancies", _("Vacancies")),
    ("spreekuur_days", _("Spreekuur")),
    ("dashboard", _("Figures")),
    ("privacy_desk", _("Personal data")),
    ("people", _("People")),
    ("organisation", _("Organisation")),
)
MENU: tuple[tuple[str, Promise], ...] = (
    ("my_settings", _("My settings")),
    ("imports", _("Import a file")),
    ("talent_pool", _("Talent pool")),
    ("soon_forgotten", _("Removed soon")),
    ("letter_texts", _("Texts of the mails")),
    ("writing_rules", _("Writing rules")),
    ("clock", _("Does the clock run?")),
)
DARK_MEDIA = {Theme.AUTO: "screen and (prefers-color-scheme: dark)", Theme.DARK: "screen", Theme.LIGHT: ""}


@dataclass(frozen=True)
class Item:
    name: str
    label: Promise
    url: str
    is_here: bool
    is_above: bool


class Frame:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def organisation(self) -> Organisation:
        return getattr(self.request, "organisation", None) or Organisation.objects.current()

    @property
    def promises(self) -> list[Promised]:
        return promises_in_words(self.organisation)

    @property
    def dark_media(self) -> str:
        return DARK_MEDIA[Theme(getattr(self.user, "theme", Theme.AUTO))]

    @cached_property
    def bar(self) -> list[Item]:
        return self._items(BAR)

    @cached_property
    def menu(self) -> list[Item]:
        return self._items(MENU)

    @cached_property
    def log_url(self) -> str:
        """Where a rejection is logged, unless this person may not, or is there already."""
        return next((item.url for item in self._items([("rejection_new", _("Rejections"))]) if not item.is_here), "")

    @property
    def mailbox_url(self) -> str:
        """Where the mails of a demonstration can be read."""
        return reverse("mailbox") if settings.DEMO_MAILBOX else ""

    def _items(self, doors: Iterable[tuple[str, Promise]]) -> list[Item]:
        role, path = getattr(self.user, "role", ""), self.request.path
        found = ((name, label, _door(name)) for name, label in doors)
        return [
            Item(name, label, door[0], is_here=path == door[0], is_above=door[0] != "/" and path.startswith(door[0]))
            for name, label, door in found
            if door and role in door[1]
        ]


def _door(name: str) -> tuple[str, Any] | None:
    return _door_of(name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _door_of(name: str, urls: str) -> tuple[str, Any] | None:
    """The address of a page and the roles that may open it; the page itself says so (candidates.access.desk). Addresses
    do not change while a process lives, and finding them costs more than the rest of the frame."""
    try:
        url = reverse(name)
        return url, getattr(resolve(url).func, "open_to", frozenset())
    except (NoReverseMatch, Resolver404):
        return None


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": Frame(request)}
