"""What each stage is owed: by which channel, within how many hours or working days."""

from typing import Any

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from candidates.forms.plain import PlainForm
from candidates.models import DEFAULT_PROMISES, TALK
from candidates.models.organisation import UNIT_LABELS
from candidates.rules.deadlines import Promise, Unit
from candidates.rules.stages import CHANNEL_LABELS, STAGE_LABELS, Channel, Stage

MOST = {Unit.HOURS: 14 * 24, Unit.WORKING_DAYS: 60}
TITLES: dict[str, Words | str] = {
    **{stage.value: label for stage, label in STAGE_LABELS.items()},
    TALK: gettext_lazy("Talk of fifteen minutes"),
}
EXPLAIN: dict[str, Words] = {
    Stage.LATE_STAGE.value: gettext_lazy("By this moment the decision itself is told; the talk follows."),
    TALK: gettext_lazy("After the final round, and for the talent pool: so many working days until the talk."),
}


class PromiseForm(PlainForm):
    channel = forms.ChoiceField(label=gettext_lazy("How"))
    amount = forms.IntegerField(
        label=gettext_lazy("Within"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Hours or days"), choices=[(unit.value, label) for unit, label in UNIT_LABELS.items()]
    )
    roll = forms.BooleanField(
        label=gettext_lazy("Due on a closed day? Then the same time on the next working day"), required=False
    )

    def __init__(self, *args: Any, stage: str, promise: Promise, **kwargs: Any) -> None:
        self.stage = stage
        initial = {"channel": promise.channel, "amount": promise.amount, "unit": promise.unit, "roll": promise.roll}
        super().__init__(*args, prefix=stage, initial=initial, **kwargs)
        channels = (Channel.TALK,) if stage == TALK else (Channel.MAIL, Channel.CALL)
        offered = [(channel.value, CHANNEL_LABELS[channel]) for channel in channels]
        self.fields["channel"].choices = offered  # type: ignore[attr-defined]  # not on every Field
        if len(offered) == 1:
            self.fields["channel"].widget = forms.HiddenInput()

    def layout(self) -> Layout:
        if self.stage == TALK:
            return Layout(Field("channel"), Row(Column(Field("amount")), Column(Field("unit"))), Field("roll"))
        return Layout(Row(*(Column(Field(name)) for name in ("channel", "amount", "unit"))), Field("roll"))

    @property
    def title(self) -> Words | str:
        return TITLES[self.stage]

    @property
    def explained(self) -> str:
        default = _("Default: %(value)s.") % {"value": in_words(DEFAULT_PROMISES[self.stage])}
        return f"{EXPLAIN.get(self.stage, '')} {default}".strip()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "amount" in given and "unit" in given and given["amount"] > (most := MOST[Unit(given["unit"])]):
            self.add_error("amount", _("Choose at most %(most)s") % {"most": most})
        return given

    def promise(self) -> Promise:
        given = self.cleaned_data
        return Promise(Channel(given["channel"]), given["amount"], Unit(given["unit"]), roll=given["roll"])


def in_words(promise: Promise) -> str:
    if promise.unit is Unit.HOURS:
        term = ngettext("%(amount)d hour", "%(amount)d hours", promise.amount)
    else:
        term = ngettext("%(amount)d working day", "%(amount)d working days", promise.amount)
    return f"{CHANNEL_LABELS[promise.channel]}, {term % {'amount': promise.amount}}"
