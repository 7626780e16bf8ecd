"""What differs per installation comes from the environment; what differs per organisation is a row (Organisation)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from candidates.rules import limits
from feedback_portal.embedded import addresses, secrets
from feedback_portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The address people see. Its scheme decides whether cookies and transport are locked.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE = urlsplit(SITE_URL)
ON_LOOPBACK = SITE.hostname in {"127.0.0.1", "localhost", "::1"}
SECURE = SITE.scheme == "https"


def _secret(name: str) -> str:
    """From the environment; on a machine that only serves itself, made once and kept in the data folder."""
    value = env(name, default="")
    if value or not ON_LOOPBACK:
        if len(value) < 40:
            raise ImproperlyConfigured(f"{name} is missing or shorter than 40 characters. See docs/running.md.")
        return str(value)
    return secrets.read_or_make(name)


DEBUG = env.bool("DEBUG", default=False)
if DEBUG and not ON_LOOPBACK:
    raise ImproperlyConfigured("DEBUG shows everything to everybody: it is only for http://127.0.0.1 and localhost.")
SECRET_KEY = _secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
LINK_KEY = _secret("LINK_KEY")  # candidates' links are HMACs under this key: losing it voids every link

ALLOWED_HOSTS = [SITE.hostname or "", *env.list("ALLOWED_HOSTS", default=[])]
if ON_LOOPBACK:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many proxies of ours stand before the web server

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "phonenumber_field",
    "csp",
    "feedback_portal.apps.FeedbackPortalConfig",
    "spreekuur.apps.SpreekuurConfig",
    "candidates.apps.CandidatesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "feedback_portal.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "feedback_portal.middleware.BodySizeMiddleware",  # before the one that reads a body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "feedback_portal.middleware.SessionTermMiddleware",
    "feedback_portal.middleware.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "feedback_portal.middleware.PageHistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "feedback_portal.middleware.SetUpFirstMiddleware",
    "feedback_portal.middleware.SecondStepMiddleware",
    "feedback_portal.middleware.ForgottenMiddleware",
    "feedback_portal.middleware.DeclaredAccessMiddleware",
]

ROOT_URLCONF = "feedback_portal.urls"
WSGI_APPLICATION = "feedback_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "feedback_portal.views.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "crispy_forms.templatetags.crispy_forms_tags",
                "candidates.templatetags.portal",
            ],
        },
    }
]

# PostgreSQL is the only memory. Time-outs: a page waits seconds for a lock, never minutes.
DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or addresses.database_url())}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})  # what the URL asks for (sslmode, a socket's host) stays
    | {
        "connect_timeout": 3,
        "keepalives_idle": 30,
        "options": "-c lock_timeout=3s -c statement_timeout=15s -c idle_in_transaction_session_timeout=60s",
    },
}
# Nothing is lost when Redis is emptied or away: it only carries Celery's rings. The cache is a table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

CELERY_BROKER_URL = env("REDIS_URL", default="") or addresses.redis_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.1, "interval_max": 0.1}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TIMEZONE = "UTC"

# Any SMTP server: smtp://user:password@host:587/?tls=True, smtps://...; `up` names the mailbox of the demo.
EMAIL = env.email_url_config(env("EMAIL_URL", default="smtp://127.0.0.1:1025"))
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"] or "", EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_TLS", False), EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 8  # seconds for each step of the conversation; the lease of a letter is longer
DEMO_MAILBOX = env("DEMO_MAILBOX", default="") if ON_LOOPBACK else ""  # a folder: its mails can be read in the browser

AUTH_USER_MODEL = "candidates.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "feedback_portal.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "reset_password": "feedback_portal.accounts.forms.ForgottenPassword",
    "change_password": "feedback_portal.accounts.forms.OwnPassword",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "candidates.letters.entrance.ResetTokens"  # noqa: S105 - a class
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = False  # ours live in PostgreSQL (candidates/rules/limits.py), these in the cache
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "feedback_portal.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "feedback_portal.accounts.forms.SecondStep",
    "reauthenticate": "feedback_portal.accounts.forms.SecondStepAgain",
    "activate_totp": "feedback_portal.accounts.forms.SwitchOnSecondStep",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator gave the address, and the invitation went there
MFA_TOTP_ISSUER = "Feedback Portal"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "feedback_portal.views.pages.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # letters alone may stand in a frame of ours (candidates/views/letters)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"  # until the organisation's own zone is read
PHONENUMBER_DEFAULT_REGION = "NL"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", default=not ON_LOOPBACK)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ON_LOOPBACK
WHITENOISE_AUTOREFRESH = False

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATA_UPLOAD_MAX_MEMORY_SIZE = limits.BODY
FILE_UPLOAD_MAX_MEMORY_SIZE = limits.BODY_WITH_FILE  # a file of people is never laid down on a disk
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(level=env("LOG_LEVEL", default="INFO"))
