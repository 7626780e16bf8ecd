"""From what the page that writes a mail sent, to what is saved or sent: the draft, its skeleton, the answers."""

from typing import Any

from candidates.actions.drafts import Draft
from candidates.actions.held_back import Answers, Promised
from candidates.actions.skeletons import kept_skeleton
from candidates.forms.feedback import FeedbackForm
from candidates.forms.margin import Margin
from candidates.forms.sending import SendForm
from candidates.models import Skeleton
from candidates.queries.skeletons import skeleton_of_version
from candidates.rules.margin import guided, in_sentence
from candidates.rules.points import NAMES
from candidates.rules.skeletons import filled, points_of
from candidates.rules.typed import besides
from candidates.views.composer import Composer

LONGEST_VERSION = 7  # digits


def draft_of(desk: Composer, form: FeedbackForm) -> Draft:
    """What the page holds, from a form that was judged."""
    return Draft(
        points=form.points,
        reason=form.cleaned_data.get("reason", ""),
        reason_details=form.cleaned_data.get("reason_details", ""),
        requirement=form.chosen_requirement,
        other_requirement=form.typed_requirement,
        page_key=desk.page_key,
        besides=besides(desk.posted, points=NAMES),
        began_with=_begun(desk),
    )


def seen_version(form: FeedbackForm) -> int:
    """The newest that this page showed: its own, or the one of a colleague that was put beside it."""
    shown = str(form.data.get("seen-version", ""))
    return max(
        int(form.cleaned_data["version"]), int(shown) if shown.isdecimal() and len(shown) < LONGEST_VERSION else 0
    )


def answers_in(margin: Margin) -> Answers:
    """What was answered to the stops, from forms that were judged."""
    answered = {key: stop for key, stop in margin.stops.items() if stop.is_answer}
    promised = {key: stop.promised for key, stop in answered.items()}
    return Answers(
        reasons={key: stop.reason for key, stop in answered.items() if stop.reason},
        promises={key: Promised(one.what, one.due_at, one.owner) for key, one in promised.items() if one},
    )


def begin_with(desk: Composer, name: str) -> tuple[FeedbackForm, SendForm]:
    """The forms with the skeleton in the points that were empty; what was typed stays as it is."""
    chosen = next((one for one in desk.skeletons if one.name == name), None)
    if chosen is not None:
        desk.posted = _with_skeleton(desk, chosen)
    return desk.points_form(desk.posted), desk.send_form(desk.posted)


def _with_skeleton(desk: Composer, chosen: Skeleton) -> Any:
    data = desk.posted.copy()
    known = in_sentence(desk.points_form(data).named_requirement)
    points = filled(points_of(chosen), {"eis": known, "requirement": known})
    for point, text in points.all().items():
        data[point] = data[point] if data.get(point, "").strip() else text
    data["reason"] = data.get("reason") or chosen.name
    data["began_with"] = f"{chosen.name}:{chosen.version}"
    return data


def _begun(desk: Composer) -> Skeleton | None:
    name, _colon, version = desk.began_with.partition(":")
    language = guided(desk.rejection.language)
    found = skeleton_of_version(desk.rejection.stage, language, name, _number(version)) if version else None
    return kept_skeleton(found, at=desk.now) if found else None


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_VERSION else 0
