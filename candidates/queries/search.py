"""Find people and vacancies by how the words of their name begin, whichever accents were typed."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from candidates.models import Candidate, Rejection, Vacancy
from candidates.models.words import has_word

MOST_WORDS = 4


def rejections_about(rejections: QuerySet[Rejection], words: str) -> QuerySet[Rejection]:
    """Each word stands in the name or the vacancy; what holds an @ is a mail address."""
    for word in words_in(words):
        rejections = rejections.filter(_about(word))
    return rejections


def vacancies_about(vacancies: QuerySet[Vacancy], words: str) -> QuerySet[Vacancy]:
    for word in words_in(words):
        vacancies = vacancies.filter(has_word("title", word))
    return vacancies


def words_in(typed: str) -> list[str]:
    """What holds no letter or digit finds nothing: it is left out."""
    return [word for word in typed.replace("\0", "").split() if any(map(str.isalnum, word))][:MOST_WORDS]


def _about(word: str) -> Q:
    if "@" in word:
        addressed = Candidate.objects.exclude(email="").alias(address=Lower("email")).filter(address=word.lower())
        return Q(candidate__in=addressed.values("pk"))
    people = Candidate.objects.filter(has_word("name", word)).values("pk")
    vacancies = Vacancy.objects.filter(has_word("title", word)).values("pk")
    return Q(candidate__in=people) | Q(vacancy__in=vacancies)
