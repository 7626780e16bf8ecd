"""At what somebody looked: the word that stands in the record of reads, and how a reader is told of it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Looked(StrEnum):
    """Of one person, of a list, or of a file. FIGURES is followed by the number somebody opened: "figures: late"."""

    REJECTION = "rejection"
    CHANGE = "change"
    CANDIDATE = "candidate"
    RECOGNISED = "recognised"
    PROOF = "proof"
    PROOF_FILE = "proof_file"
    LETTER = "letter"
    FEEDBACK = "feedback"
    PREVIEW = "preview"
    CALL = "call"
    ASK_MOMENT = "ask_moment"
    CONFIRMATION = "confirmation"
    TALK = "talk"
    TALK_SHEET = "talk sheet"
    HANDOVER = "handover"
    TAKE_BACK = "take back"
    FOLLOW_UP = "follow-up"
    DECIDE_ANEW = "decide anew"
    FOR_CALLER = "book for a caller"
    READS_OF_ONE = "reads of one"
    REQUEST = "request"
    HOLD = "hold"
    POOL_MESSAGE = "talent pool message"
    REJECTIONS = "rejections"
    TODAY = "today"
    OVERDUE = "overdue"
    IMPORT = "import"
    IMPORT_FILE = "import as a file"
    FIGURES = "figures"
    SPREEKUUR_DAY = "spreekuur day"
    CALENDAR = "calendar"
    CALLERS = "callers"
    AWAY = "away"
    REOPENED = "reopened"
    MAILS = "mails"
    READS = "reads"
    REQUESTS = "requests"
    HOLDS = "holds"
    SOON_FORGOTTEN = "soon forgotten"
    TALENT_POOL = "talent pool"


LOOKED_LABELS: dict[Looked, Promise] = {
    Looked.REJECTION: _("the page of the decision"),
    Looked.CHANGE: _("the page of the decision"),
    Looked.CANDIDATE: _("the page of this person"),
    Looked.RECOGNISED: _("recognised while a decision was logged"),
    Looked.PROOF: _("the file of proof"),
    Looked.PROOF_FILE: _("the file of proof, taken along"),
    Looked.LETTER: _("a mail"),
    Looked.FEEDBACK: _("the feedback"),
    Looked.PREVIEW: _("the feedback, as it goes out"),
    Looked.CALL: _("the page of the call"),
    Looked.ASK_MOMENT: _("the mail that asks for a moment"),
    Looked.CONFIRMATION: _("the mail that confirms a call"),
    Looked.TALK: _("the page of the talk"),
    Looked.TALK_SHEET: _("the sheet of the talk"),
    Looked.HANDOVER: _("handing over"),
    Looked.TAKE_BACK: _("taking back the decision"),
    Looked.FOLLOW_UP: _("something that was promised besides"),
    Looked.DECIDE_ANEW: _("deciding anew"),
    Looked.FOR_CALLER: _("booking a talk for a caller"),
    Looked.READS_OF_ONE: _("who looked at this person"),
    Looked.REQUEST: _("a question about the data"),
    Looked.HOLD: _("keeping the data longer"),
    Looked.POOL_MESSAGE: _("a message to the talent pool"),
    Looked.REJECTIONS: _("the list of rejections"),
    Looked.TODAY: _("the list of Today"),
    Looked.OVERDUE: _("the list of late answers"),
    Looked.IMPORT: _("a file of decisions"),
    Looked.IMPORT_FILE: _("rows of a file, taken along"),
    Looked.FIGURES: _("a list behind the figures"),
    Looked.SPREEKUUR_DAY: _("a day of the spreekuur"),
    Looked.CALENDAR: _("their own calendar"),
    Looked.CALLERS: _("looking for a caller"),
    Looked.AWAY: _("talks in the time of an absence"),
    Looked.REOPENED: _("the list of reopened decisions"),
    Looked.MAILS: _("the mailbox of the demonstration"),
    Looked.READS: _("the record of reads"),
    Looked.REQUESTS: _("the list of questions about data"),
    Looked.HOLDS: _("the list of data kept longer"),
    Looked.SOON_FORGOTTEN: _("the list of who is forgotten soon"),
    Looked.TALENT_POOL: _("the talent pool"),
}
AS_A_FILE = "as a file"


def looked_in_words(what: str) -> str:
    """Of a word of the record; one that nobody knows any more is said as it stands."""
    name, _colon, more = what.partition(":")
    if name == Looked.FIGURES and more.endswith(AS_A_FILE):
        return str(_("the rows behind the figures, as a file"))
    return str(LOOKED_LABELS[Looked(name)]) if name in set(Looked) else what
