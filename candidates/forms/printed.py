"""A field as crispy prints it, put together in Python: its templates take ten times as long.

Everybody who was turned down opens a page with a form, some of them at the same moment. The kinds of fields that most
forms are made of are printed here, letter for letter the same; the others are left to crispy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Field
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.html import conditional_escape as escaped
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ONE_OF_MANY = (forms.RadioSelect, forms.CheckboxSelectMultiple)
NO_LINE = (forms.CheckboxInput, forms.FileInput, forms.HiddenInput)


class Printed(Field):  # type: ignore[misc]  # crispy carries no types
    """For one field."""

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        (name,) = self.fields
        field = form[name]
        printed = _in_its_kind(field, self.wrapper_class or "")
        if printed is None:
            return str(super().render(form, context, template_pack=template_pack, **kwargs))
        form.rendered_fields.add(name)
        return printed


@dataclass(frozen=True)
class LinkBeneath:
    """In a layout: a line of its own with a link, such as to more answers."""

    words: str
    address: str

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        return format_html('<p class="mb-4"><a href="{}">{}</a></p>', self.address, self.words)


def _in_its_kind(field: BoundField, css: str) -> SafeString | None:
    widget = field.field.widget
    if type(widget).render is not forms.Widget.render:
        return None  # it has a way of its own
    if type(widget) is forms.HiddenInput:
        return mark_safe(_input(field, {}))  # noqa: S308 - every value in it was escaped
    if isinstance(widget, ONE_OF_MANY):
        return _framed(field, css, f'{_help(field)}{_errors(field, "p")}<div class="options">{_options(field)}</div>')
    if isinstance(widget, forms.Textarea):
        return _framed(field, css, f"{_area(field)}{_errors(field, 'span')}{_help(field)}")
    if isinstance(widget, Input) and not isinstance(widget, NO_LINE):
        line = _input(field, {"class": _classes(widget, is_wrong=bool(field.errors))})
        return _framed(field, css, f"{line}{_errors(field, 'span')}{_help(field)}")
    return None


def _framed(field: BoundField, css: str, inside: str) -> SafeString:
    is_group, asked = field.use_fieldset, field.field.required
    tag = "legend" if is_group else "label"
    classes = f"form-label{' requiredField' if asked else ''}{' fs-6' if is_group else ''}"
    target = f' for="{field.id_for_label}"' if field.id_for_label else ""
    star = '<span class="asteriskField">*</span>' if asked else ""
    label = f'<{tag}{target} class="{classes}">{escaped(field.label)}{star}</{tag}>' if field.label else ""
    if is_group and label:
        told = f' aria-describedby="{field.aria_describedby}"' if field.aria_describedby else ""
        label, inside = f"<fieldset{told}>{label}", f"{inside}</fieldset>"
    around = f"mb-3 {css}".strip()
    return mark_safe(f'<div id="div_{field.auto_id}" class="{around}">{label}{inside}</div>')  # noqa: S308 - as above


def _options(field: BoundField) -> str:
    widget, auto_id = field.field.widget, field.auto_id
    chosen, attrs = widget.format_value(field.value()), field.build_widget_attrs({"id": auto_id})
    groups = widget.optgroups(field.html_name, chosen, attrs)
    css = "form-check-input is-invalid" if field.errors else "form-check-input"
    return "".join(_group(f"{auto_id}_group_{index}", name, options, css) for name, options, index in groups)


def _group(place: str, name: Any, options: Iterable[Mapping[str, Any]], css: str) -> str:
    inside = "".join(_option(option, css) for option in options)
    if not name:
        return inside
    title = f'<strong id="{place}">{escaped(name)}</strong>'
    return f'<div class="options" role="group" aria-labelledby="{place}">{title}{inside}</div>'


def _option(option: Mapping[str, Any], css: str) -> str:
    kind, name, value, attrs = option["type"], option["name"], escaped(option["value"]), option["attrs"]
    control = f'<input class="{css}" type="{kind}" name="{name}" value="{value}"{_attrs(attrs)}>'
    label = f'<label class="form-check-label" for="{attrs["id"]}">{escaped(option["label"])}</label>'
    return f'<div class="form-check">{control} {label}</div>'


def _input(field: BoundField, more: dict[str, Any]) -> str:
    it = _context(field, more)
    value = "" if it["value"] is None else f' value="{escaped(it["value"])}"'
    return f'<input type="{it["type"]}" name="{it["name"]}"{value}{_attrs(it["attrs"])}>'


def _area(field: BoundField) -> str:
    it = _context(field, {"class": _classes(field.field.widget, is_wrong=bool(field.errors))})
    value = "" if it["value"] is None else escaped(it["value"])
    return f'<textarea name="{it["name"]}"{_attrs(it["attrs"])}>\n{value}</textarea>'


def _context(field: BoundField, more: dict[str, Any]) -> dict[str, Any]:
    attrs = field.build_widget_attrs(more)
    if "id" not in field.field.widget.attrs:
        attrs["id"] = field.auto_id
    found: dict[str, Any] = field.field.widget.get_context(field.html_name, field.value(), attrs)["widget"]
    return found


def _classes(widget: forms.Widget, *, is_wrong: bool) -> str:
    """Crispy names the kind of widget first."""
    own, kind = widget.attrs.get("class", ""), type(widget).__name__.lower()
    named = own if kind in own else f"{own} {kind}".strip()
    wanted = ("form-control", "is-invalid") if is_wrong else ("form-control",)
    return " ".join([named, *(word for word in wanted if word not in named.split())])


def _attrs(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )


def _help(field: BoundField) -> str:
    return f'<div id="{field.auto_id}_helptext" class="form-text">{field.help_text}</div>' if field.help_text else ""


def _errors(field: BoundField, tag: str) -> str:
    auto_id, lines = field.auto_id, enumerate(map(str, field.errors), start=1)
    told = "".join(f'<{tag} id="error_{n}_{auto_id}"><strong>{escaped(line)}</strong></{tag}>' for n, line in lines)
    return f'<div id="{auto_id}_error" class="invalid-feedback">{told}</div>' if told else ""
