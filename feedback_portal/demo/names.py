"""Names as one meets them in a Dutch waiting room."""

FIRST = (
    "Sanne", "Tom", "Youssef", "Femke", "Priya", "Emre", "Daniëlle", "Kofi", "Lotte", "Bas", "Fatima", "Joris", "Aylin", "Ruben",
    "Noor", "Sven", "Meryem", "Thijs", "Iris", "Mohamed", "Eva", "Jasper", "Wei", "Anouk", "Bilal", "Marloes", "Dirk", "Samira",
    "Koen", "Esra", "Pieter", "Naomi", "Hugo", "Zeynep", "Marieke", "Omar", "Tessa", "Jeroen", "Chantal", "Luca", "Nienke", "Rachid",
    "Vera", "Milan", "Sophie", "Tariq", "Hanneke", "Daan", "Amara", "Wouter", "Linh", "Gijs", "Ilse", "Mehmet", "Roos", "Stijn",
)  # fmt: skip
LAST = (
    "Vermeulen", "Hendriks", "El Amrani", "Postma", "Ramdin", "Yıldız", "Bakker", "Mensah", "van Dijk", "de Jong", "Jansen",
    "de Vries", "van den Berg", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos", "Vos", "Peters", "Dekker",
    "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer", "Kaya", "Özdemir", "Benali", "Haddou", "Pinas",
    "Baptiste", "Nguyen", "Wong", "Kowalski", "Hoekstra", "Kuipers", "van Leeuwen", "Prins", "Huisman", "Postmus", "Wiersma",
    "Schouten", "Verhoeven", "Koster", "van Vliet", "Blom", "Martens", "Jacobs", "Timmermans", "Willemsen", "Aydın", "Rahimi",
)  # fmt: skip


def ascii_of(name: str) -> str:
    """For the part of an address before the @."""
    plain = name.lower().translate(str.maketrans("ëıöüéñ", "eiouen"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
