"""Every column that can hold a word stands in one of two lists: what is forgotten, and what is about nobody."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, CharField, Field, FileField, JSONField, Model, TextField

from candidates.models import personal as ground
from spreekuur.models import personal as first_floor

LISTS = (*ground.OF_A_REJECTION, *ground.WRITTEN_ONCE, *ground.OF_A_PERSON, *first_floor.OF_A_REJECTION)
WORDS = (CharField, TextField, JSONField, BinaryField, ArrayField, FileField)

# About the house, its colleagues and its own texts; or a word of ours, a language, a digest.
ABOUT_NOBODY = {
    "CalendarFeed": {"seed", "digest"},
    "ClosedDay": {"name"},
    "Bucket": {"key"},  # a digest
    "Day": {"place", "ways", "cancelled_why"},
    "Deadline": {"policy", "met_channel"},
    "Department": {"name"},
    "FigureCount": {"kind", "stage", "channel", "verdict"},
    "Heartbeat": {"name", "note"},
    "ImportRun": {"file_name", "past_as", "unused", "error", "error_about"},
    "Letter": {"key", "kind", "message_id", "language"},
    "LetterText": {"opening", "invitation", "closing"},
    "Organisation": {
        "name", "zone", "phone", "sender_name", "sender_address", "reply_address", "benchmarks_off", "privacy_contact",
        "processors",
    },
    "Override": {"field", "label", "rule"},
    "OverdueSkip": {"why"},  # why a colleague went on although answers were late; it points to nobody
    "ProofEntry": {"what", "digest", "previous", "hash"},
    "ProofFile": {"tip"},
    "ProofSeal": {"digest", "previous", "hash"},
    "Read": {"what", "shown"},  # numbers of rows that name nobody any more
    "Rejection": {"reason", "language", "keep_why", "forgotten_why"},
    "Rhythm": {"place", "ways"},
    "RhythmRecruiter": {"video_link"},
    "Skeleton": {"name", "went_well", "why_not", "advice", "examples"},
    "Slot": {"video_link"},
    "User": {"password", "email", "first_name", "last_name", "job_title", "phone"},
    "Vacancy": {"title"},
    "WaitingPlace": {"language"},
    "Booking": {"language"},
    "Feedback": {"page_key"},
}  # fmt: skip
# Emptied by a line of their own in candidates/actions/forgetting.
BY_HAND = {
    "Link": {"seed", "digest"},
    "Requirement": {"text"},  # one typed for a decision; those of a vacancy are about nobody
    "LostLink": {"address"},  # the row goes at the next ring, seconds after it was written
    "ProofText": {"text", "salt"},
    "SentPassage": {"words", "bands"},  # the row goes
    "ImportRun": {"content"},  # emptied as soon as the rows are read
}


def test_no_column_with_words_is_outside_the_lists() -> None:
    forgotten = {(entry.model, name) for entry in LISTS for name in entry.becomes}
    missing = [
        f"{model.__name__}.{field.name}"
        for model in _ours()
        for field in _words(model)
        if (model, field.name) not in forgotten
        and field.name not in ABOUT_NOBODY.get(model.__name__, set()) | BY_HAND.get(model.__name__, set())
    ]
    assert missing == []


def test_the_lists_name_columns_that_exist_and_name_each_once() -> None:
    known = {(model.__name__, field.name) for model in _ours() for field in model._meta.concrete_fields}
    lines = [*ABOUT_NOBODY.items(), *BY_HAND.items()]
    named = [(name, column) for name, columns in lines for column in columns]
    assert [pair for pair in named if pair not in known] == []
    forgotten = [(entry.model.__name__, name) for entry in LISTS if entry.of != "candidate" for name in entry.becomes]
    assert len({*named, *forgotten}) == len(named) + len(forgotten)


def _ours() -> list[type[Model]]:
    """Histories hold the same columns, and lose them with the row (actions/wiping)."""
    models = [model for label in ("candidates", "spreekuur") for model in apps.get_app_config(label).get_models()]
    return [model for model in models if not hasattr(model, "pgh_tracked_model")]


def _words(model: type[Model]) -> list[Field]:
    columns = model._meta.concrete_fields
    return [column for column in columns if isinstance(column, WORDS) and not column.choices]
