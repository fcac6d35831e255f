"""Forms of things that several people change at once: they carry what they were made from, and compare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, TypeVar

from itsdangerous import BadData, URLSafeSerializer
from wtforms import Field, HiddenField, SelectField, SelectMultipleField

from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange import forumfile, frozen
from forumapp.i18n import date_words
from forumapp.i18n import gettext as _
from forumapp.merging import Basis
from forumapp.web.forms import LanguageMapField, LanguagesForm
from forumapp.web.signing import signer

Part = TypeVar("Part")


class ContestedForm(LanguagesForm):
    """A form that is shown again beside what somebody else stored meanwhile, so that the asker chooses."""

    FIELDS_OF: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The form's fields for a field of the part that it fills in, where they are not called the same."""
    UNSEEN: ClassVar[frozenset[str]] = frozenset({"csrf_token", "compared", "keep_theirs", "revive"})

    compared = HiddenField()
    keep_theirs = SelectMultipleField(validate_choice=False)
    revive = HiddenField()
    """Set once the asker was told that somebody else deleted the thing: the next answer brings it back."""

    def reject(self, broken: RuleBroken, *, is_lost: bool = False) -> None:
        """Show a refusal; ``is_lost`` where it is that somebody else deleted the thing meanwhile."""
        super().reject(broken)
        if is_lost:
            self.was_overtaken, self.revive.data = True, "1"
            self.refusals.append(_("Save again to bring it back with what you typed."))

    @property
    def chosen_theirs(self) -> frozenset[str]:
        """The fields of the part in which the asker leaves what somebody else stored."""
        return frozenset(self.keep_theirs.data or ())


class RevisingForm(ContestedForm):
    """A form that carries the part it was made from, signed: nothing else has to remember it."""

    UNSEEN = ContestedForm.UNSEEN | {"based_on", "next"}

    based_on = HiddenField()

    @staticmethod
    def made_from(part: object, *, is_stored: bool = False) -> dict[str, Any]:
        """Return what a form of this part is to be made with; with ``is_stored`` it holds the part whatever was sent."""
        values: dict[str, Any] = {} if part is None else {"data": {"based_on": sealed(part)}}
        return {**values, "formdata": None} if is_stored else values

    def basis(self, kind: type[Part]) -> Basis[Part]:
        """Return what the asker's change of a part rests on."""
        return Basis(
            read=_opened(kind, self.based_on.data),
            shown=_opened(kind, self.compared.data),
            theirs=self.chosen_theirs,
        )

    def former_key(self, kind: type[Any]) -> str | None:
        """Return the key of the part that the form was made from, be it there or not any more."""
        read = _opened(kind, self.based_on.data)
        return None if read is None else str(read.key)

    def offer_to_put_back(self) -> None:
        """Say that somebody else took the thing off its list, which the next answer, sent as a new one, undoes."""
        self.was_overtaken = True
        self.refusals += [
            _("Somebody else took this off the list meanwhile."),
            _("Save again to bring it back with what you typed."),
        ]

    def go_on_from(self, standing: object) -> None:
        """Show the part that stands now beside what was typed; the next answer decides."""
        self.was_overtaken = True
        self.compared.data = sealed(standing)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What both changed, in words; ``name`` is what the form's ``keep_theirs`` takes, None where there is no choice."""

    name: str | None
    label: str
    theirs: str
    ours: str


Differences = Sequence[Difference]


def sealed(part: object) -> str:
    """Return a part of a document as a form carries it."""
    return str(_seal(type(part)).dumps(forumfile.plain(part)))


def differences(typed: ContestedForm, stored: ContestedForm, touching: Sequence[str]) -> Differences:
    """Return what both changed, as it is stored and as it was typed; every field that differs when nobody knows what was touched."""
    if not touching:
        return [_row(None, [field], [stored[field.name]]) for field in typed if _is_shown(field, typed, stored)]
    return [_touching(name, typed, stored) for name in touching]


def compared(form: RevisingForm, stored: RevisingForm, standing: object, overtaken: Overtaken) -> Differences:
    """Return what somebody else stored and the asker typed; the form is sent again with a choice for each."""
    form.go_on_from(standing)
    return differences(form, stored, overtaken.touching)


def with_others(words: str, form: ContestedForm, names: Iterable[str]) -> str:
    """Return the notice that something is done, with the fields of the part that somebody else changed meanwhile."""
    labels = [_label([form[each] for each in form.FIELDS_OF.get(name, (name,)) if each in form]) for name in names]
    parts = ", ".join(dict.fromkeys(label.lower() for label in labels if label))
    return (
        f"{words} {_('What somebody else changed meanwhile stands too: %(parts)s.', parts=parts)}" if parts else words
    )


def words_of(field: Field) -> str:
    """Return what a field holds, as a person reads it."""
    value = field.data
    if not value:
        return ""
    if hasattr(field, "in_words"):
        return str(field.in_words())
    if isinstance(field, LanguageMapField):
        return " / ".join(value.values())
    if isinstance(field, SelectField):
        return _chosen(field, value if isinstance(field, SelectMultipleField) else [value])
    if isinstance(value, date):
        return date_words(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _seal(kind: type) -> URLSafeSerializer:
    return signer(f"based-on:{kind.__name__}")


def _opened(kind: type[Part], text: str | None) -> Part | None:
    if not text:
        return None
    try:
        value = _seal(kind).loads(text)
        return frozen.thaw(kind, value)
    except (BadData, TypeError, ValueError):  # Of another key, or of a version of the application with other fields.
        return None


def _touching(name: str, typed: ContestedForm, stored: ContestedForm) -> Difference:
    names = [each for each in typed.FIELDS_OF.get(name, (name,)) if each in typed]
    if not names:
        changed = [field.name for field in typed if _is_shown(field, typed, stored)]
        return _row(None, [typed[each] for each in changed], [stored[each] for each in changed])
    return _row(name, [typed[each] for each in names], [stored[each] for each in names])


def _row(name: str | None, ours: Sequence[Field], theirs: Sequence[Field]) -> Difference:
    return Difference(name=name, label=_label(ours), theirs=_words(theirs), ours=_words(ours))


def _label(fields: Sequence[Field]) -> str:
    return ", ".join(str(field.label.text) for field in fields[:3])


def _words(fields: Sequence[Field]) -> str:
    return ", ".join(words for words in map(words_of, fields) if words)


def _is_shown(field: Field, typed: ContestedForm, stored: ContestedForm) -> bool:
    return field.name not in typed.UNSEEN and not _same(field, stored[field.name])


def _chosen(field: SelectField, values: Sequence[Any]) -> str:
    labels = {value: str(label) for value, label, *_rest in field.iter_choices()}
    return ", ".join(labels.get(str(value), str(value)) for value in values)


def _same(one: Field, other: Field) -> bool:
    """Say whether two fields hold the same; nothing, an empty text and an empty list are one."""
    return (one.data or None) == (other.data or None)
