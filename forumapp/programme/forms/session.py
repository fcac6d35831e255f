"""Forms of a session: all of it, and only its place in the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from forumapp.exchange.document import Kind, SessionPart, Signup, Status, Visibility
from forumapp.i18n import language_name
from forumapp.programme.forms.parts import PeopleField
from forumapp.programme.forms.times import TimesForm, When
from forumapp.programme.words import KINDS, SIGNUPS, STATUSES, VISIBILITIES, choices_of
from forumapp.web.forms import LanguageMapField, StringField, at_most, key_or_none, optional, required, to_choose

MOST_PLACES = 1_000_000

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a forum has to choose from: keys with words."""

    languages: tuple[str, ...]
    rooms: Choices
    tracks: Choices
    people: Choices


class BoxesField(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def places() -> NumberRange:
    """A number of places."""
    return NumberRange(min=0, max=MOST_PLACES, message=_l("Give a number from %(min)s to %(max)s."))


def web_address() -> Regexp:
    """An address on the web."""
    return Regexp(r"https?://[^\s/]+\S*", message=_l("Give an address that begins with https://."))


ALL_ROOMS = _l("A break without a room is one of all rooms.")


class SessionForm(TimesForm):
    """A session of the working copy."""

    title = LanguageMapField(_l("Title"), is_required=True)
    kind = SelectField(
        _l("Kind"), choices=to_choose(choices_of(KINDS)), coerce=Kind, default=Kind.PANEL, validators=[required()]
    )
    room = SelectField(_l("Room"), validators=[optional()], coerce=key_or_none, description=ALL_ROOMS)
    track = SelectField(_l("Track"), validators=[optional()], coerce=key_or_none)
    abstract = LanguageMapField(
        _l("Abstract"),
        is_long=True,
        most=10_000,
        description=_l("Blank lines part paragraphs; Markdown is understood."),
    )
    people = PeopleField(_l("People"))
    state = SelectField(
        _l("Status"),
        choices=to_choose(choices_of(STATUSES)),
        coerce=Status,
        default=Status.CONFIRMED,
        validators=[required()],
    )
    visibility = SelectField(
        _l("Who may know of it"),
        choices=to_choose(choices_of(VISIBILITIES)),
        coerce=Visibility,
        default=Visibility.PUBLIC,
        validators=[required()],
    )
    languages = BoxesField(_l("Languages"))
    interpretation = BoxesField(_l("Interpretation into"))
    signup = SelectField(
        _l("Signing up"),
        choices=to_choose(choices_of(SIGNUPS)),
        coerce=Signup,
        default=Signup.NONE,
        validators=[required()],
    )
    capacity = IntegerField(_l("Places"), validators=[optional(), places()])
    join_url = StringField(
        _l("Address to join"),
        validators=[optional(), at_most(2000), web_address()],
        description=_l("Nobody sees it: people get in through the session’s own page, when they may."),
    )

    @classmethod
    def of(cls, offer: Offer, part: SessionPart | None, *, version: int = 0, is_stored: bool = False) -> Self:
        """Return the form for a new session, or filled in with one as it stands.

        With ``is_stored`` it holds what is stored, whatever was sent.
        """
        sent: dict[str, Any] = {"formdata": None} if is_stored else {}
        form = cls(meta={"languages": offer.languages}, data=_values(offer, part, version), **sent)
        form.room.choices = to_choose(offer.rooms, nothing=_l("Not decided yet"))
        form.track.choices = to_choose(offer.tracks, nothing=_l("None"))
        form.people.people = offer.people
        spoken = (*offer.languages, *(part.languages if part else ()), *((part.interpretation or ()) if part else ()))
        form.languages.choices = form.interpretation.choices = to_choose(_language_choices(spoken))
        return form

    def part(self, key: str, before: SessionPart | None = None) -> SessionPart:
        """Return the session as filled in; what the form does not show stays as it was."""
        starts_at, ends_at = self.when.span()
        return SessionPart(
            key=key,
            title=self.title.data or {},
            abstract=self.abstract.data,
            kind=self.kind.data,
            status=self.state.data,
            visibility=self.visibility.data,
            track=self.track.data,
            room=self.room.data,
            starts_at=starts_at,
            ends_at=ends_at,
            languages=_in_order(self.languages.data, before.languages if before else ()),
            interpretation=_in_order(self.interpretation.data, before.interpretation if before else None) or None,
            signup=self.signup.data,
            capacity=self.capacity.data,
            join_url=self.join_url.data or None,
            people=self.people.data,
            origin=before.origin if before else None,
            reports=before.reports if before else None,
        )


class MoveForm(TimesForm):
    """Another time and room for a session."""

    room = SelectField(_l("Room"), validators=[optional()], coerce=key_or_none)

    @classmethod
    def of(cls, offer: Offer, part: SessionPart, *, version: int, is_stored: bool = False) -> Self:
        """Return the form filled in with where a session stands; with ``is_stored`` whatever was sent."""
        sent: dict[str, Any] = {"formdata": None} if is_stored else {}
        form = cls(data={**_when(part), "room": part.room, "version": str(version)}, **sent)
        form.room.choices = to_choose(offer.rooms, nothing=_l("Not decided yet"))
        return form


def _values(offer: Offer, part: SessionPart | None, version: int) -> dict[str, Any]:
    if part is None:
        return {"languages": offer.languages[:1]}
    plain = {name: getattr(part, name) for name in SessionPart.__dataclass_fields__}
    return {**plain, **_when(part), "state": part.status, "version": str(version)}


def _when(part: SessionPart) -> dict[str, Any]:
    when = When.of(part.starts_at, part.ends_at)
    return {"day": when.day, "starts_at": when.starts, "ends_at": when.ends, "last_day": when.last_day}


def _in_order(chosen: Iterable[str] | None, before: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the chosen languages, in the order they had when they are the same."""
    found = tuple(chosen or ())
    return before if before and set(before) == set(found) else found


def _language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in dict.fromkeys(codes)]
