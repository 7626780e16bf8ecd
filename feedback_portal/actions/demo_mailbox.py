"""The mails of a demonstration lie in a folder of ours: they go when the person they were for is forgotten."""

import mailbox
from collections.abc import Collection

from django.conf import settings


def throw_away(message_ids: Collection[str]) -> int:
    """Nothing where mails really leave. Answers how many there were."""
    if not settings.DEMO_MAILBOX or not message_ids:
        return 0
    box = mailbox.Maildir(settings.DEMO_MAILBOX, create=True)
    gone = [key for key, mail in box.items() if str(mail["Message-ID"] or "").strip() in message_ids]
    for key in gone:
        box.discard(key)
    return len(gone)
