"""Somebody lost their personal link: it is mailed once more, to the address we know, and to no other."""

from datetime import datetime

from django.db import transaction

from candidates.letters.own_letters import OwnLetter, write_own_letter
from candidates.models import Letter, Organisation
from candidates.queries.lost_links import links_sent_to
from candidates.rules.letter_kinds import LetterKind


@transaction.atomic
def send_lost_links(address: str, *, organisation: Organisation, at: datetime) -> list[Letter]:
    """One mail for each application; asked twice in a minute it is one mail. Empty for an address we do not know."""
    written = []
    for link in links_sent_to(address, now=at):
        key = f"lost-link/{link.pk}/{at:%Y%m%d%H%M}"
        if Letter.objects.filter(key=key).exists():
            continue
        mail = OwnLetter(link.rejection, link, organisation).lost_link()
        kind = LetterKind.LOST_LINK
        written.append(write_own_letter(mail, key=key, kind=kind, rejection=link.rejection, link=link, at=at))
    return written
