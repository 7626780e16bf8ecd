"""Feedback as the portal hopes to see it: what went well, why not, one tip. (went well, why not, advice)"""

from typing import NamedTuple


class Points(NamedTuple):
    went_well: str
    why_not: str
    advice: str


POINTS = (
    Points(
        "Je brief laat goed zien hoe je bij je vorige werk de planning per week maakte.",
        "We zoeken iemand die al drie jaar zelf een project leidt. In je cv lees ik vooral werk in de uitvoering.",
        "Zet in je cv per project welke beslissingen jij nam.",
    ),
    Points(
        "Je voorbeeld over de onrustige patiënt was sterk: je vertelde stap voor stap wat je deed.",
        "De functie vraagt ervaring met zelf voorschrijven. Op onze vraag daarover noemde je alleen meekijken.",
        "Vraag op je afdeling of je onder begeleiding mag voorschrijven, en schrijf drie voorbeelden op.",
    ),
    Points(
        "Je cv is overzichtelijk en je noemt bij elke baan wat je bereikte.",
        "Voor deze baan is een diploma doktersassistent nodig. Dat zag ik niet in je cv.",
        "Kijk eens naar de verkorte opleiding van een jaar. Daarmee kun je hier wel beginnen.",
    ),
    Points(
        "Je liet zien dat je rustig blijft bij een boze beller. Je rollenspel was daar een mooi voorbeeld van.",
        "We vragen brieven zonder taalfouten voor klanten. In je brief en de schrijftest zagen we er meer dan tien.",
        "Laat je brief door iemand nalezen en oefen met de gratis schrijfoefeningen op niveau 3F.",
    ),
    Points(
        "Je vroeg door op ons dashboard en zag zelf waar de cijfers niet klopten.",
        "De functie vraagt ervaring met SQL. Bij de opdracht kwam je niet voorbij de eerste koppeling van tabellen.",
        "Maak een klein dashboard met open data en zet de vragen die je daarmee beantwoordt in je brief.",
    ),
)
