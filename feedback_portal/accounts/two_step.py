"""Who must log in with two steps, and whether they can."""

from allauth.mfa.models import Authenticator

from candidates.models import Organisation, Role, User

ASKED_OF = (Role.HR_MANAGER, Role.ADMINISTRATOR)


def needs_two_steps(user: User, organisation: Organisation) -> bool:
    return organisation.two_step_required and user.role in ASKED_OF


def has_two_steps(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def forget_two_steps(user: User) -> int:
    """For somebody who lost the phone: they set it up anew at the next login."""
    deleted, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
    return int(deleted)
