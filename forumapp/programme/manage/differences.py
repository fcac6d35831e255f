"""What somebody else stored meanwhile, beside what was typed."""

from datetime import date, time

from wtforms import Field, HiddenField, SelectField, SelectMultipleField

from forumapp.i18n import date_words
from forumapp.programme.forms.parts import PeopleField
from forumapp.programme.words import ROLES
from forumapp.web.forms import Form, LanguageMapField

Differences = list[tuple[str, str, str]]


def differences(typed: Form, stored: Form) -> Differences:
    """Return label, stored words and typed words of every field that differs."""
    return [
        (str(field.label.text), words_of(stored[field.name]), words_of(field))
        for field in typed
        if not isinstance(field, HiddenField) and not _same(field, stored[field.name])
    ]


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
