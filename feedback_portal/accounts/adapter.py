"""What allauth asks us while somebody logs in, comes back, or changes how they log in."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.access.origin import origin_of
from candidates.actions.limits import take
from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import Letter, User
from candidates.rules import limits
from feedback_portal.accounts import terms

FIRST_STEP = "first_step"  # in the session: what the account looked like when the password was typed
FRESH = 300  # seconds in which a login counts as "you have just shown who you are"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # it carries no types
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask your administrator."),
        "email_password_mismatch": _("This address and password do not belong together. Try again."),
        "enter_current_password": _("This is not your current password. Try again."),
        "incorrect_code": _("This code is not right. Take the newest code from your app."),
        "incorrect_password": _("This is not your password. Try again."),
        "invalid_or_expired_key": _("This link no longer works."),
        "invalid_password_reset": _("This link no longer works."),
        "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour, then try again."),
        "rate_limited": _("Too many tries. Wait a quarter of an hour, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Its pages are pages only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return origin_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Each try counts, the good ones too; the same for addresses we know and those we do not."""
        now, place, address = timezone.now(), origin_of(request), credentials.get("email", "")
        if not (
            take(limits.LOGIN_PLACE, place, at=now)
            and take(limits.LOGIN, f"{address} {place}", at=now)
            and take(limits.LOGIN_ADDRESS, address, at=now)
        ):
            raise self.validation_error("too_many_login_attempts")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The password was right; a second step may follow."""
        request.session[FIRST_STEP] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """A password that was changed, or an end of all sessions, while the second step was waited for: begin again."""
        typed_for = request.session.pop(FIRST_STEP, None)
        if typed_for and not constant_time_compare(typed_for, user.get_session_auth_hash()):
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)  # gives the session a new key
        terms.begin(request.session, now=timezone.now())

    def reauthenticate(self, user: User, password: str) -> bool:
        if not take(limits.OWN_PASSWORD, str(user.pk), at=timezone.now()):
            raise self.validation_error("too_many_login_attempts")
        return user.check_password(password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not in the first minutes after logging in: the password was typed just now."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(record["method"] == "password" and time.time() - record["at"] < FRESH for record in records)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        what = template_prefix.rpartition("/")[2]
        write_account_letter(user, kind="account_notice", what="password_changed" if "password" in what else what)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of ours is a letter. What is not named above or in forms.py, we do not send."""
        raise NotImplementedError(template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # it carries no types
    """Everybody may switch it off: who must have two steps is then asked, first thing, to set them up again."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Adapter.error_messages["incorrect_code"],
    }


def log_in(request: HttpRequest, user: User) -> None:
    """For somebody who has just chosen the password."""
    Adapter(request).login(request, user)
    record_authentication(request, user, method="password", email=user.email)


def write_account_letter(user: User, *, kind: str, **params: str) -> Letter | None:
    now = timezone.now()
    key = "/".join([kind, *params.values(), str(user.pk), now.isoformat()])
    return write_staff_letter(StaffDraft(key=key, kind=kind, user=user, params=params), at=now)
