from django.utils.translation import override

from candidates.rules.reasons import BY_ID, OFFERED, REASONS, question_of, reason_label

# Ids stand in rows and files for ever: one that disappears from this list would leave history without words.
EVER_GIVEN = [
    "experience", "diploma", "knowledge", "language", "hours", "application", "examples", "assignment",
    "withdrawn", "inside", "other", "profile",
]  # fmt: skip


def test_no_id_ever_disappears() -> None:
    assert [reason.id for reason in REASONS] == EVER_GIVEN


def test_a_reason_that_is_no_longer_offered_keeps_its_words() -> None:
    assert [reason.id for reason in REASONS if reason not in OFFERED] == ["profile"]
    assert BY_ID["profile"].deprecated is True
    with override("en"):
        assert reason_label("profile") == "Did not fit the profile"


def test_only_what_does_not_concern_the_person_goes_without_details() -> None:
    assert [reason.id for reason in REASONS if not reason.needs_details] == ["withdrawn", "inside"]


def test_an_unknown_id_is_shown_as_it_is() -> None:
    assert reason_label("from-elsewhere") == "from-elsewhere"


def test_every_reason_has_words_of_its_own_in_both_languages() -> None:
    for language in ("nl", "en"):
        with override(language):
            assert len({reason_label(reason.id) for reason in REASONS}) == len(REASONS)
    with override("nl"):
        dutch = [reason_label(reason.id) for reason in REASONS]
    with override("en"):
        assert not set(dutch) & {reason_label(reason.id) for reason in REASONS}


def test_every_reason_that_needs_details_asks_its_own_question() -> None:
    with override("nl"):
        asked = [question_of(reason.id) for reason in REASONS if reason.needs_details]
    assert all(question.endswith("?") for question in asked)
    assert len(set(asked)) == len(asked)
    assert (question_of("withdrawn"), question_of("from-elsewhere")) == ("", "")
