"""The words of the spreekuur: how people talk, about what, and what came of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

MINUTES = 15  # a talk, unless the rhythm says otherwise


class Way(StrEnum):
    SITE = "site"
    PHONE = "phone"
    VIDEO = "video"


class Topic(StrEnum):
    LETTER = "letter"
    REASON = "reason"
    PROFILE = "profile"
    SEARCH = "search"


class Outcome(StrEnum):
    ADVICE = "advice"
    REOPENED = "reopened"
    OTHER_VACANCY = "other-vacancy"
    TALENT_POOL = "talent-pool"
    NO_SHOW = "no-show"


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to talk, and about what."""

    way: Way
    phone: str = ""
    topics: list[str] = field(default_factory=list)
    question: str = ""
    language: str = "nl"


WAY_LABELS = {Way.SITE: _("In our building"), Way.PHONE: _("Telephone"), Way.VIDEO: _("Video")}
TOPIC_LABELS = {
    Topic.LETTER: _("My cv and my letter"),
    Topic.REASON: _("The reason I was given"),
    Topic.PROFILE: _("My profile on the internet, such as LinkedIn"),
    Topic.SEARCH: _("Where I can look further"),
}
OUTCOME_LABELS = {
    Outcome.ADVICE: _("Advice given"),
    Outcome.REOPENED: _("Wrongly rejected, we reopen"),
    Outcome.OTHER_VACANCY: _("Another vacancy"),
    Outcome.TALENT_POOL: _("Talent pool"),
    Outcome.NO_SHOW: _("Did not come"),
}
ANSWER_REQUEST_WITHIN = 2  # working days, of somebody who asks for feedback where there is no spreekuur
LONGEST_TALK = timedelta(hours=2)
