"""Items of a list that stand in one line, each as a line of its own: «1) …; 2) …»."""

import re
from collections.abc import Iterator

from forumapp.exchange.tables import people

_FIRST = re.compile(r"\s*\(?1\s*(?P<sign>[.)])\s*(?=\D)")
_BETWEEN = re.compile(r";\s+")


def apart(line: str, *, lists_people: bool) -> list[str]:
    """Return the items of a line: before each number in its turn; where it ``lists_people``, before each behind a semicolon."""
    numbered = list(_numbered(line))
    return [item for each in numbered for item in _before_people(each)] if lists_people else numbered


def _numbered(line: str) -> Iterator[str]:
    """Yield a line that begins with «1)» in parts that begin with «1)», «2)» and so on."""
    first = _FIRST.match(line)
    start, number = 0, 2
    while first and (
        found := re.search(rf"[\s;,.]\s*\(?{number}\s*\{first['sign']}\s+(?=[^\W\d]|[«“\"])", line[start:])
    ):
        yield line[start : start + found.start()].strip(" ;,")
        start, number = start + found.start() + 1, number + 1
    yield line[start:].strip() if start else line


def _before_people(line: str) -> Iterator[str]:
    start = 0
    for found in _BETWEEN.finditer(line):
        if people.begins_with_person(people.unmarked(line[found.end() :])):
            yield line[start : found.start()]
            start = found.end()
    yield line[start:]
