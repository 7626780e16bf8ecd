from candidates.models.candidate import Candidate
from candidates.models.consent import Consent, ConsentEnd, GivenThrough
from candidates.models.data_request import Asks, DataRequest, Hold
from candidates.models.deadline import (
    Deadline,
    DeadlineKind,
    DeadlineQuerySet,
    Handover,
    Notice,
    NoticeKind,
    OverdueSkip,
    StopReason,
)
from candidates.models.feedback import CallAttempt, CallOutcome, Feedback, LetterText
from candidates.models.figures import FigureCount, FigureMark, Verdict
from candidates.models.follow_up import FollowUp, FollowUpKind, FollowUpQuerySet
from candidates.models.house import Bucket, Heartbeat, Read
from candidates.models.imports import ImportRow, ImportRun, ImportState, RowVerdict
from candidates.models.letter import Letter, LetterState, RepeatPolicy
from candidates.models.link import Link, LostLink
from candidates.models.opinion import About, Opinion, Useful
from candidates.models.organisation import DEFAULT_PROMISES, TALK, ClosedDay, Organisation, StagePromise
from candidates.models.proof import ProofEntry, ProofFile, ProofNote, ProofSeal, ProofText
from candidates.models.rejection import STAGE_CHOICES, Rejection
from candidates.models.taken_time import CallMoment, TakenFor, TakenTime
from candidates.models.user import Role, Theme, User
from candidates.models.vacancy import Department, Requirement, Vacancy
from candidates.models.writing import Override, SentPassage, Skeleton
from candidates.models.written_route import WhyWritten, WrittenRoute

__all__ = [
    "DEFAULT_PROMISES",
    "STAGE_CHOICES",
    "TALK",
    "About",
    "Asks",
    "Bucket",
    "CallAttempt",
    "CallMoment",
    "CallOutcome",
    "Candidate",
    "ClosedDay",
    "Consent",
    "ConsentEnd",
    "DataRequest",
    "Deadline",
    "DeadlineKind",
    "DeadlineQuerySet",
    "Department",
    "Feedback",
    "FigureCount",
    "FigureMark",
    "FollowUp",
    "FollowUpKind",
    "FollowUpQuerySet",
    "GivenThrough",
    "Handover",
    "Heartbeat",
    "Hold",
    "ImportRow",
    "ImportRun",
    "ImportState",
    "Letter",
    "LetterState",
    "LetterText",
    "Link",
    "LostLink",
    "Notice",
    "NoticeKind",
    "Opinion",
    "Organisation",
    "OverdueSkip",
    "Override",
    "ProofEntry",
    "ProofFile",
    "ProofNote",
    "ProofSeal",
    "ProofText",
    "Read",
    "Rejection",
    "RepeatPolicy",
    "Requirement",
    "Role",
    "RowVerdict",
    "SentPassage",
    "Skeleton",
    "StagePromise",
    "StopReason",
    "TakenFor",
    "TakenTime",
    "Theme",
    "Useful",
    "User",
    "Vacancy",
    "Verdict",
    "WhyWritten",
    "WrittenRoute",
]
