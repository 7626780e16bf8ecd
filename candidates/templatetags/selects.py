"""A row of lists to choose from, above figures. The markup is crispy's (bootstrap5: Row, Column, select), so that it
looks and behaves like every other form; made in one go, for this page is opened again with every choice."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def selects(form: forms.BaseForm) -> SafeString:
    """All fields of a form of lists, beside each other."""
    columns = ((_select(form[name]),) for name in form.fields)
    return format_html('<div class="row">{}</div>', format_html_join("", '<div class="col-md">{}</div>', columns))


def _select(bound: forms.BoundField) -> SafeString:
    chosen = str(bound.value() or "")
    return format_html(
        '<div id="div_{0}" class="mb-3"><label for="{0}" class="form-label">{1}</label>'
        '<select name="{2}" class="select form-select" id="{0}">{3}</select></div>',
        bound.id_for_label,
        bound.label,
        bound.html_name,
        _options(bound.field.choices, chosen),  # type: ignore[attr-defined]  # not on every Field
    )


def _options(choices: Any, chosen: str) -> SafeString:
    return format_html_join("", "{}", ((option,) for option in _each(choices, chosen)))


def _each(choices: Any, chosen: str) -> Iterator[SafeString]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen))
        elif str(value) == chosen:
            yield format_html('<option value="{}" selected>{}</option>', value, label)
        else:
            yield format_html('<option value="{}">{}</option>', value, label)
