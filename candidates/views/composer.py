"""What the page that writes a mail needs to know of one rejection, gathered once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest
from candidates.forms.feedback import FeedbackForm
from candidates.forms.margin import Margin
from candidates.forms.sending import SendForm
from candidates.letters.composing import Composed, compose
from candidates.letters.texts import current_text
from candidates.models import Deadline, Feedback, Letter, LetterState, Organisation, Rejection, Skeleton
from candidates.queries.feedback import feedback_of, mail_is_the_way, names_of_others, newest_mail, promise_to_tell
from candidates.queries.skeletons import skeletons
from candidates.rules.leaving import leaves_at
from candidates.rules.margin import guided
from candidates.rules.placeholders import EmptyPlaceholder, UnknownPlaceholder
from candidates.rules.points import NAMES, Points, name_in
from candidates.rules.reasons import question_of, reason_label
from candidates.views.mail_trouble import trouble_of
from candidates.views.promise import PromiseBar

KEY_LENGTH = 16
GROUND = ("requirement", "other_requirement", "reason", "reason_details")
ON_ITS_WAY = (LetterState.WAITING, LetterState.SENDING, LetterState.IN_DOUBT, LetterState.SENT)


@dataclass
class Composer:
    """`posted`: what the page sent, or what was typed before somebody had to log in again."""

    request: StaffRequest
    rejection: Rejection
    now: datetime
    posted: Any = None

    def __post_init__(self) -> None:
        self.posted = self.request.POST if self.posted is None else self.posted

    @property
    def organisation(self) -> Organisation:
        return self.request.organisation

    @property
    def zone(self) -> ZoneInfo:
        return self.organisation.zone_info

    @cached_property
    def kept(self) -> Feedback | None:
        return feedback_of(self.rejection)

    @cached_property
    def promise(self) -> Deadline | None:
        return promise_to_tell(self.rejection)

    @cached_property
    def letter(self) -> Letter | None:
        return newest_mail(self.rejection)

    @property
    def typed(self) -> dict[str, str]:
        """What stood on the page besides the points when the draft was saved last."""
        return self.kept.typed if self.kept else {}

    @cached_property
    def _new_key(self) -> str:
        return token_hex(KEY_LENGTH // 2)

    @property
    def page_key(self) -> str:
        """Names this opened page: what it saved itself, it may save again."""
        return str(self.posted.get("page_key", ""))[:KEY_LENGTH] or self._new_key

    @property
    def is_answered(self) -> bool:
        """There is a mail that is approved; only after taking it back, or when it came back, is there a draft again."""
        return self.letter is not None and self.letter.state in ON_ITS_WAY and self.letter.came_back_at is None

    @property
    def is_owed(self) -> bool:
        gone = self.rejection.is_taken_back or self.rejection.is_withdrawn
        return not gone and self.promise is not None and self.promise.stopped_at is None

    @property
    def may_send(self) -> bool:
        return bool(self.rejection.candidate.email) and mail_is_the_way(self.rejection, self.promise)

    @property
    def due_at(self) -> datetime | None:
        """Of the promise that this mail would keep."""
        return self.promise.due_at if self.promise and self.promise.is_open else None

    @property
    def leaves_at(self) -> datetime:
        recall = timedelta(minutes=self.organisation.recall_minutes)
        return leaves_at(at=self.now, recall=recall, due_at=self.due_at)

    def points_form(self, data: Any = None, *, sending: bool = False) -> FeedbackForm:
        stranger = partial(name_in, names=names_of_others(self.rejection), spare=self._spare_names())
        return FeedbackForm(data, rejection=self.rejection, stranger=stranger, sending=sending, initial=self._initial())

    def send_form(self, data: Any = None) -> SendForm:
        before = {"when": "now"} | _named(self.typed, "when", "at")
        return SendForm(data, now=self.now, due_at=self.due_at, leaves=self.leaves_at, zone=self.zone, initial=before)

    def margin(self, form: FeedbackForm, names: tuple[str, ...] = NAMES, **manner: Any) -> Margin:
        """The notes beside the points as they stand in this form, and the answers that were given to them."""
        return Margin(
            _as_typed(form, names),
            self.rejection,
            user=self.request.user,
            organisation=self.organisation,
            now=self.now,
            requirement=form.named_requirement,
            **manner,
            data=form.data if form.is_bound else None,
            typed=self.typed,
        )

    def preview(self, points: Points | None = None) -> Composed | str:
        """The mail as it would leave, or a sentence that says why there is none."""
        text = current_text(self.rejection.stage, self.rejection.language)
        about, points = self.rejection, points or self._points()
        try:
            return compose(about, points, text=text, writer=self.request.user, organisation=self.organisation)
        except (UnknownPlaceholder, EmptyPlaceholder) as hole:
            sentence = _("The standard text asks for “%(hole)s”, and that is not filled in. Ask the administrator.")
            return sentence % {"hole": str(hole)}

    def shown(
        self, form: FeedbackForm | None = None, send: SendForm | None = None, margin: Margin | None = None
    ) -> dict[str, Any]:
        bar = PromiseBar(self.promise, self.rejection.decided_at, self.now, self.zone) if self.promise else None
        form = form or self.points_form()
        margin = margin or self.margin(form)
        asked = question_of(str(form["reason"].value() or ""))
        aside = self.margin(form, ("reason_details",), whole=False, hint=asked)
        draft = _typed(form) if form.is_bound else None
        return {
            "rejection": self.rejection,
            "candidate": self.rejection.candidate,
            "form": form,
            "margin": margin,
            "aside": aside,
            "send": send or self.send_form(),
            "version": form["version"].value() or 0,
            "page_key": self.page_key,
            "skeletons": [(reason_label(one.name), one) for one in self.skeletons],
            "began_with": self.began_with,
            "kept": self.kept,
            "promise": bar if self.due_at else None,
            "deadline": self.promise,
            "letter": self.letter,
            "mail": self.preview(draft),
            "may_send": self.may_send,
            "now": self.now,
            "page": "today",
        } | trouble_of(self.request, self.letter, self.rejection)

    def _points(self) -> Points:
        return Points(*(getattr(self.kept, name) for name in NAMES)) if self.kept else Points()

    def _initial(self) -> dict[str, Any]:
        return (
            self._points().all()
            | {
                "version": self.kept.version if self.kept else 0,
                "requirement": self.rejection.requirement_id or "",
                "reason": self.rejection.reason,
                "reason_details": self.rejection.reason_details,
            }
            | _named(self.typed, *GROUND)
        )

    @cached_property
    def skeletons(self) -> list[Skeleton]:
        return skeletons(self.rejection.stage, guided(self.rejection.language))

    @property
    def began_with(self) -> str:
        """ "experience:1": a skeleton and its version, as the page carries it."""
        if "began_with" in self.posted:
            return str(self.posted["began_with"])
        begun = self.kept.began_with if self.kept else None
        return f"{begun.name}:{begun.version}" if begun else ""

    def _spare_names(self) -> list[str]:
        """Words that may stand in this mail, whatever others are called."""
        about, writer = self.rejection, self.request.user
        return [about.candidate.name, about.vacancy.title, about.recruiter.name, writer.name, self.organisation.name]


def _as_typed(form: FeedbackForm, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(form[name].value() or "").replace("\r\n", "\n") for name in names}


def _typed(form: FeedbackForm) -> Points:
    form.is_valid()  # an answer is judged once; after a login it was not yet
    return form.points


def _named(typed: dict[str, str], *names: str) -> dict[str, str]:
    return {name: typed[name] for name in names if name in typed}
