"""Who somebody is: address, number, wishes; their links; who looked."""

from django.db.models import Exists, OuterRef, Q

from candidates.models import Candidate, Letter, LetterState, Link, Read
from candidates.papers.own_data import Chapter
from candidates.queries.own_data.scope import Scope, name_of, versions
from candidates.rules.reads import looked_in_words


def chapters(scope: Scope) -> list[Chapter]:
    person = scope.candidate
    about = {
        "name": person.name,
        "email": person.email,
        "phone": str(person.phone),
        "language": person.get_language_display(),
        "no_more_calls": person.no_more_calls,
        "no_questions": person.no_questions,
        "since": person.created_at,
    }
    contact = {"name": "name", "email": "email", "phone": "phone"}
    return [
        Chapter("person", [about]),
        Chapter("earlier_data", versions(Candidate, [person.pk], contact)),
        Chapter("links", _links(scope)),
        Chapter("reads", _reads(scope)),
    ]


def _links(scope: Scope) -> list[dict[str, object]]:
    """That there is one, not what it is: the file must open nothing. One they never got would tell of a decision."""
    got = Exists(Letter.objects.to_candidates().filter(link=OuterRef("pk"), state=LetterState.SENT))
    theirs = Q(rejection__in=scope.heard) | Q(rejection__in=scope.unheard) & Q(got)
    rows = Link.objects.filter(theirs).order_by("created_at")
    return [{"since": row.created_at, "expires_at": row.expires_at, "revoked_at": row.revoked_at} for row in rows]


def _reads(scope: Scope) -> list[dict[str, object]]:
    """Who opened something of this person, or saw them on a list; what it was only when that tells nothing new."""
    theirs = Q(candidate=scope.candidate) | Q(shown__contains=[scope.candidate.pk])
    rows = Read.objects.filter(theirs).select_related("user").order_by("at", "pk")
    return [{"at": row.at, "who": name_of(row.user), "what": _what(row, scope)} for row in rows]


def _what(read: Read, scope: Scope) -> str:
    return looked_in_words(read.what) if _may_say(read, scope) else ""


def _may_say(read: Read, scope: Scope) -> bool:
    """The same whether or not there is something they did not hear yet: what is missing would tell of it."""
    return read.rejection_id in scope.heard
