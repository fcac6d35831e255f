"""Lists of people as they are pasted: a line each, or rows of a table. A bad line never loses the rest."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forumapp.registration.rules.addresses import Mailbox, mailbox
from forumapp.text import clean

MOST_ENTRIES = 500
"""People that one list invites at most."""

_ANGLE = re.compile(r"^\s*\"?(?P<name>[^<>\"]*?)\"?\s*<\s*(?:mailto:)?(?P<email>[^<>]+)>\s*[;,]?\s*$")
_HEADS = {
    "name": re.compile(r"^(?:name|full name|participant|имя|ф\.?\s?и\.?\s?о\.?|фамилия.*|участник.*)$", re.IGNORECASE),
    "post": re.compile(r"^(?:post|position|title|job title|должность)$", re.IGNORECASE),
    "institution": re.compile(
        r"^(?:institution|organi[sz]ation|library|организация|учреждение|библиотека)$", re.IGNORECASE
    ),
    "email": re.compile(
        r"^(?:e-?mail|e-?mail address|mail|почта|эл\.?\s?почта|электронная почта|адрес.*)$", re.IGNORECASE
    ),
}
_USUAL = ("name", "post", "institution")


class Fault(StrEnum):
    """Why a line invites nobody."""

    NO_ADDRESS = "no-address"
    BAD_ADDRESS = "bad-address"
    TWICE = "twice"
    TOO_MANY = "too-many"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody to invite; only the address must be known."""

    mailbox: Mailbox
    name: str = ""
    post: str = ""
    institution: str = ""
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A line that invites nobody: its number from 1, what it says and why."""

    number: int
    text: str
    fault: Fault


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was understood of a list."""

    entries: tuple[Entry, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def read(text: str) -> Reading:
    """Read a list: ``Name <address>``, or cells divided by tabs, semicolons or commas, with a head or without one."""
    entries: dict[str, Entry] = {}
    troubles: list[Trouble] = []
    order: Sequence[str] | None = None
    is_first = True
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not any(cells):
            continue
        head, is_first = (_head(cells) if is_first else None), False
        if head is not None:
            order = head
            continue
        found = _entry(cells, order)
        if isinstance(found, Fault):
            troubles.append(Trouble(number=number, text=line.strip(), fault=found))
        elif found.mailbox.key in entries:
            troubles.append(Trouble(number=number, text=line.strip(), fault=Fault.TWICE))
        elif len(entries) >= MOST_ENTRIES:
            troubles.append(Trouble(number=number, text=line.strip(), fault=Fault.TOO_MANY))
        else:
            entries[found.mailbox.key] = found
    return Reading(entries=tuple(entries.values()), troubles=tuple(troubles))


def lines_of(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of a table as a list to paste: a line each, cells divided by tabs."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _cells(line: str) -> list[str]:
    angle = _ANGLE.match(line)
    if angle is not None and "\t" not in line:
        return [_tidy(angle["name"]), _tidy(angle["email"])]
    for sign in ("\t", ";", ","):
        if sign in line:
            return [_tidy(cell) for cell in line.split(sign)]
    words = line.split()
    if len(words) > 1 and "@" in words[-1]:
        return [_tidy(" ".join(words[:-1])), _tidy(words[-1])]
    return [_tidy(line)]


def _tidy(cell: str) -> str:
    return clean(cell, keep_lines=False).strip(" \"'")


def _head(cells: Sequence[str]) -> list[str] | None:
    """Return what each column holds, where the first line says so."""
    if any("@" in cell for cell in cells):
        return None
    named = [next((what for what, words in _HEADS.items() if words.match(cell)), "") for cell in cells]
    return named if "email" in named else None


def _entry(cells: Sequence[str], order: Sequence[str] | None) -> Entry | Fault:
    """Read a line by its head; one that does not fit the head, by what stands in it."""
    if order is not None:
        place = order.index("email")
        if place < len(cells) and ("@" in cells[place] or not any("@" in cell for cell in cells)):
            said = {what: cell for what, cell in zip(order, cells, strict=False) if what in _USUAL}
            return _of(cells[place], said)
    found = next((number for number, cell in enumerate(cells) if "@" in cell), None)
    if found is None:
        return Fault.NO_ADDRESS
    others = [cell for number, cell in enumerate(cells) if number != found and not cell.isdecimal()]
    return _of(cells[found], dict(zip(_USUAL, others, strict=False)))


def _of(address: str, said: Mapping[str, str]) -> Entry | Fault:
    if not address:
        return Fault.NO_ADDRESS
    found = mailbox(address.strip("<>").removeprefix("mailto:"))
    if found is None:
        return Fault.BAD_ADDRESS
    return Entry(
        mailbox=found,
        name=said.get("name", "")[:240],
        post=said.get("post", "")[:300],
        institution=said.get("institution", "")[:300],
    )
