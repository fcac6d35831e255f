"""Two people changed one thing: what of it touches, and what can stand side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Generic, TypeVar

from forumapp.db.changes import same
from forumapp.errors import Overtaken
from forumapp.i18n import gettext as _

Part = TypeVar("Part")

_TOGETHER = dict.fromkeys(("starts_on", "ends_on", "starts_at", "ends_at"), "when")
"""Fields that are decided as one."""


@dataclass(frozen=True, kw_only=True)
class Merged(Generic[Part]):
    """A part in which both changes stand; where they touch, it says what ``ours`` did."""

    part: Part
    touching: tuple[str, ...]
    """The fields that both changed, to different values: "when" for start and end."""
    theirs: tuple[str, ...]
    """The fields that only they changed."""


@dataclass(frozen=True, kw_only=True)
class Basis(Generic[Part]):
    """What a change rests on: the part as the asker read it, None when nobody knows any more.

    Once they saw what somebody else stored meanwhile, that is ``shown``; of the fields that both changed they leave
    those in ``theirs`` as they are stored.
    """

    read: Part | None
    shown: Part | None = None
    theirs: frozenset[str] = frozenset()


def reconciled(ours: Part, *, standing: Part, basis: Basis[Part] | None) -> Part:
    """Return ``ours`` with what others changed since the asker read the part; without a basis as it is.

    Raises Overtaken where both changed the same, until the asker saw what stands now and decided.
    """
    if basis is None or same(basis.read, standing):
        return ours
    is_decided = basis.shown is not None and same(basis.shown, standing)
    if basis.read is None:
        if not is_decided:
            raise Overtaken(_overtaken())
        return ours
    merged = merge(base=basis.read, theirs=standing, ours=ours)
    if merged.touching and not is_decided:
        raise Overtaken(_overtaken(), touching=merged.touching)
    return settle(merged, theirs=standing, chosen=basis.theirs)


def merge(*, base: Part, theirs: Part, ours: Part) -> Merged[Part]:
    """Merge what they and we made of ``base``, a dataclass; nothing is lost but where both changed the same (``touching``).

    Texts are merged by language and lists of things with a key, such as running orders, by thing and field by field.
    """
    values, touching = _merge(base, theirs, ours)
    groups = _groups(type(ours))
    changed = [name for name, members in groups if not same(_read(theirs, members), _read(base, members))]
    only = [name for name, members in groups if same(_read(ours, members), _read(base, members))]
    return Merged(
        part=_with(ours, values),
        touching=tuple(touching),
        theirs=tuple(name for name in changed if name in only),
    )


def settle(merged: Merged[Part], *, theirs: Part, chosen: Collection[str]) -> Part:
    """Return the merged part, with their values in those touching fields that are ``chosen``."""
    taken = [members for name, members in _groups(type(theirs)) if name in chosen and name in merged.touching]
    return _with(merged.part, {name: getattr(theirs, name) for members in taken for name in members})


def _overtaken() -> str:
    return _("Somebody else changed this since you opened the page. Your text is kept below.")


def _with(part: Part, values: Mapping[str, Any]) -> Part:
    whole: Any = part
    changed: Part = replace(whole, **values)
    return changed


def _merge(was: Any, they: Any, we: Any) -> tuple[dict[str, Any], list[str]]:
    """Merge three values of one dataclass; return the fields' values and the names of what both changed."""
    values: dict[str, Any] = {}
    touching = []
    for name, members in _groups(type(we)):
        merged, is_touching = _field(_read(was, members), _read(they, members), _read(we, members))
        values |= dict(zip(members, merged, strict=True))
        if is_touching:
            touching.append(name)
    return values, touching


def _groups(kind: Any) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for each in fields(kind):
        groups.setdefault(_TOGETHER.get(each.name, each.name), []).append(each.name)
    return list(groups.items())


def _read(part: object, members: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(part, member) for member in members)


def _field(was: tuple[Any, ...], they: tuple[Any, ...], we: tuple[Any, ...]) -> tuple[tuple[Any, ...], bool]:
    """Return the merged value, and whether both changed it to different ones."""
    if same(they, was) or same(they, we):
        return we, False
    if same(we, was):
        return they, False
    versions = (was[0], they[0], we[0])
    if any(isinstance(value, Mapping) for value in versions):
        return _texts(*versions)
    if any(_is_keyed(value) for value in versions):
        return _things(*(value or () for value in versions))
    return we, True


def _texts(was: Any, they: Any, we: Any) -> tuple[tuple[Any, ...], bool]:
    """Merge texts by language; no text at all is not what anybody meant who wrote one."""
    text, is_touching = _by_key(was or {}, they or {}, we or {}, _plain_value)
    is_lost = not text and bool(they) and bool(we)
    return ((we,), True) if is_lost else ((text or None,), is_touching)


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


def _is_keyed(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0]) and hasattr(value[0], "key")


def _thing(was: Any, they: Any, we: Any) -> tuple[Any, bool]:
    if was is None or they is None or we is None:
        return _plain_value(was, they, we)
    values, touching = _merge(was, they, we)
    return replace(we, **values), bool(touching)


def _things(was: Sequence[Any], they: Sequence[Any], we: Sequence[Any]) -> tuple[tuple[Any, ...], bool]:
    """Merge lists where one of the two kept the order of the things that stay."""
    old, their, our = ([thing.key for thing in things] for things in (was, they, we))
    staying = [key for key in old if key in their and key in our]
    is_our_order = [key for key in their if key in staying] == staying
    if not is_our_order and [key for key in our if key in staying] != staying:
        return (tuple(we),), True
    merged, is_touching = _by_key(_keyed(was), _keyed(they), _keyed(we), _thing)
    first, second = (our, their) if is_our_order else (their, our)
    order = dict.fromkeys((*first, *second))
    return (tuple(merged[key] for key in order if key in merged),), is_touching


def _keyed(things: Sequence[Any]) -> dict[str, Any]:
    return {thing.key: thing for thing in things}
