"""What was and what became, in words: stored values of any kind, and those of a forum's settings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString

from forumapp.exchange.document import ForumPart, RegistrationTerms
from forumapp.forums import words
from forumapp.forums.rules.texts import excerpts
from forumapp.i18n import clock_time, date_words, instant_words, language_name, zone_words
from forumapp.i18n import gettext as _

FEW = 4
"""Lists up to this length are told whole; of longer ones what came and what went."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one thing was and became, in words; nothing where it was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What puts stored values into words: the forum's zone and languages, and the names of things by kind and key."""

    zone: str = "UTC"
    languages: tuple[str, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, kind: str, key: object) -> str:
        """Return the name of a thing of a forum, which may be gone."""
        return self.names.get(kind, {}).get(str(key)) or _("no longer there")


Word = Callable[[Any, Known], str]
"""Says one stored value, never None."""


def plain(value: Any, _known: Known) -> str:
    """Say a value that is its own word: a text, a number."""
    return str(value)


def yes_no(value: Any, _known: Known) -> str:
    """Say a switch."""
    return _("yes") if value else _("no")


def day(value: Any, _known: Known) -> str:
    """Say a date."""
    return date_words(value if isinstance(value, date) else date.fromisoformat(str(value)))


def moment(value: Any, known: Known) -> str:
    """Say an instant on the forum's clock, or a wall time as it stands."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return instant_words(found, known.zone) if found.tzinfo else f"{date_words(found.date())}, {clock_time(found)}"


def language(value: Any, _known: Known) -> str:
    """Say a language."""
    return language_name(str(value))


def zone(value: Any, _known: Known) -> str:
    """Say a time zone by its city."""
    return zone_words(str(value))


def one_of(names: Mapping[Any, Any]) -> Word:
    """Return what says the members of an enumeration."""
    return lambda value, _known: str(names.get(value, value))


def named(kind: str) -> Word:
    """Return what says keys of things of a kind by their names."""
    return lambda value, known: known.name(kind, value)


@dataclass(frozen=True)
class Field:
    """Something that deeds change: its label, and how a value of it is said."""

    label: LazyString
    word: Word = plain

    def changes(self, before: Any, after: Any, known: Known) -> Iterator[Change]:
        """Say what it was and became."""
        old, new = (self.said(value, known) for value in (before, after))
        if old or new:
            old, new = excerpts(old, new)
            yield Change(label=str(self.label), before=old, after=new)

    def said(self, value: Any, known: Known) -> str:
        """Say a value; nothing for nothing. Where a filter has several values, all of them."""
        if isinstance(value, list):
            return ", ".join(self.word(each, known) for each in value)
        return "" if value is None or value == "" else self.word(value, known)


@dataclass(frozen=True)
class Listed(Field):
    """Several values in an order."""

    def changes(self, before: Any, after: Any, known: Known) -> Iterator[Change]:
        """Say short lists whole, of long ones what came and what went."""
        old, new = ([self.word(item, known) for item in self.items(value)] for value in (before, after))
        gone, came = [item for item in old if item not in new], [item for item in new if item not in old]
        if max(len(old), len(new)) <= FEW or len(gone) == len(old) or len(came) == len(new) or not (gone or came):
            if old or new:
                yield Change(label=str(self.label), before=_joined(old), after=_joined(new))
            return
        if gone:
            yield Change(label=str(self.label), before=_joined(gone), after=_("taken out"))
        if came:
            yield Change(label=str(self.label), before="", after=_("added: %(items)s", items=_joined(came)))

    def items(self, value: Any) -> Sequence[Any]:
        """Return the values of a list; none for nothing."""
        return list(value or ())


@dataclass(frozen=True)
class Counted(Listed):
    """Values by name, such as places by country."""

    def items(self, value: Any) -> Sequence[Any]:
        """Return names and values."""
        return list((value or {}).items())


@dataclass(frozen=True)
class Texts(Field):
    """A text by language, told in those languages in which it differs."""

    def changes(self, before: Any, after: Any, known: Known) -> Iterator[Change]:
        """Say what the text was and became, a line a language."""
        old, new = before or {}, after or {}
        codes = list(dict.fromkeys([*old, *new]))
        for code in codes:
            if old.get(code) != new.get(code):
                was, became = excerpts(old.get(code) or "", new.get(code) or "")
                yield Change(label=self._label(code, known), before=was, after=became)

    def _label(self, code: str, known: Known) -> str:
        if known.languages == (code,):
            return str(self.label)
        return _("%(field)s (%(language)s)", field=str(self.label), language=language_name(code))


def counted(word: Word) -> Word:
    """Return what says a name and its value: "Kazakhstan: 20"."""
    return lambda pair, known: f"{word(pair[0], known)}: {pair[1]}"


Fields = Mapping[str, Field | None]
"""By the name under which the audit trail keeps it; None for what says nothing to people."""

ATTENDANCE = one_of(words.ATTENDANCES)
SETTINGS: Fields = {
    "title": Texts(words.SETTINGS["title"]),
    "slug": Field(words.SETTINGS["slug"]),
    "languages": Listed(words.SETTINGS["languages"], language),
    "starts_on": Field(words.SETTINGS["starts_on"], day),
    "ends_on": Field(words.SETTINGS["ends_on"], day),
    "timezone": Field(words.SETTINGS["timezone"], zone),
    "city_zones": Listed(words.SETTINGS["city_zones"], zone),
    "attendance": Field(words.SETTINGS["attendance"], ATTENDANCE),
    "theme": Texts(words.SETTINGS["theme"]),
    "description": Texts(words.SETTINGS["description"]),
    "venue": Texts(words.SETTINGS["venue"]),
    "organizers": Listed(words.SETTINGS["organizers"], named("institution")),
    "accent": Field(words.SETTINGS["accent"]),
    "has_registration": Field(words.SETTINGS["has_registration"], yes_no),
    "registration_opens_at": Field(words.SETTINGS["registration_opens_at"], moment),
    "registration_closes_at": Field(words.SETTINGS["registration_closes_at"], moment),
    "registration_capacity": Counted(words.SETTINGS["registration_capacity"], counted(ATTENDANCE)),
    "registration_country_quota": Counted(words.SETTINGS["registration_country_quota"], counted(named("country"))),
    "registration_quota_released_on": Field(words.SETTINGS["registration_quota_released_on"], day),
    "registration_hold_hours": Field(words.SETTINGS["registration_hold_hours"]),
    "registration_offer_hours": Field(words.SETTINGS["registration_offer_hours"]),
    "registration_approval": Field(words.SETTINGS["registration_approval"], yes_no),
    "registration_waitlist": Field(words.SETTINGS["registration_waitlist"], yes_no),
}
"""A forum's settings, in the order in which they are told."""


def differences(stored: ForumPart, typed: ForumPart, known: Known) -> list[Change]:
    """Return what stands in a forum (``after``) where somebody typed something else."""
    stored_values, typed_values = _settings(stored), _settings(typed)
    told: list[Change] = []
    for name, each in SETTINGS.items():
        if each is not None and stored_values[name] != typed_values[name]:
            empty = Change(label=str(each.label), before="", after="")
            told.extend(list(each.changes(None, stored_values[name], known)) or [empty])
    return told


def _settings(part: ForumPart) -> dict[str, Any]:
    """Return a forum's values by the names of its columns."""
    terms = asdict(part.registration or RegistrationTerms())
    values: dict[str, Any] = {name: getattr(part, name, None) for name in SETTINGS}
    values["has_registration"] = part.registration is not None
    return values | {f"registration_{name}": value for name, value in terms.items()}


def _joined(items: Sequence[str]) -> str:
    return ("; " if any("," in item for item in items) else ", ").join(items)
