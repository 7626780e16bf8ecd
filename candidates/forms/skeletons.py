"""A skeleton as the administrator changes it: the three points, and words for places its examples do not know yet."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.models import Skeleton
from candidates.rules.points import NAMES, Points
from candidates.rules.skeletons import Fault, faults, read_example
from candidates.rules.stages import Stage


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "human"})


class SkeletonForm(PlainForm):
    unmarked: ClassVar = ("more",)
    went_well = forms.CharField(label=gettext_lazy("What went well?"), max_length=1000, widget=area(3))
    why_not = forms.CharField(label=gettext_lazy("Why not this job?"), max_length=1000, widget=area(3))
    advice = forms.CharField(label=gettext_lazy("What is your advice?"), max_length=1000, widget=area(3))
    more = forms.CharField(
        label=gettext_lazy("Words for new places"),
        help_text=gettext_lazy(
            "Only when you add a [place]. One on each line, such as: place: words. The examples are read with them."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=1)

    def __init__(self, *args: Any, skeleton: Skeleton, **kwargs: Any) -> None:
        self.skeleton = skeleton
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        """The page prints the version itself: it is that of the text now, also after somebody else changed it."""
        return Layout(*NAMES, "more")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            examples = [{**self.words_for_places, **example} for example in self.skeleton.examples]
            found = faults(self.points, examples, stage=Stage(self.skeleton.stage), language=self.skeleton.language)
            for fault in found:
                self.add_error(fault.field, _in_words(fault))
        return cleaned

    @property
    def points(self) -> Points:
        given = {name: str(self.cleaned_data.get(name, "")).replace("\r\n", "\n").strip() for name in NAMES}
        return Points(**given)

    @property
    def words_for_places(self) -> dict[str, str]:
        return read_example(str(self.cleaned_data.get("more", "")))


def _in_words(fault: Fault) -> str:
    if fault.kind == "place":
        return _("The examples have no words for “%(place)s”. Write them below.") % {"place": fault.words}
    if fault.kind == "stop":
        sentence = _("In an example the writing guide stops “%(quote)s”: %(why)s")
        return sentence % {"quote": fault.words, "why": fault.why}
    if fault.kind == "copy":
        return _("This says the same as an earlier point. Write what is different here.")
    return _("Write this point")
