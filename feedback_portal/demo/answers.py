"""People of the last weeks who were written to, what they said of it, and what two of them asked about their data."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from candidates.actions.data_requests import ask
from candidates.actions.drafts import Draft
from candidates.actions.feedback import approve_and_send
from candidates.actions.opinions import say_useful
from candidates.letters.conversation import Answer, Outcome
from candidates.letters.settling import settle
from candidates.models import About, Asks, Letter, LetterState, Organisation, Rejection, Useful
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from feedback_portal.demo.around_now import HOUR, MINUTE, Desk
from feedback_portal.demo.hospital import Hospital

TAKEN = Answer(Outcome.ACCEPTED, "250 2.0.0 Ok: queued")
ANSWERS_AFTER = timedelta(days=2)  # said and asked so long after the mail
FIRST_LETTER = 4  # working days ago; one more for each


@dataclass(frozen=True)
class Told:
    """Who was turned down by cv and letter, for what, what they read, and what they said of it (None: nothing)."""

    name: str
    title: str
    reason: str
    seen: str
    points: Points
    useful: Useful | None = Useful.YES
    why: str = ""


PEOPLE = (
    Told("Hilde Brands", "Planner", "experience", "Het cv noemt één planningssysteem.", Points(
        "Je brief beschrijft hoe je het rooster van vier teams rondkreeg.",
        "Deze functie vraagt werken met twee planningssystemen tegelijk; in je cv zag ik er een.",
        "Noem in je cv welke systemen je kent en wat je ermee deed.")),
    Told("Ravi Jagessar", "Data-analist", "experience", "Het cv noemt geen dashboard.", Points(
        "Je legt in je brief helder uit hoe je fouten in een bestand vond.",
        "Deze functie vraagt een dashboard dat anderen gebruiken; in je cv zag ik dat niet.",
        "Maak een klein dashboard met open data en zet de link in je brief.")),
    Told("Corrie Zwart", "Doktersassistent", "diploma", "Het cv noemt geen diploma doktersassistent.", Points(
        "Je vertelt in je brief hoe je aan de balie drukke ochtenden opvangt.",
        "Deze functie vraagt het diploma doktersassistent; in je cv zag ik het niet.",
        "Vraag bij een opleiding naar het verkorte traject van een jaar."), Useful.A_BIT, "Graag ook een adres."),
    Told("Lars Eikelboom", "Kok", "diploma", "Het cv noemt niveau 2.", Points(
        "Je noemt per keuken voor hoeveel gasten je kookte.",
        "Deze functie vraagt het diploma kok niveau 3; in je cv zag ik niveau 2.",
        "Kijk of je werkgever niveau 3 naast je werk wil betalen.")),
    Told("Yara Mulders", "Medewerker klantcontact", "knowledge", "De brief heeft elf taalfouten.", Points(
        "Je voorbeeld over de boze beller laat zien wat je zei en deed.",
        "Deze functie vraagt schriftelijk Nederlands op niveau 3F; in je brief zag ik elf taalfouten.",
        "Laat je brief door iemand nalezen voordat je hem verstuurt."), Useful.NO, "Ik wist al dat ik dyslexie heb."),
    Told("Anton de Beer", "Projectleider", "experience", "Het cv noemt één jaar als projectleider.", Points(
        "Je beschrijft hoe je de bouw van een school binnen het geld hield.",
        "Deze functie vraagt minimaal drie jaar ervaring als projectleider; in je cv zag ik een jaar.",
        "Zet in je cv per project welke besluiten jij nam.")),
    Told("Selma Öztürk", "Financieel adviseur", "experience", "Het cv noemt geen zorgverkoop.", Points(
        "Je rapport over de kosten van een afdeling is duidelijk opgebouwd.",
        "Deze functie vraagt ervaring met zorgverkoop; in je cv zag ik die niet.",
        "Kijk ook bij verzekeraars: daar begint dit werk vaak.")),
    Told("Wim Terpstra", "Beheerder", "knowledge", "Het cv noemt alleen Windows.", Points(
        "Je noemt hoe je een storing van drie uur terugbracht tot een half uur.",
        "Deze functie vraagt ervaring met Linux; in je cv zag ik alleen Windows.",
        "Zet thuis een kleine server op en beschrijf wat je deed."), None),
    Told("Joyce Amponsah", "Fysiotherapeut", "diploma", "Het cv noemt geen master.", Points(
        "Je schrijft precies hoe je een kind van zes weer leerde lopen.",
        "Deze functie vraagt de master kinderfysiotherapie; in je cv zag ik die niet.",
        "Vraag de opleiding naar de instroom in september."), Useful.NO, "Dit stond niet in de vacature."),
    Told("Bart Olthof", "Planner", "experience", "Het cv noemt geen capaciteitsplanning.", Points(
        "Je lijst met vaste afspraken per team is een sterk voorbeeld.",
        "Deze functie vraagt ervaring met capaciteitsplanning; in je cv zag ik die niet.",
        "Beschrijf een week waarin je mensen en kamers op elkaar afstemde."), None),
)  # fmt: skip
COMPLAINS, CORRECTS = "Joyce Amponsah", "Hilde Brands"


def write_answers(hospital: Hospital, *, now: datetime) -> None:
    """Through the same actions as a recruiter and a candidate, each at the moment it would have happened."""
    organisation = Organisation.objects.current()
    desk = Desk(hospital, organisation.calendar(), now)
    told = {person.name: _told(desk, person, back=FIRST_LETTER + n) for n, person in enumerate(PEOPLE)}
    for person in PEOPLE:
        about, at = told[person.name]
        if person.useful is not None:
            say_useful(about, about=About.FEEDBACK, useful=person.useful, why=person.why, at=at + ANSWERS_AFTER)
    _asked(told[COMPLAINS], Asks.COMPLAINT, "Ik vind dat het diploma in de vacature had moeten staan.", organisation)
    _asked(told[CORRECTS], Asks.CORRECT, "Mijn achternaam is nu Brands-Meijer.", organisation)


def _told(desk: Desk, person: Told, *, back: int) -> tuple[Rejection, datetime]:
    """Decided in the morning, written in the afternoon; the mail left after the time to take it back."""
    decided_at = desk.days_ago(back)
    then = replace(desk, now=decided_at + HOUR)
    about = then.log(person.name, Stage.CV_SCREENING, person.title, decided_at=decided_at)
    needed = about.vacancy.requirements.order_by("pk").first()
    draft = Draft(person.points, reason=person.reason, reason_details=person.seen, requirement=needed)
    letter = approve_and_send(about, draft, version=0, by=about.recruiter, at=decided_at + 3 * HOUR)
    sent_at = letter.not_before + MINUTE
    _taken(letter, at=sent_at)
    return about, sent_at


def _taken(letter: Letter, *, at: datetime) -> None:
    """As if the mail server took it then: these mails are of weeks ago, and go to nobody."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING, token=uuid4(), attempts=1, handed_over_at=at)
    settle(Letter.objects.select_related("deadline", "rejection").get(pk=letter.pk), TAKEN, at=at)


def _asked(told: tuple[Rejection, datetime], asks: Asks, what: str, organisation: Organisation) -> None:
    about, sent_at = told
    ask(about.candidate, asks=asks, what=what, rejection=about, organisation=organisation, at=sent_at + ANSWERS_AFTER)
