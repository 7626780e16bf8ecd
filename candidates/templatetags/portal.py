"""Words and drawings for templates; loaded everywhere as builtins (settings.TEMPLATES)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import LazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext, ngettext

from candidates.access import typing
from candidates.forms.plain import make_plain, say_what_was_missing
from candidates.models import Candidate
from candidates.rules import phones, words
from candidates.rules.letter_kinds import WITH_A_PAGE, LetterKind
from candidates.rules.words import count_in_words
from candidates.templatetags import drawings

register = template.Library()
WRITTEN_AT = {
    LetterKind.DATA_ANSWER: "privacy_desk",
    LetterKind.TALENT_POOL: "talent_pool",
    LetterKind.CONSENT_AGAIN: "talent_pool",
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A line icon of _sprite.html. Always beside a word."""
    classes = f"icon {css}".strip()
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', classes, name)


@register.simple_tag
def state(kind: str, label: str, shape: str = "") -> SafeString:
    """A state is a shape and words; the colour only repeats it."""
    return format_html('<span class="state state-{}">{}{}</span>', kind, icon(shape or kind), label)


@register.filter
def phone(number: object) -> str:
    """An E.164 number (or a phone field) in Dutch groups."""
    return phones.grouped(str(number)) if number else ""


@register.filter
def who(candidate: Candidate) -> str:
    """The name; of somebody who was forgotten no name is left to show or to press."""
    return gettext("A candidate who was forgotten") if candidate.is_forgotten else candidate.name


@register.filter
def hour(value: time) -> str:
    """9 or 9:30, as one says it."""
    return f"{value.hour}:{value.minute:02d}" if value.minute else str(value.hour)


@register.filter
def in_words(count: int) -> str:
    """Words up to twelve, digits above."""
    return count_in_words(count)


@register.filter
def at_start(said: str) -> str:
    return words.at_start(said)


@register.simple_tag
def people_waiting(count: int) -> str:
    """The sentence above the work of the day."""
    if not count:
        return gettext("Nobody is waiting for an answer")
    sentence = ngettext(
        "%(count)s person is waiting for an answer", "%(count)s people are waiting for an answer", count
    )
    return words.at_start(sentence % {"count": count_in_words(count)})


@register.simple_tag
def moment(at: datetime, now: datetime | None = None, manner: str = "near") -> SafeString:
    """A moment in words, always inside <time>, in the zone of the organisation.
    {% moment at now %}: "morgen 17:00", "gisteren 17:00"; {% moment at now "full" %}: "donderdag 26 november om 17:00";
    {% moment at %}: the same with its year, for lists that are kept."""
    zone = get_current_timezone()
    if now is None:
        return _time(at, f"{words.day(at, zone)} {localtime(at).year} {words.clock(at, zone)}")
    if manner == "full":
        return _time(at, words.full_moment(at, now, zone))
    return _time(at, words.since(at, now, zone) if at <= now else words.near_moment(at, now, zone))


@register.simple_tag
def clock_time(at: datetime) -> SafeString:
    return _time(at, words.clock(at, get_current_timezone()))


@register.simple_tag
def time_here() -> str:
    """Of the organisation: "time in Amsterdam"."""
    return words.time_in(get_current_timezone())


@register.simple_tag
def due(at: datetime, now: datetime, under: str = "") -> SafeString:
    """What is left of a promise: shape, words, and a smaller line (`under` for other words than "until 13:20")."""
    left = words.time_left(at, now, get_current_timezone())
    line = format_html("<small>{}</small>", _time(at, under or left.under)) if under or left.under else ""
    return format_html("{} {}", state(left.kind, left.words), line)


def _time(at: datetime, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', localtime(at).isoformat(timespec="minutes"), shown)


@register.simple_tag
def day_rail(now: datetime, stops: Iterable[drawings.Stop]) -> SafeString:
    return drawings.day_rail(now, stops)


@register.simple_tag
def seats(taken: int, total: int, next_one: int | None = None) -> SafeString:
    return drawings.seats(taken, total, next_one=next_one)


@register.simple_tag
def url_if_any(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    return _address(settings.ROOT_URLCONF, name, *args, **kwargs)


@lru_cache(maxsize=1000)
def _address(urls: str, name: str, *args: Any, **kwargs: Any) -> str:
    """It does not change while a process lives."""
    try:
        return reverse(name, urls, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag
def mail_page(kind: str, public_id: object, pk: int | str = "") -> str:
    """Where a mail to a candidate is looked at: where it was written, else its own page, else that of the decision."""
    if kind in WRITTEN_AT:
        return reverse(WRITTEN_AT[LetterKind(kind)])
    if kind in WITH_A_PAGE:
        return reverse(kind, args=[public_id])
    return reverse("letter", args=[pk]) if pk else reverse("rejection", args=[public_id])


@register.simple_tag
def reword(form: forms.BaseForm, **wording: str) -> str:
    """Somebody else's form in our manner and with our words, before anything of it is printed:
    {% reword form login="..." login_help="..." %} {% errors form %} {% crispy form %}."""
    for name, field in form.fields.items():
        field.label = wording.get(name, field.label)
        field.help_text = wording.get(f"{name}_help", field.help_text)
    make_plain(form)
    say_what_was_missing(form)
    for name, field in form.fields.items():  # a form that was judged has its fields bound already
        form[name].label, form[name].help_text = str(field.label), field.help_text
    return ""


@register.inclusion_tag("_errors.html")
def errors(*found_in: Any) -> dict[str, object]:
    """The summary above a form with mistakes: {% errors form %}, or {% errors form send %} for two in one page.
    What holds forms of its own (`subforms`) may stand there too."""
    each = (form for found in found_in if found for form in getattr(found, "subforms", [found]))
    return {"lines": [line for form in each for line in _lines(form)]}


@register.simple_tag(takes_context=True)
def keep_typing(context: Context) -> SafeString:
    """In a form: what is typed survives a session that expires (candidates.access.typing)."""
    return format_html('<input type="hidden" name="{}" value="{}">', typing.FIELD, typing.mark(context["request"].user))


@register.simple_tag(takes_context=True)
def has_errors(context: Context) -> bool:
    """Whether any form of this page came back with mistakes: the title then begins with that."""
    given = (value for layer in context.dicts for value in layer.values() if not isinstance(value, LazyObject))
    each = (form for value in given for form in getattr(value, "subforms", [value]))
    return any(isinstance(form, forms.BaseForm) and form.is_bound and form.errors for form in each)


def _lines(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """(id to jump to, message) of each mistake, in the order of the fields."""
    if form.is_bound:
        yield from ((f"{form.prefix or 'form'}_errors", str(message)) for message in form.non_field_errors())
        for field in form:
            if not field.is_hidden:
                yield from ((_first_control(field), str(message)) for message in field.errors)


def _first_control(field: forms.BoundField) -> str:
    """Of a group of answers: the first one; a link can only jump to something that takes the focus."""
    return field.id_for_label or next((part.id_for_label for part in field.subwidgets), field.auto_id)
