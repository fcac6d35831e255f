"""What a translator's file would change, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forumapp.forums.rules.texts import excerpts
from forumapp.i18n import gettext as _
from forumapp.translating.rules.incoming import Line, Plan
from forumapp.translating.words import STATES, TROUBLES, place_words


@dataclass(frozen=True, kw_only=True)
class LineView:
    """A row of the file: where its text stands, what stands and what the file says, in words."""

    number: int
    name: str
    where: str
    language: str
    before: str
    after: str
    mark_word: str | None
    note: str
    trouble: str | None


@dataclass(frozen=True, kw_only=True)
class Check:
    """The rows of a file by what becomes of them."""

    changes: list[LineView]
    conflicts: list[LineView]
    refused: list[LineView]
    remarks: list[LineView]
    same: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take in."""
        return not (self.changes or self.conflicts)


def check_of(plan: Plan, names: Mapping[tuple[str, str], str]) -> Check:
    """Return a plan in words."""
    return Check(
        changes=_views(plan.changes, names),
        conflicts=_views(plan.conflicts, names),
        refused=_views(plan.refused, names),
        remarks=_views(plan.remarks, names),
        same=len(plan.same),
    )


def _views(lines: Iterable[Line], names: Mapping[tuple[str, str], str]) -> list[LineView]:
    return [_view(line, names) for line in lines]


def _view(line: Line, names: Mapping[tuple[str, str], str]) -> LineView:
    before, after = excerpts(line.before, line.after) if line.before != line.after else ("", "")
    return LineView(
        number=line.number,
        name=line.name,
        where=place_words(line.place, names) if line.place.field else _("Row %(number)d", number=line.number),
        language=line.language,
        before=before,
        after=after,
        mark_word=str(STATES[line.mark]) if line.mark else None,
        note=line.note,
        trouble=str(TROUBLES[line.trouble]) if line.trouble else None,
    )
