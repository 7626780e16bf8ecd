"""What somebody types about a candidate: it says that the candidate may read it, and a special word asks for a look.

No block: the text comes back with a tick box under it, and with the tick it is saved. Nothing of it is logged.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from candidates.rules.special_data import special_words
from candidates.rules.typed import LOOKED_AT

SPECIAL = "special"  # the code of this question among the errors of a form
BETWEEN = "|"
TICK_BOX = (
    '<div class="form-check looked-at">'
    '<input class="form-check-input" type="checkbox" name="{name}" id="id_{name}" value="{value}"{checked}>'
    '<label class="form-check-label" for="id_{name}">{label}</label></div>'
)


class FreeTexts:
    """Part of PlainForm and PlainModelForm. `free_texts` are notes about a candidate. `also_looked_at` ask for a look
    too, but do not say who may read them: they go to the candidate as they stand, or are about something else."""

    free_texts: ClassVar[Sequence[str]] = ()
    also_looked_at: ClassVar[Sequence[str]] = ()

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    data: Mapping[str, Any]
    errors: Any
    is_bound: bool
    add_prefix: Any
    add_error: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.free_texts:
            field = self.fields[name]
            field.help_text = f"{field.help_text} {may_read()}".strip()

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]  # of the form that this is mixed into
        for name in dict.fromkeys((*self.free_texts, *self.also_looked_at)) if self.is_bound else ():
            text = self.cleaned_data.get(name) if name in self.fields else None
            words = special_words(str(text)) if text else []
            if words:
                self._ask_to_look(name, words)

    @property
    def has_mistakes(self) -> bool:
        """Something else than a question to look again."""
        return any(error.code != SPECIAL for errors in self.errors.as_data().values() for error in errors)

    def _ask_to_look(self, name: str, words: list[str]) -> None:
        """The text stays among what was given: only saving it waits."""
        field, tick, text = self.fields[name], self.add_prefix(name) + LOOKED_AT, self.cleaned_data[name]
        looked_at = {word.casefold() for word in words} <= set(str(self.data.get(tick, "")).split(BETWEEN))
        field.widget = with_tick(field.widget, tick, words, ticked=looked_at)
        if not looked_at:
            self.add_error(name, forms.ValidationError(_question(words), code=SPECIAL))
            self.cleaned_data[name] = text


def may_read() -> str:
    return _("The candidate may read this.")


def with_tick(widget: forms.Widget, name: str, words: Sequence[str], *, ticked: bool) -> forms.Widget:
    """The same field, with a tick box under it. The tick counts for these words only."""
    asking = AskingArea(widget.attrs) if isinstance(widget, forms.Textarea) else AskingInput(widget.attrs)
    asking.tick = format_html(
        TICK_BOX,
        name=name,
        value=BETWEEN.join(word.casefold() for word in words),
        checked=SafeString(" checked") if ticked else "",
        label=_("I looked at it; it may stay"),
    )
    return asking


class AskingArea(forms.Textarea):
    tick = SafeString("")

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return super().render(*args, **kwargs) + self.tick


class AskingInput(forms.TextInput):
    tick = SafeString("")

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return super().render(*args, **kwargs) + self.tick


def _question(words: Sequence[str]) -> str:
    return _(
        "Look again: “%(words)s” may be private data, such as health, belief or origin. Leave it out, or tick the box "
        "that it may stay."
    ) % {"words": ", ".join(words)}
