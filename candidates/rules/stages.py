"""The words a decision is logged in."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    CV_SCREENING = "cv-screening"
    INTERVIEW = "interview"
    LATE_STAGE = "late-stage"


class EndedBy(StrEnum):
    US = "us"
    CANDIDATE = "candidate"
    OTHER = "other"


class Channel(StrEnum):
    MAIL = "mail"
    CALL = "call"
    TALK = "talk"


STAGE_LABELS = {
    Stage.CV_SCREENING: _("CV screening"),
    Stage.INTERVIEW: _("Interview"),
    Stage.LATE_STAGE: _("Final round"),
}
ENDED_BY_LABELS = {
    EndedBy.US: _("We did"),
    EndedBy.CANDIDATE: _("The candidate did"),
    EndedBy.OTHER: _("Something else"),
}
CHANNEL_LABELS = {Channel.MAIL: _("Mail"), Channel.CALL: _("Call"), Channel.TALK: _("Talk")}
