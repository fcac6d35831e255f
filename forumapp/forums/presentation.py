"""The trail of a forum as a page shows it."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Attendance, ForumPart, RegistrationTerms
from forumapp.forums import words
from forumapp.i18n import clock_time, date_words, instant_words
from forumapp.i18n import gettext as _
from forumapp.policy import TeamRole

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{6})?)?([+-]\d\d:\d\d)?")
"""How the audit trail writes an instant or a wall time."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one thing was and became, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who did what, when (UTC)."""

    at: datetime
    actor: str
    words: str
    subject: str
    changes: Sequence[Change]


def deed_of(entry: AuditEntry, *, zone: str) -> Deed:
    """Return a row of the audit trail in words, instants on the clock of ``zone``."""
    before, after = entry.before or {}, entry.after or {}
    return Deed(
        at=entry.at,
        actor=_actor(entry.actor),
        words=words.deed_words(entry.action),
        subject=entry.subject.partition(":")[2] or entry.subject,
        changes=[
            Change(
                label=words.setting_words(name),
                before=value_words(name, before.get(name), zone=zone),
                after=value_words(name, after.get(name), zone=zone),
            )
            for name in dict.fromkeys([*before, *after])
        ],
    )


def differences(stored: ForumPart, typed: ForumPart) -> list[Change]:
    """Return what differs between a forum as it stands (``before``) and as somebody typed it (``after``)."""
    stored_values, typed_values = _plain(stored), _plain(typed)
    return [
        Change(
            label=words.setting_words(name),
            before=value_words(name, value),
            after=value_words(name, typed_values.get(name)),
        )
        for name, value in stored_values.items()
        if value != typed_values.get(name)
    ]


def _plain(part: ForumPart) -> dict[str, Any]:
    """Return a forum's values by the names of its columns."""
    terms = asdict(part.registration or RegistrationTerms())
    values = {name: value for name, value in asdict(part).items() if name != "registration"}
    values["has_registration"] = part.registration is not None
    values |= {f"registration_{name}": value for name, value in terms.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def value_words(name: str, value: Any, *, zone: str = "UTC") -> str:
    """Return a stored value as a person reads it, instants on the clock of ``zone``; nothing for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{code}: {value_words('', part)}" for code, part in value.items())
    if isinstance(value, list):
        return ", ".join(_item(name, item) for item in value)
    if name == "attendance" and value in set(Attendance):
        return str(words.ATTENDANCES[Attendance(value)])
    moment = value if isinstance(value, datetime) else _moment(value)
    if moment is not None:
        return instant_words(moment, zone) if moment.tzinfo else f"{date_words(moment.date())}, {clock_time(moment)}"
    if name in {"starts_on", "ends_on"}:
        return date_words(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return str(value)


def _moment(value: Any) -> datetime | None:
    """Return the instant or wall time that a stored text is; None for any other value."""
    return datetime.fromisoformat(value) if isinstance(value, str) and _MOMENT.fullmatch(value) else None


def _item(name: str, item: Any) -> str:
    if name == "roles" and item in set(TeamRole):
        return str(words.role_words(TeamRole(item)))
    return value_words("", item)


def _actor(actor: str) -> str:
    known = {
        "visitor": _("a visitor"),
        "delegate": _("a delegate"),
        "command line": _("the command line"),
        "worker": _("the application itself"),
        "nobody": _("the application itself"),
    }
    return known.get(actor, actor)
