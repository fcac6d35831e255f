"""Two people changed one session: what of it touches, and what can stand side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from forumapp.db.changes import same
from forumapp.exchange.document import ReportPart, SessionPart

_TEXTS = frozenset({"title", "abstract"})
"""Fields that hold a text by language: different languages do not touch."""

_TOGETHER = {"starts_at": "when", "ends_at": "when"}
"""Fields that are decided as one."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """A session in which both changes stand; where they touch, it says what ``ours`` did."""

    part: SessionPart
    touching: tuple[str, ...]
    """The fields that both changed, to different values: "when" for start and end."""
    theirs: tuple[str, ...]
    """The fields that only they changed."""


def merge(*, base: SessionPart, theirs: SessionPart, ours: SessionPart) -> Merged:
    """Merge what they and we made of ``base``; nothing is lost but where both changed the same (``touching``).

    Texts are merged by language and running orders by report, in a report again field by field.
    """
    values, touching = _merge(base, theirs, ours)
    changed = [name for name, members in _groups(SessionPart) if not same(_read(theirs, members), _read(base, members))]
    only = [name for name, members in _groups(SessionPart) if same(_read(ours, members), _read(base, members))]
    return Merged(
        part=replace(ours, **values),
        touching=tuple(touching),
        theirs=tuple(name for name in changed if name in only),
    )


def settle(merged: Merged, *, theirs: SessionPart, chosen: Collection[str]) -> SessionPart:
    """Return the merged session, with their values in those touching fields that are ``chosen``."""
    taken = [members for name, members in _groups(SessionPart) if name in chosen and name in merged.touching]
    return replace(merged.part, **{name: getattr(theirs, name) for members in taken for name in members})


def _merge(was: Any, they: Any, we: Any) -> tuple[dict[str, Any], list[str]]:
    """Merge three values of one dataclass; return the fields' values and the names of what both changed."""
    values: dict[str, Any] = {}
    touching = []
    for name, members in _groups(type(we)):
        merged, is_touching = _field(name, _read(was, members), _read(they, members), _read(we, members))
        values |= dict(zip(members, merged, strict=True))
        if is_touching:
            touching.append(name)
    return values, touching


def _groups(kind: type) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for each in fields(kind):
        groups.setdefault(_TOGETHER.get(each.name, each.name), []).append(each.name)
    return list(groups.items())


def _read(part: object, members: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(part, member) for member in members)


def _field(name: str, was: tuple[Any, ...], they: tuple[Any, ...], we: tuple[Any, ...]) -> tuple[tuple[Any, ...], bool]:
    """Return the merged value, and whether both changed it to different ones."""
    if same(they, was) or same(they, we):
        return we, False
    if same(we, was):
        return they, False
    if name in _TEXTS:
        text, is_touching = _by_key(was[0] or {}, they[0] or {}, we[0] or {}, _plain_value)
        is_lost = not text and bool(they[0]) and bool(we[0])
        return (we, True) if is_lost else ((text or None,), is_touching)
    return _reports(was[0] or (), they[0] or (), we[0] or ()) if name == "reports" else (we, True)


def _by_key(
    was: Mapping[str, Any], they: Mapping[str, Any], we: Mapping[str, Any], merge_value: Callable[..., tuple[Any, bool]]
) -> tuple[dict[str, Any], bool]:
    """Merge by key: a key that only one of the two changed is as that one has it."""
    merged: dict[str, Any] = {}
    is_touching = False
    for key in dict.fromkeys((*we, *they)):
        value, touches = merge_value(was.get(key), they.get(key), we.get(key))
        is_touching = is_touching or touches
        if value is not None:
            merged[key] = value
    return merged, is_touching


def _plain_value(was: Any, they: Any, we: Any) -> tuple[Any, bool]:
    if same(we, was):
        return they, False
    return we, not same(they, was) and not same(they, we)


def _report(was: ReportPart | None, they: ReportPart | None, we: ReportPart | None) -> tuple[ReportPart | None, bool]:
    if was is None or they is None or we is None:
        value, is_touching = _plain_value(was, they, we)
        return value, is_touching
    values, touching = _merge(was, they, we)
    return replace(we, **values), bool(touching)


def _reports(
    was: Sequence[ReportPart], they: Sequence[ReportPart], we: Sequence[ReportPart]
) -> tuple[tuple[Any, ...], bool]:
    """Merge running orders where one of the two kept the order of the reports that stay."""
    old, their, our = ([report.key for report in reports] for reports in (was, they, we))
    staying = [key for key in old if key in their and key in our]
    is_our_order = [key for key in their if key in staying] == staying
    if not is_our_order and [key for key in our if key in staying] != staying:
        return (tuple(we),), True
    merged, is_touching = _by_key(_keyed(was), _keyed(they), _keyed(we), _report)
    first, second = (our, their) if is_our_order else (their, our)
    order = dict.fromkeys((*first, *second))
    return (tuple(merged[key] for key in order if key in merged),), is_touching


def _keyed(reports: Sequence[ReportPart]) -> dict[str, ReportPart]:
    return {report.key: report for report in reports}
