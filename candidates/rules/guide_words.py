"""What the writing guide looks for, in words: a title for the note in the margin, a sentence for the page of rules."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Subject:
    title: Words
    about: Words


SUBJECTS = {
    "vague": Subject(
        _("Vague sentence"),
        _("A reason says what was missing: a requirement, a fact or something that was done."),
    ),
    "personality": Subject(
        _("About the person"),
        _("Write what you saw or heard. Who somebody is, you cannot know from a letter or a conversation."),
    ),
    "comparison": Subject(
        _("Comparison with others"),
        _("How others were helps nobody. Hold the candidate against the requirement, never against a person."),
    ),
    "false_hope": Subject(
        _("Hollow promise"),
        _("Promise only what you will really do, with a date and a name. Otherwise say that it ends here."),
    ),
    "discrimination": Subject(
        _("Could be discrimination"),
        _("Age, origin, belief, health, family or fit with the team are no reasons. One such word is enough."),
    ),
    "special_data": Subject(
        _("Private data"),
        _("Health, belief, origin, orientation and politics do not belong in this text, however kindly meant."),
    ),
    "placeholder": Subject(
        _("Not filled in"),
        _("The candidate sees the template. Fill the place in, or leave it out."),
    ),
    "missing_positive": Subject(
        _("What went well is missing"),
        _("Begin with one thing that was good, and take it from the cv, the letter or the conversation."),
    ),
    "missing_reason": Subject(
        _("The reason is missing"),
        _("Name one requirement of the job and what you saw of it."),
    ),
    "missing_advice": Subject(
        _("The advice is missing"),
        _("Give one tip that somebody can begin with tomorrow."),
    ),
    "too_many_tips": Subject(
        _("Too many tips"),
        _("One tip is remembered. Three are not."),
    ),
    "impersonal": Subject(
        _("Fits anybody"),
        _("Name something that is only true of this candidate."),
    ),
    "argumentative": Subject(
        _("Sounds like a debate"),
        _("Explain what you saw. Do not defend the decision, and blame nobody."),
    ),
    "third_person": Subject(
        _("About instead of to"),
        _("Write to the candidate, not about the candidate."),
    ),
    "note_form": Subject(
        _("Notes, not sentences"),
        _("What is a note for you reads as a verdict for somebody else. Write whole sentences."),
    ),
    "not_applicable": Subject(
        _("Says nothing"),
        _("Not applicable is no feedback. Write the point, or leave it out."),
    ),
    "long_sentence": Subject(
        _("Long sentence"),
        _("Everybody can read short sentences. Cut this one in two."),
    ),
    "repeated": Subject(
        _("Sent before"),
        _("A personal mail cannot be the same for many people."),
    ),
}  # fmt: skip


def subject_of(label: str) -> Subject:
    """A label of a newer rule is shown as it is."""
    return SUBJECTS.get(label) or Subject(label, "")  # type: ignore[arg-type]  # a lazy word or a plain one
