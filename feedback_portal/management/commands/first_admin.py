"""python manage.py first_admin MAIL: lets somebody in who can let the others in, and the way back when nobody can.
Without MAIL: the link to the first page, with its code."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from candidates.actions import colleagues
from candidates.actions.colleagues import ExpectedSomewhere, Invitation, OpenWork
from candidates.letters.entrance import invitation_address
from candidates.models import Role, User
from feedback_portal.management.ready import first_page


class Command(BaseCommand):
    help = (
        "Make an administrator with this mail address, and show the link to choose a password (also sent by mail). "
        "Without an address: show the link to the first page, where a new installation begins."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("mail", nargs="?")
        parser.add_argument("--name", default="", help="first name; the colleague can change it")
        parser.add_argument("--language", choices=("nl", "en"), default="nl")
        parser.add_argument("--forget-two-steps", action="store_true", help="the phone with the codes is lost")

    def handle(self, *, mail: str | None, name: str, language: str, forget_two_steps: bool, **options: Any) -> None:
        if mail is None:
            return self._show_first_page()
        address = _address(mail)
        known = User.objects.filter(email=address).first()
        if known is None:
            wanted = Invitation(address, Role.ADMINISTRATOR, first_name=name, language=language)
            user = colleagues.invite(wanted, by=None, at=timezone.now())
        else:
            user = self._raise(known)
        if forget_two_steps:
            Authenticator.objects.filter(user_id=user.pk).delete()
        self.stdout.write(f"{address} is an administrator. Choose the password here, within seven days:")
        self.stdout.write(invitation_address(user, at=user.invited_at or timezone.now()))

    def _show_first_page(self) -> None:
        begin = first_page(settings.SITE_URL)
        if not begin:
            raise CommandError("This portal has an administrator already. Name a mail address.")
        self.stdout.write(begin)

    def _raise(self, user: User) -> User:
        try:
            user = colleagues.give_role(user, Role.ADMINISTRATOR, by=None, at=timezone.now())
        except ExpectedSomewhere as hours:
            raise CommandError(f"{user.email} has talks or free moments ahead: first hand those over.") from hours
        except OpenWork as work:
            raise CommandError(f"{user.email} has open work: first hand that over to a colleague.") from work
        return colleagues.invite_again(colleagues.enable(user, by=None), by=None, at=timezone.now())


def _address(mail: str) -> str:
    try:
        validate_email(mail)
    except ValidationError as wrong:
        raise CommandError(f"{mail} is no mail address.") from wrong
    return mail.lower()
