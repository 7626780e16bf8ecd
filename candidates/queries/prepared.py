"""Questions that every visit asks again. Their SQL is put together once: that takes ten times as long as asking.

What a state means is still said by the QuerySets of `models`; only the putting together is saved.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql import Query

Row = TypeVar("Row")


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
        asked = self._put_together.all()
        asked.query.given = given
        return list(asked)

    def first(self, **given: object) -> Row | None:
        return next(iter(self(**given)), None)

    @cached_property
    def _put_together(self) -> Any:
        """Its query answers with the same compiler every time. Locking rows: to be asked first in a transaction."""
        question: Any = self._question()
        compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        sql = compiler.as_sql()
        question._query = question.query.chain(klass=_Compiled)
        question._query.compiler_of_all, question._query.sql = compiler, sql
        return question


class _Compiled(Query):
    compiler_of_all: Any
    sql: tuple[str, tuple[Any, ...]]
    given: dict[str, Any]

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        sql, places = self.sql
        filled = tuple(self.given[place.name] if isinstance(place, Given) else place for place in places)
        compiler = copy(self.compiler_of_all)
        compiler.connection, compiler.query = connection or connections[using], self
        compiler.as_sql = lambda *_args, **_more: (sql, filled)
        return compiler
