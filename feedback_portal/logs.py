"""One line of JSON per event, and nothing about people in it.

An address may hold a token, a name or the number of a person: a line says which page it was, never which address.
The words of an exception may quote what somebody typed or a row of the database: a line says its kind and where it
came up. So a log can be kept, copied and read by whoever looks after the machine.
"""

import re
from http.client import responses
from traceback import format_tb
from typing import Any

import structlog
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from gunicorn.glogging import Logger
from structlog.typing import EventDict

MAIL_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
WAY_IN = re.compile(r"(/(?:s|agenda|uitnodiging|password/reset)/)[^\s\"'?]+")
QUESTION = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']+")


def page_of(path: str) -> str:
    """The name of a page, as in docs/words.md."""
    if path.startswith("/static/"):
        return "static"
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return "none"


def name_the_page(logger: object, name: str, event: EventDict) -> EventDict:
    """What Django says of a request stands in its own words, with the address in them."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        status = getattr(record, "status_code", 0)
        told = {"event": responses.get(status, "a request"), "page": page_of(request.path)}
        event.update(told, method=request.method, status=status)
    return event


def name_the_task(logger: object, name: str, event: EventDict) -> EventDict:
    """Of a task that failed Celery quotes the exception."""
    task = getattr(event.get("_record"), "data", None)
    if isinstance(task, dict) and "description" in task:
        event.update(event=task["description"], task=task.get("name"))
    return event


def hide_people(logger: object, name: str, event: EventDict) -> EventDict:
    """The last net, for what somebody else writes: tokens in addresses, what was asked for, mail addresses."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = MAIL_ADDRESS.sub("(address)", QUESTION.sub(r"\1?...", WAY_IN.sub(r"\1...", value)))
    return event


def kind_and_place(exc_info: Any) -> str:
    """Of an exception and of those it came from, innermost first; with the code of the database or the system."""
    told: list[str] = []
    trouble: BaseException | None = exc_info[1]
    while trouble is not None:
        code = getattr(trouble, "pgcode", None) or getattr(trouble, "errno", None)
        kind = f"{type(trouble).__module__}.{type(trouble).__qualname__}"
        told.append("".join(format_tb(trouble.__traceback__)) + (f"{kind} {code}" if code else kind))
        trouble = trouble.__cause__ or (None if trouble.__suppress_context__ else trouble.__context__)
    return "\n".join(reversed(told))


class AccessLog(Logger):  # type: ignore[misc]  # it carries no types
    """gunicorn's own, for its --logger-class: a line for each request, without the visitor's address."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(json_lines())

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        structlog.get_logger("web").info(
            "answered",
            page=page_of(environ.get("PATH_INFO", "")),
            method=environ.get("REQUEST_METHOD"),
            status=str(resp.status).partition(" ")[0],
            bytes=getattr(resp, "sent", 0),
            ms=round(request_time.total_seconds() * 1000),
        )

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """A line that is no HTTP is quoted, with where it came from."""
        super().warning(str(msg).partition(" from ip=")[0], *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """The words before the first hole: what would fill it is the address."""
        super().exception(str(msg).partition("%")[0].strip() if isinstance(msg, str) else "A worker failed", **kwargs)


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(kind_and_place),
    hide_people,
]


def json_lines() -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        processor=structlog.processors.JSONRenderer(),
        foreign_pre_chain=[structlog.stdlib.add_logger_name, name_the_page, name_the_task, *_SHARED],
    )


def logging_config(*, level: str) -> dict[str, Any]:
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # These say more than may be kept: every SQL statement with its values, every address that runserver answers.
    talkative = {"django.db.backends": "INFO", "django.template": "INFO", "django.server": "CRITICAL"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "feedback_portal.logs.json_lines"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": []},
            "celery": {"level": "WARNING"},
            **{name: {"level": least} for name, least in talkative.items()},
        },
    }
