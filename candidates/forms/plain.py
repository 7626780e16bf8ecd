"""The manner of every form in the portal: label, help, error, input, in that order and joined for screen readers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, LayoutObject, Row
from django import forms
from django.forms.utils import pretty_name
from django.utils.functional import cached_property, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.free_text import FreeTexts
from candidates.forms.printed import Printed

CHOOSE, FILL_IN = gettext_lazy("Choose: %(label)s"), gettext_lazy("Fill in: %(label)s")
CHOSEN = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select)


class PlainManner:
    """Mix in before forms.Form or forms.ModelForm (or use PlainForm, PlainModelForm); print with {% crispy form %}.
    Write your own <form>, buttons and {% errors form %}; the csrf token comes with the fields.
    `wrappers = {"stage": "choices thirds", "phone": "if-phone"}`: css classes around a field (radio cards, conditions).
    `rows = [("name", "email")]` puts fields beside each other; for anything else override `layout()`.
    A choice with a second line: `("now", card(_("Now"), _("You can take it back")))`. Optional fields say so, but
    for those in `unmarked` (needed with some answers only). A missing answer says what to do.
    `free_texts = ("note",)` are notes about a candidate (forms/free_text)."""

    use_required_attribute = False
    wrappers: ClassVar[Mapping[str, str]] = {}
    rows: ClassVar[Sequence[tuple[str, ...]]] = ()
    unmarked: ClassVar[Collection[str]] = ()

    fields: dict[str, forms.Field]
    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_plain(self, unmarked=self.unmarked)  # type: ignore[arg-type]  # mixed into a form

    def layout(self) -> Layout:
        beside = {row[0]: row for row in self.rows}
        inner = {name for row in self.rows for name in row[1:]}
        return Layout(*(self._placed(beside.get(name, (name,))) for name in self.fields if name not in inner))

    def _placed(self, names: tuple[str, ...]) -> LayoutObject:
        fields = [Printed(name, wrapper_class=self.wrappers.get(name)) for name in names if name in self.fields]
        return fields[0] if len(names) == 1 else Row(*(Column(field) for field in fields))


class PlainForm(FreeTexts, PlainManner, forms.Form):
    pass


class PlainModelForm(FreeTexts, PlainManner, forms.ModelForm):  # type: ignore[type-arg]  # each names its model
    pass


class PlainHelper(FormHelper):  # type: ignore[misc]  # crispy carries no types
    """Lays a form out when it is printed: most forms that are sent are answered by another page."""

    form_tag = False

    def __init__(self, form: forms.BaseForm) -> None:
        super().__init__()
        self._form = form

    @cached_property
    def layout(self) -> Layout | None:
        lay_out: Callable[[], Layout] | None = getattr(self._form, "layout", None)
        return lay_out() if lay_out else None


def make_plain(form: forms.BaseForm, *, unmarked: Collection[str] = ()) -> FormHelper:
    """Gives any form our manner; its own words and rules stay. Returns the helper that prints it."""
    form.use_required_attribute = False
    for name, field in form.fields.items():
        field.label = pretty_name(name) if field.label is None else field.label
        field.widget.attrs.pop("placeholder", None)
        _say_what_to_do(field)
        _strip_blank(field)
        if not (field.required or name in unmarked or isinstance(field.widget, forms.CheckboxInput)):
            field.label = _optional(field.label)  # type: ignore[no-untyped-call]  # it carries no types
    helper = PlainHelper(form)
    form.helper = helper  # type: ignore[attr-defined]  # crispy's
    return helper


def say_what_was_missing(form: forms.BaseForm) -> None:
    """For a form that was judged before it became plain: what is missing in the words of today."""
    for name, errors in form.errors.items():
        for error in errors.as_data():
            if error.code == "required" and name in form.fields:
                error.message = form.fields[name].error_messages["required"]


def card(title: object, text: object) -> SafeString:
    """The label of a radio card: a title and a smaller line under it. Lazy, so it may stand in a class body."""
    return _card(title, text)  # type: ignore[no-untyped-call]  # it carries no types


_optional = lazy(
    lambda label: format_html('{} <span class="soft fw-normal">({})</span>', label, _("optional")), SafeString
)
_filled = lazy(lambda sentence, label: sentence % {"label": label}, str)
_card = lazy(lambda title, text: format_html("{} <small>{}</small>", title, text), SafeString)


def _say_what_to_do(field: forms.Field) -> None:
    if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
        sentence = CHOOSE if isinstance(field.widget, CHOSEN) else FILL_IN
        field.error_messages["required"] = _filled(sentence, field.label)  # type: ignore[no-untyped-call]  # it carries no types


def _strip_blank(field: forms.Field) -> None:
    """A radio list has no "---------"."""
    if isinstance(field, forms.ChoiceField) and type(field.widget) is forms.RadioSelect:
        field.choices = [(value, words) for value, words in field.widget.choices if value not in ("", None)]
