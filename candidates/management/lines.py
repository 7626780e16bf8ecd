"""Read CSV from a stream so that one broken line costs one line."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator


class Lines:
    """The lines of a stream, numbered; those that a record took too much of can be given back."""

    def __init__(self, source: Iterable[str]) -> None:
        self._source = iter(source)
        self._given_back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0  # of the first line taken

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._source)
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """A new record begins with the next line."""
        self.number += len(self.taken) or (self.number == 0)
        self.taken.clear()

    def keep_first(self) -> str:
        self._given_back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0]


def records(source: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; blank lines are left out.

    A quote that is never closed would swallow all that follows: then its line stands alone.
    """
    lines = Lines(source)
    strict = csv.reader(lines, strict=True)
    while True:
        lines.begin()
        try:
            fields = next(strict)
        except StopIteration:
            return
        except csv.Error:
            fields = _alone(lines.keep_first())
        if not "".join(lines.taken).isspace():
            yield lines.number, fields


def _alone(line: str) -> list[str]:
    """With a field that is longer than csv reads, it is parted at its commas."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return line.split(",")
