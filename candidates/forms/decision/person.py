"""Who it is about, and what we ask back when we know this person already."""

from typing import cast

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.contact import email_field, name_field, phone_field
from candidates.forms.decision.desk import Desk
from candidates.models import Candidate
from candidates.queries.candidates import has_mail_within_a_day, known_person, on_same_vacancy
from candidates.rules.contact import keeps_phone, needs_mail, needs_phone
from candidates.rules.phones import grouped
from candidates.rules.stages import Channel, EndedBy, Stage

KEEP, REPLACE = "keep", "replace"


class PersonPart(forms.Form):
    name, email, phone = name_field(), email_field(), phone_field()
    contact = forms.ChoiceField(
        label=gettext_lazy("We know this person by another name or number. What is right?"),
        widget=forms.RadioSelect,
        choices=[(KEEP, gettext_lazy("What we know")), (REPLACE, gettext_lazy("What I typed"))],
        required=False,
    )
    go_on = forms.BooleanField(label=gettext_lazy("Yes, log this decision too"), required=False)
    desk: Desk
    known: Candidate | None = None
    asked: frozenset[str] = frozenset()

    def offer_person(self) -> None:
        self.fields["email"].widget.attrs |= {
            "hx-post": reverse_lazy("known_person"),
            "hx-trigger": "change",
            "hx-target": "#known",
        }

    def check_person(self) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("stage") is None:
            return
        self._check_reachable(cleaned["stage"], cleaned["ended_by"])
        if {"name", "email", "phone"} <= cleaned.keys():
            self._recognise()

    def _check_reachable(self, stage: Stage, ended_by: EndedBy) -> None:
        cleaned = self.cleaned_data
        if needs_mail(stage, ended_by) and cleaned.get("email") == "":
            self.add_error("email", _("Fill in an email address: after a cv screening the answer goes by mail"))
        if not keeps_phone(stage):
            self.errors.pop("phone", None)  # a field that is not shown has no mistakes
            cleaned["phone"] = ""
        elif needs_phone(stage, ended_by) and cleaned.get("phone") in ("", None) and "phone" not in self.errors:
            self.add_error("phone", _("Fill in a phone number: after an interview you call"))

    def _recognise(self) -> None:
        cleaned = self.cleaned_data
        cleaned["email"], cleaned["phone"] = cleaned["email"].lower(), str(cleaned["phone"] or "")
        self.known = known_person(name=cleaned["name"], email=cleaned["email"], phone=cleaned["phone"])
        if self.known:
            self._ask_which_contact(self.known)
            self._ask_to_go_on(self.known)

    def _ask_which_contact(self, known: Candidate) -> None:
        name, phone = self.cleaned_data["name"], self.cleaned_data["phone"]
        other_name = known.name.casefold() != name.casefold()
        other_phone = bool(phone and known.phone and str(known.phone) != phone)
        if not (other_name or other_phone):
            return
        self.asked |= {"contact"}
        cast(forms.ChoiceField, self.fields["contact"]).choices = [
            (KEEP, _contact(_("What we know"), known.name, str(known.phone))),
            (REPLACE, _contact(_("What I typed"), name, phone)),
        ]
        if self.cleaned_data.get("contact") not in (KEEP, REPLACE):
            self.add_error("contact", _("Choose which name and number are right"))

    def _ask_to_go_on(self, known: Candidate) -> None:
        question = self._objection(known)
        if question:
            self.asked |= {"go_on"}
            if not self.cleaned_data.get("go_on"):
                self.add_error("go_on", question)

    def _objection(self, known: Candidate) -> str:
        """Empty when there is nothing strange about it."""
        vacancy, name = self.cleaned_data.get("vacancy"), {"name": known.first_name}
        if vacancy and vacancy.pk and on_same_vacancy(known, vacancy).exists():
            return _("%(name)s was turned down for this vacancy before. Tick the box if this is a new one") % name
        by_mail = self.desk.policy.promises[self.cleaned_data["stage"]].channel is Channel.MAIL
        withdrawn = self.cleaned_data["ended_by"] is EndedBy.CANDIDATE
        if by_mail and not withdrawn and has_mail_within_a_day(known, now=self.desk.now):
            return _("This would be the second mail to %(name)s within a day. Tick the box if that is right") % name
        return ""


def _contact(title: str, name: str, phone: str) -> SafeString:
    return format_html("{} <small>{}</small>", title, ", ".join(part for part in (name, grouped(phone)) if part))
