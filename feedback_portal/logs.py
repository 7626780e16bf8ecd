"""One line of JSON per event. No personal data: events carry names of tasks, ids and numbers, never people or texts."""

import re
from typing import Any

import structlog
from gunicorn.glogging import Logger

TOKEN_IN_ADDRESS = re.compile(r"/(s|agenda)/[A-Za-z0-9_%=-]{16,}")


def hide_tokens(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Who holds a candidate's link is that candidate, who holds a calendar's address reads it: a log holds neither."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = TOKEN_IN_ADDRESS.sub(r"/\1/...", value)
    return event


class AccessLog(Logger):  # type: ignore[misc]
    """gunicorn's own, for its --logger-class."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return hide_tokens(self, "access", atoms)


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_tokens,
]


def logging_config(*, level: str) -> dict[str, Any]:
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(),
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"django.server": {"level": "WARNING"}, "celery": {"level": "WARNING"}},
    }
