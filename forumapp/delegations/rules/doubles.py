"""Who on a list may be entered twice: the same name in any script, case or order, with ё or е.

Each one found stops the head, so that names which are only near, as ``directory.rules.likeness_of`` finds them for a list of
suggestions, are none.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from forumapp.directory.rules import fold


class Named(Protocol):
    """Somebody with a name."""

    @property
    def family_name(self) -> str:
        """The family name."""

    @property
    def given_name(self) -> str:
        """The given name."""

    @property
    def patronymic(self) -> str | None:
        """The patronymic, where there is one."""


Somebody = TypeVar("Somebody", bound=Named)


def double_of(person: Named, among: Iterable[Somebody]) -> Somebody | None:
    """Return the first one who has the same name: a missing patronymic makes no difference, another one does."""
    words, patronymic = _words(person), fold(person.patronymic or "")
    for other in among:
        theirs = fold(other.patronymic or "")
        if _words(other) == words and (not patronymic or not theirs or patronymic == theirs):
            return other
    return None


def _words(person: Named) -> list[str]:
    """Return the name's words folded; «ые» is written "ye" and "ie" in Latin letters, which both fold to the latter's "e"."""
    return sorted(fold(f"{person.family_name} {person.given_name}").replace("ie", "e").split())
