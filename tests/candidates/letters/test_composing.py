import pytest

from candidates.letters.composing import Composed, compose, in_sentence, inert, paragraphs
from candidates.letters.texts import current_text
from candidates.models import LetterText, Rejection
from candidates.rules.placeholders import EmptyPlaceholder, UnknownPlaceholder
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from tests import cast, letter_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed()


def composed(rejection: Rejection, points: Points | None = None, **sentences: str) -> Composed:
    text = current_text(rejection.stage, rejection.language)
    for name, words in sentences.items():
        setattr(text, name, words)
    organisation = cast.hospital()
    points = points or Points("Eén.", "Twee.", "Drie.")
    return compose(rejection, points, text=text, writer=rejection.recruiter, organisation=organisation)


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Planner operatiekamers", "planner operatiekamers"),
        ("ICT-beheerder", "ICT-beheerder"),
        ("OK-assistent", "OK-assistent"),
        ("Éducateur", "éducateur"),
        ("A", "A"),
        ("", ""),
    ],
)
def test_a_job_inside_a_sentence_begins_small_unless_it_is_an_abbreviation(title: str, inside: str) -> None:
    assert in_sentence(title) == inside


def test_signs_that_steer_a_mail_program_are_left_out_and_those_that_make_a_word_stay() -> None:
    assert inert("a\u202eb\x07c\ufeff\r\nd\re") == "abc\nd\ne"
    assert inert("👩\u200d🎓 می\u200cخواهم") == "👩\u200d🎓 می\u200cخواهم"


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs("\n een \n twee\n\n\n  \ndrie ") == ["een\ntwee", "drie"]
    assert paragraphs("  ") == []


def test_both_forms_hold_the_same_words_in_the_same_order(rejection: Rejection) -> None:
    mail = composed(rejection, Points("Eén & een.\n\nEn nog.", 'Twee < 3 "ja"', "Drie."))
    at = [
        mail.html.index(part) for part in ("Beste", "Eén &amp; een.", "En nog.", "Twee &lt; 3", "Drie.", "Met vriend")
    ]

    assert at == sorted(at)
    assert '\n\nEén & een.\n\nEn nog.\n\nTwee < 3 "ja"\n\nDrie.\n\n' in mail.text


def test_styles_stand_on_the_elements_and_nothing_is_loaded(rejection: Rejection) -> None:
    html = composed(rejection).html

    assert "<style" not in html
    assert 'style="' in html
    for loading in ("<img", "<link", "<script", "url(", "http://", "https://", "@import"):
        assert loading not in html


def test_the_same_letter_composed_twice_is_the_same_letter(rejection: Rejection) -> None:
    assert composed(rejection) == composed(rejection)
    assert composed(rejection).digest != composed(rejection, Points("a", "b", "c")).digest


def test_a_placeholder_without_words_stops_the_letter(rejection: Rejection) -> None:
    with pytest.raises(UnknownPlaceholder):
        composed(rejection, opening="Beste {voornaam},")
    rejection.candidate.name = " "
    with pytest.raises(EmptyPlaceholder):
        composed(rejection)


@pytest.mark.parametrize("stage", [Stage.INTERVIEW, Stage.LATE_STAGE])
def test_after_a_conversation_the_first_sentence_says_it(rejection: Rejection, stage: Stage) -> None:
    """Somebody who could not be reached by telephone reads the decision first."""
    for language, decision in (("nl", "We gaan niet met je verder"), ("en", "We will not go on with you")):
        _greeting, second = current_text(stage, language).opening.split("\n\n")
        assert second.startswith(decision)


def test_a_newer_version_of_the_sentences_is_used(rejection: Rejection) -> None:
    first = current_text(Stage.CV_SCREENING, "nl")
    for version in (3, 2):
        LetterText.objects.create(
            stage=first.stage, language="nl", version=version, opening=f"v{version}", invitation="i", closing="c",
            made_at=letter_cast.NOW,
        )  # fmt: skip
    assert current_text(Stage.CV_SCREENING, "nl").opening == "v3"
    assert current_text(Stage.CV_SCREENING, "de").opening == "v3"  # a language we do not write: the first one


def test_the_day_until_which_data_are_kept_is_said_when_it_is_known(rejection: Rejection) -> None:
    assert "We bewaren je gegevens" not in composed(rejection).text
    rejection.keep_until = letter_cast.NOW.date()
    assert "We bewaren je gegevens tot 24 november 2026." in composed(rejection).text
