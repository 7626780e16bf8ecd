"""Find people and vacancies by a piece of their name, whichever accents were typed."""

from django.db.models import Func, Q, QuerySet, Value
from django.db.models.functions import Lower

from candidates.models import Candidate, Rejection, Vacancy

ACCENTED = "àáâãäåāçćčďèéêëēğìíîïīıłñńňòóôõöøōřśşšťùúûüūýÿźżž"
PLAIN = "aaaaaaacccdeeeeegiiiiiilnnnooooooorssstuuuuuyyzzz"
MOST_WORDS = 4


def rejections_about(rejections: QuerySet[Rejection], words: str) -> QuerySet[Rejection]:
    """Each word stands in the name or the vacancy; what holds an @ is a mail address."""
    for word in words.split()[:MOST_WORDS]:
        rejections = rejections.filter(_about(word))
    return rejections


def _about(word: str) -> Q:
    if "@" in word:
        addressed = Candidate.objects.exclude(email="").alias(address=Lower("email")).filter(address=word.lower())
        return Q(candidate__in=addressed.values("pk"))
    people = Candidate.objects.alias(folded=_folded("name")).filter(folded__contains=fold(word))
    vacancies = Vacancy.objects.alias(folded=_folded("title")).filter(folded__contains=fold(word))
    return Q(candidate__in=people.values("pk")) | Q(vacancy__in=vacancies.values("pk"))


def vacancies_about(vacancies: QuerySet[Vacancy], words: str) -> QuerySet[Vacancy]:
    for word in words.split()[:MOST_WORDS]:
        vacancies = vacancies.alias(folded=_folded("title")).filter(folded__contains=fold(word))
    return vacancies


def fold(text: str) -> str:
    return text.lower().translate(str.maketrans(ACCENTED, PLAIN))


def _folded(field: str) -> Func:
    return Func(Lower(field), Value(ACCENTED), Value(PLAIN), function="translate")
