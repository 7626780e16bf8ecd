"""allauth's forms, each with its limit. A refusal is an error in words, and the same for known and unknown people."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.access.origin import origin_of
from candidates.actions.limits import take
from candidates.models import User
from candidates.rules import limits
from feedback_portal.accounts.adapter import write_account_letter


class ForgottenPassword(ResetPasswordForm):  # type: ignore[misc]  # it carries no types
    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "email" in given and not _may_ask(given["email"]):
            raise ValidationError(_("Too many tries. Wait an hour, then try again."))
        return given

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Unknown people make us do the same work, which is then undone: the answer takes as long."""
        with transaction.atomic():
            for user in self.users or User.objects.order_by("pk")[:1]:
                write_account_letter(user, kind="password_reset")
            transaction.set_rollback(not self.users)
        return str(self.cleaned_data["email"])


def _may_ask(address: str) -> bool:
    now, place = timezone.now(), origin_of(get_adapter().request)
    return take(limits.RESET_PLACE, place, at=now) and take(limits.RESET_ADDRESS, address, at=now)


class OwnPassword(ChangePasswordForm):  # type: ignore[misc]  # it carries no types
    def clean_oldpassword(self) -> str:
        if not take(limits.OWN_PASSWORD, str(self.user.pk), at=timezone.now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_oldpassword())


class LimitedCode(forms.Form):
    """Six digits are a million chances: a guesser gets ten tries in a quarter of an hour, and a hundred in a day."""

    user: User

    def clean_code(self) -> str:
        now, guesser = timezone.now(), str(self.user.pk)
        if not (take(limits.SECOND_STEP, guesser, at=now) and take(limits.SECOND_STEP_DAY, guesser, at=now)):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_code())  # type: ignore[misc]  # it carries no types


class SecondStep(LimitedCode, AuthenticateForm):  # type: ignore[misc]  # it carries no types
    pass


class SecondStepAgain(LimitedCode, ReauthenticateForm):  # type: ignore[misc]  # it carries no types
    pass


class SwitchOnSecondStep(LimitedCode, ActivateTOTPForm):  # type: ignore[misc]  # it carries no types
    pass
