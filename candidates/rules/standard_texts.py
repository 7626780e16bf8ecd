"""The standard sentences a new installation begins with. The administrator changes them (page Texts)."""

from dataclasses import dataclass

from candidates.rules.stages import Stage

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class StandardText:
    opening: str
    invitation: str
    closing: str


NL_TALK = (
    "Wil je hierover praten? Dan krijg je een kwartier met een recruiter. "
    "Het is geen nieuw sollicitatiegesprek, wel een eerlijk gesprek."
)
EN_TALK = (
    "Would you like to talk about this? Then you get a quarter of an hour with a recruiter. "
    "It is not a new job interview, but it is an honest conversation."
)
NL_END, EN_END = "Met vriendelijke groet,", "Kind regards,"

STANDARD_TEXTS = {
    (Stage.CV_SCREENING, "nl"): StandardText(
        "Beste {first_name},\n\n"
        "Dank je wel voor je sollicitatie als {vacancy}. We gaan niet met je verder. Ik leg je graag uit waarom.",
        NL_TALK,
        NL_END,
    ),
    (Stage.INTERVIEW, "nl"): StandardText(
        "Beste {first_name},\n\n"
        "We gaan niet met je verder voor de functie {vacancy}. Dank je wel voor het gesprek dat we hadden. "
        "Ik leg je graag uit waarom.",
        NL_TALK,
        NL_END,
    ),
    (Stage.LATE_STAGE, "nl"): StandardText(
        "Beste {first_name},\n\n"
        "We gaan niet met je verder voor de functie {vacancy}. Je kwam ver, en je hebt er veel tijd in gestoken. "
        "Dank je wel daarvoor. Ik leg je graag uit waarom.",
        NL_TALK,
        NL_END,
    ),
    (Stage.CV_SCREENING, "en"): StandardText(
        "Dear {first_name},\n\n"
        "Thank you for applying as {vacancy}. We will not go on with you. I would like to tell you why.",
        EN_TALK,
        EN_END,
    ),
    (Stage.INTERVIEW, "en"): StandardText(
        "Dear {first_name},\n\n"
        "We will not go on with you for the job of {vacancy}. Thank you for the conversation we had. "
        "I would like to tell you why.",
        EN_TALK,
        EN_END,
    ),
    (Stage.LATE_STAGE, "en"): StandardText(
        "Dear {first_name},\n\n"
        "We will not go on with you for the job of {vacancy}. You came far, and you put a lot of time into it. "
        "Thank you for that. I would like to tell you why.",
        EN_TALK,
        EN_END,
    ),
}
