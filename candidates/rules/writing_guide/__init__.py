"""The writing guide: reads the recruiter's own text after the decision and says what could be clearer or fairer.

Pure and offline. It knows no candidate, gives no score, and every rule can be read in the folders nl and en.
"""

from candidates.rules.writing_guide.findings import LABELS, Finding, Severity, labels_of
from candidates.rules.writing_guide.forms import paragraph_key, paragraphs
from candidates.rules.writing_guide.guide import check, guide_for
from candidates.rules.writing_guide.rulebook import LANGUAGES, rulebook

__all__ = [
    "LABELS",
    "LANGUAGES",
    "Finding",
    "Severity",
    "check",
    "guide_for",
    "labels_of",
    "paragraph_key",
    "paragraphs",
    "rulebook",
]
