"""Questions that every visit asks again. Their SQL is put together once, and the database plans each of them once for
every connection: both take ten times as long as answering.

What a state means is still said by the QuerySets of `models`.
"""

import hashlib
from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from psycopg2.extensions import AsIs

EXECUTE = "EXECUTE asked_"  # so begins every one of them
Row = TypeVar("Row")
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # by connection: the statements it has prepared


class Given(Expression):
    """A value that is filled in when the question is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=Field())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared(Generic[Row]):
    """`links = Prepared(lambda: Link.objects.filter(pk=Given("pk")))` is asked as `links(pk=3)`.

    Whatever differs from one time to the next is Given: a moment, a key, a day in somebody's zone.
    """

    def __init__(self, question: Callable[[], QuerySet[Any, Row]]) -> None:
        self._question = question

    def __call__(self, **given: object) -> list[Row]:
        question, compiler, statement = self._put_together
        asked = _Asked(question.model, question.db, compiler, statement, given)
        return list(question._iterable_class(asked))

    def first(self, **given: object) -> Row | None:
        return next(iter(self(**given)), None)

    @cached_property
    def _put_together(self) -> tuple[Any, Any, "_Statement"]:
        """Of a question that locks rows: to be asked for the first time in a transaction."""
        question: Any = self._question()
        compiler = question.query.get_compiler(question.db)
        statement = _Statement(*compiler.as_sql())
        columns = [column for column, _sql, _alias in compiler.select]
        converters, has_pairs = compiler.get_converters(columns), compiler.has_composite_fields(columns)
        compiler.get_converters, compiler.has_composite_fields = lambda _columns: converters, lambda _columns: has_pairs
        return question, compiler, statement


class _Statement:
    """SQL with places to fill in; on the server under a name that says what it is."""

    def __init__(self, sql: str, places: tuple[Any, ...]) -> None:
        self.sql, self.places = sql, places
        self.given = [place.name for place in places if isinstance(place, Given)]
        what = repr([sql, *(place.name if isinstance(place, Given) else place for place in places)])
        key = hashlib.sha256(what.encode()).hexdigest()[:24]
        self.name = f"asked_{key}"
        self.execute = f"{EXECUTE}{key}" + (f" ({', '.join(['%s'] * len(self.given))})" if self.given else "")

    def asked(self, connection: Any, given: Mapping[str, object]) -> tuple[str, list[object]]:
        """A pool gives every transaction another connection (settings say so): there it is asked in full."""
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.sql, [given[place.name] if isinstance(place, Given) else place for place in self.places]
        self._prepare(connection)
        return self.execute, [given[name] for name in self.given]

    def _prepare(self, connection: Any) -> None:
        """Once for each connection."""
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        names = _known.setdefault(connection.connection, set())
        if self.name not in names:
            with connection.connection.cursor() as cursor:
                numbers = iter(range(1, len(self.given) + 1))
                values = [AsIs(f"${next(numbers)}") if isinstance(place, Given) else place for place in self.places]
                cursor.execute(f"PREPARE {self.name} AS {self.sql}", values)
            names.add(self.name)


class _Asked:
    """What reads the rows takes this for a QuerySet and for its query."""

    _known_related_objects: ClassVar[dict[Any, Any]] = {}

    def __init__(self, model: Any, db: str, compiler: Any, statement: _Statement, given: Mapping[str, object]) -> None:
        self.model, self.db, self.query = model, db, self
        self._compiler, self._statement, self._given = compiler, statement, given

    def get_compiler(self, using: str) -> Any:
        """A thread has a connection of its own, and so a compiler."""
        compiler, connection = copy(self._compiler), connections[using]
        compiler.connection, compiler.as_sql = connection, lambda: self._statement.asked(connection, self._given)
        return compiler
