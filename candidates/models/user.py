"""The people who work with the portal. Candidates have no account."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class Role(models.TextChoices):
    RECRUITER = "recruiter", _("Recruiter")
    HR_MANAGER = "hr-manager", _("HR manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    READ_ONLY = "read-only", _("Read-only")


class Theme(models.TextChoices):
    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def recruiters(self) -> "UserQuerySet":
        return self.active().filter(role=Role.RECRUITER)

    def hr_managers(self) -> "UserQuerySet":
        return self.active().filter(role=Role.HR_MANAGER)

    def administrators(self) -> "UserQuerySet":
        return self.active().filter(role=Role.ADMINISTRATOR)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def recruiters(self) -> UserQuerySet:
        return self.get_queryset().recruiters()

    def hr_managers(self) -> UserQuerySet:
        return self.get_queryset().hr_managers()

    def administrators(self) -> UserQuerySet:
        return self.get_queryset().administrators()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Without a password the account cannot log in until its owner chose one by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("Email address"), unique=True)
    first_name = models.CharField(_("First name"), max_length=80)
    last_name = models.CharField(_("Last name"), max_length=120, blank=True)
    job_title = models.CharField(_("Job title"), max_length=80, blank=True)
    phone = PhoneNumberField(_("Phone number"), blank=True)
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices, default=Role.RECRUITER)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    theme = models.CharField(_("Light or dark"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    monthly_report = models.BooleanField(_("A mail with the figures, once a month"), default=True)  # HR managers
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    sessions_ended_at = models.DateTimeField(null=True, blank=True)  # no session from before is good any more

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_address"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """A session lives as long as the password and this moment stay as they are."""
        words = f"{self.password}/{self.sessions_ended_at}"
        return salted_hmac("candidates.session", words, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_recruiter(self) -> bool:
        return self.role == Role.RECRUITER

    @property
    def is_hr_manager(self) -> bool:
        return self.role == Role.HR_MANAGER

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR
