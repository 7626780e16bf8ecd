"""Handing in a file of decisions, and saying which of its rows may be written."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm, card
from candidates.rules.decision_files import MOST_BYTES
from candidates.rules.decision_words import file_problem_in_words

LONGEST_LINE_NUMBER = 7  # digits: Excel has a million rows


class UploadForm(PlainForm):
    file = forms.FileField(
        label=_("File with decisions"),
        help_text=_("CSV or XLSX, at most 5,000 rows."),
        error_messages={"required": _("Choose a file"), "empty": _("This file is empty. Choose another one")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(file_problem_in_words("too_large", "", get_language() or "nl"))
        return file


class PastForm(PlainForm):
    """Asked only when some chosen rows are too late already."""

    past_as = forms.ChoiceField(
        label=_("What are the rows that are too late?"),
        widget=forms.RadioSelect,
        choices=[
            ("open", card(_("Open work"), _("These people still get an answer. They stand in Today as too late."))),
            (
                "history",
                card(_("History without answer"), _("Nobody answers them any more. They count as such.")),
            ),
        ],
        error_messages={"required": _("Choose what these rows are")},
    )
    wrappers: ClassVar[dict[str, str]] = {"past_as": "choices"}


def lines_in(given: QueryDict, name: str) -> set[int]:
    """Line numbers of ticked boxes; what is no number is left out."""
    typed = (text for text in given.getlist(name) if len(text) <= LONGEST_LINE_NUMBER)
    return {int(text) for text in typed if text.isascii() and text.isdecimal()}
