"""A decision as somebody types it: six questions in the usual case, the rest behind "more", and what we ask back."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Layout, Row
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.forms.decision.desk import Desk
from candidates.forms.decision.moment import MomentPart, instant
from candidates.forms.decision.more import MorePart
from candidates.forms.decision.person import REPLACE, PersonPart
from candidates.forms.decision.vacancy import VacancyPart
from candidates.forms.moments import read_typed
from candidates.forms.plain import PlainForm
from candidates.rules.promised import Promised, promised_by_stage
from candidates.rules.stages import STAGE_LABELS, EndedBy, Stage

USUAL = ("stage", "vacancy", "new_vacancy", "department", "name", "email", "phone", "decided_at", "fold")
MORE = ("ended_by", "talent_pool", "language", "reason", "reason_details", "requirement")
KNOWN = '<div id="known" aria-live="polite">{% include "candidates/_known_person.html" %}</div>'


class RejectionForm(PersonPart, VacancyPart, MomentPart, MorePart, PlainForm):
    """Valid: cleaned_data holds everything a decision needs, with `moment` as the instant it was taken."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)  # sent twice, it is still one decision
    stage = forms.ChoiceField(
        label=_("How far did this candidate get?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a stage"), "invalid_choice": _("Choose a stage")},
    )

    unmarked: ClassVar = ("email", "phone", "new_vacancy", "ended_by", "language", "reason", "requirement", "contact")
    free_texts: ClassVar = ("reason_details",)
    wrappers: ClassVar = {
        "stage": "choices thirds",
        "new_vacancy": "if-new-vacancy",
        "department": "if-new-vacancy",
        "phone": "if-phone",
        "fold": "choices twos",
        "ended_by": "choices thirds",
        "reason_details": "if-details",
        "talent_pool": "unless-withdrew",
        "contact": "choices twos",
    }

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        self.desk = desk
        kwargs["initial"] = {"key": uuid.uuid4(), "decided_at": desk.now} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.offer_vacancies()
        self.offer_person()
        self.offer_moment()
        self._offer_stages()
        self.order_fields((*USUAL, *MORE))  # as on the page: mistakes are listed in this order
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        name, email = self._field("name"), self._field("email")
        before = map(self._field, ("stage", "vacancy", "new_vacancy", "department"))
        after = map(self._field, (name for name in ("phone", "decided_at", "fold") if name in self.fields))
        return Layout("key", *before, Row(Column(name), Column(email)), HTML(KNOWN), *after)

    @property
    def more(self) -> FormHelper:
        return self._helper(MORE)

    @property
    def asks(self) -> FormHelper:
        """The questions we ask back, only when there are any."""
        return self._helper(tuple(name for name in ("contact", "go_on") if name in self.asked))

    @property
    def who(self) -> str:
        """The first name, as far as it was typed."""
        return next(iter(str(self["name"].value() or "").split()), "") or gettext("the candidate")

    @property
    def is_back_dated(self) -> bool:
        return self.desk.now - self._moment_so_far() > self.desk.backdate

    @property
    def replaces_contact(self) -> bool:
        return "contact" in self.asked and self.cleaned_data["contact"] == REPLACE

    @property
    def is_unusual(self) -> bool:
        """Something behind "more" was answered, or is wrong: it stands open."""
        usual = {"ended_by": EndedBy.US.value, "language": "nl"}
        return any(self[name].errors or (self[name].value() or None) not in (None, usual.get(name)) for name in MORE)

    @property
    def promised(self) -> dict[Stage, Promised]:
        """By the moment that stands in the form; by now when that cannot be read."""
        return promised_by_stage(self._moment_so_far(), now=self.desk.now, policy=self.desk.policy)

    def clean_stage(self) -> Stage:
        return Stage(self.cleaned_data["stage"])

    def clean(self) -> dict[str, Any]:
        self.check_more()
        self.check_moment()
        self.check_vacancy()
        self.check_person()
        return self.cleaned_data

    def _moment_so_far(self) -> datetime:
        typed = read_typed(str(self["decided_at"].value() or ""))
        try:
            second = self.data.get("fold") == "1"
            return instant(typed, self.desk, fold=int(second)) if typed else self.desk.now
        except forms.ValidationError:
            return self.desk.now

    def _offer_stages(self) -> None:
        small = '{} <small id="on-card-{}">{}</small>'
        cast(forms.ChoiceField, self.fields["stage"]).choices = [
            (stage.value, format_html(small, STAGE_LABELS[stage], stage.value, promised.on_card))
            for stage, promised in self.promised.items()
        ]

    def _helper(self, names: tuple[str, ...]) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(*map(self._field, names))
        return helper

    def _field(self, name: str) -> Field:
        return Field(name, wrapper_class=self.wrappers.get(name))
