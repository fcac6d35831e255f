"""What somebody else stored meanwhile, beside what was typed: where both changed the same, the asker chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from wtforms import Field, SelectField, SelectMultipleField

from forumapp.i18n import date_words
from forumapp.programme.forms.parts import PeopleField
from forumapp.programme.words import ROLES
from forumapp.web.forms import Form, LanguageMapField

FIELDS_OF = {"when": ("day", "starts_at", "ends_at", "last_day"), "status": ("state",)}
"""The form's fields for a part of a session, where they are not called the same."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A part of the session that both changed, in words; ``name`` is what the form's ``keep_theirs`` takes, None where there is no choice."""

    name: str | None
    label: str
    theirs: str
    ours: str


Differences = Sequence[Difference]


def differences(typed: Form, stored: Form, touching: Sequence[str]) -> Differences:
    """Return what both changed, as it is stored and as it was typed; every field that differs when nobody knows what was touched."""
    if not touching:
        return [_row(None, [field], [stored[field.name]]) for field in typed if _is_shown(field, stored)]
    return [_touching(name, typed, stored) for name in touching]


def changed_fields(form: Form, names: Sequence[str]) -> str:
    """Return the form's words for parts of a session."""
    labels = [_label([form[each] for each in FIELDS_OF.get(name, (name,)) if each in form]) for name in names]
    return ", ".join(dict.fromkeys(label.lower() for label in labels if label))


def _touching(name: str, typed: Form, stored: Form) -> Difference:
    names = [each for each in FIELDS_OF.get(name, (name,)) if each in typed]
    if not names:
        changed = [field.name for field in typed if _is_shown(field, stored)]
        return _row(None, [typed[each] for each in changed], [stored[each] for each in changed])
    return _row(name, [typed[each] for each in names], [stored[each] for each in names])


def _row(name: str | None, ours: Sequence[Field], theirs: Sequence[Field]) -> Difference:
    return Difference(name=name, label=_label(ours), theirs=_words(theirs), ours=_words(ours))


def _label(fields: Sequence[Field]) -> str:
    return ", ".join(str(field.label.text) for field in fields[:3])


def _words(fields: Sequence[Field]) -> str:
    return ", ".join(words for words in map(words_of, fields) if words)


def _is_shown(field: Field, stored: Form) -> bool:
    return field.name not in {"csrf_token", "version", "compared", "keep_theirs"} and not _same(
        field, stored[field.name]
    )


def words_of(field: Field) -> str:
    """Return what a field holds, as a person reads it."""
    value = field.data
    if not value:
        return ""
    if isinstance(field, LanguageMapField):
        return " / ".join(value.values())
    if isinstance(field, PeopleField):
        names = dict(field.people)
        return ", ".join(f"{names.get(part.person, part.person)} ({str(ROLES[part.role]).lower()})" for part in value)
    if isinstance(field, SelectField):
        return _chosen(field, value if isinstance(field, SelectMultipleField) else [value])
    if isinstance(value, date):
        return date_words(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _chosen(field: SelectField, values: list[object]) -> str:
    labels = {value: str(label) for value, label, *_rest in field.iter_choices()}
    return ", ".join(labels.get(str(value), str(value)) for value in values)


def _same(one: Field, other: Field) -> bool:
    """Say whether two fields hold the same; nothing, an empty text and an empty list are one."""
    return (one.data or None) == (other.data or None)
