"""Somebody lost their personal link: it is mailed once more, to the address we know, and to no other.

The page writes down every address that was typed, and asks nothing: how long it takes tells nobody whom we know.
"""

from datetime import datetime

import structlog
from django.db import InterfaceError, transaction

from candidates.actions.remembered import Forgotten, remembered
from candidates.letters.own_letters import OwnLetter, write_own_letter
from candidates.models import Letter, Link, LostLink, Organisation
from candidates.queries.lost_links import links_sent_to
from candidates.rules.letter_kinds import LetterKind

AT_ONCE = 500
log = structlog.get_logger()


def ask_for_links(address: str, *, at: datetime) -> LostLink:
    return LostLink.objects.create(address=address, asked_at=at)


def mail_lost_links() -> int:
    """By the clock. How many mails were written. What cannot be written is asked for once more: nothing is kept."""
    organisation, mails = Organisation.objects.current(), 0
    for pk in list(LostLink.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            mails += _mail(pk, organisation)
        except InterfaceError:  # the database is away: so is the next one
            raise
        except Exception:
            log.exception("a lost link cannot be mailed", row=pk)
            LostLink.objects.filter(pk=pk).delete()
    return mails


@transaction.atomic
def _mail(pk: int, organisation: Organisation) -> int:
    asked = LostLink.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if asked is None:
        return 0
    found = links_sent_to(asked.address, now=asked.asked_at)
    written = sum(_written(link, organisation, at=asked.asked_at) for link in found)
    asked.delete()
    return written


def _written(link: Link, organisation: Organisation, *, at: datetime) -> bool:
    """One mail for each application; asked twice in a minute it is one mail."""
    key = f"lost-link/{link.pk}/{at:%Y%m%d%H%M}"
    if Letter.objects.filter(key=key).exists():
        return False
    try:
        remembered(link.rejection)
    except Forgotten:
        return False
    mail = OwnLetter(link.rejection, link, organisation).lost_link()
    write_own_letter(mail, key=key, kind=LetterKind.LOST_LINK, rejection=link.rejection, link=link, at=at)
    return True
