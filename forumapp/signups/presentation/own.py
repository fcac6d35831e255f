"""A delegate's programme day by day, and the lists of the desk, as templates read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_timedelta

from forumapp.exchange.document import Document, Kind, SessionPart, Visibility
from forumapp.forums.rules.terms import wall_time
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.registration.models import FeedToken
from forumapp.schedule.presentation import Presenter, day_views
from forumapp.schedule.presentation.sessions import SessionView, UnscheduledView
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.signups.rules.line import LIVE, NOBODY, Tally
from forumapp.signups.rules.offers import Offer, clashing, offers
from forumapp.signups.words import OWN_STATES, STATE_KINDS, places_words, span_words


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a delegate beside the programme: sign-ups by key, marks, how full sessions are, turns in line."""

    signups: Mapping[str, SessionSignup]
    starred: frozenset[str]
    tallies: Mapping[str, Tally]
    turns: Mapping[str, int]
    is_confirmed: bool
    has_ended: bool

    def is_live(self, key: str) -> bool:
        """Say whether the delegate is signed up for a session, with a place or without."""
        signup = self.signups.get(key)
        return signup is not None and signup.status in LIVE and signup.called_off_at is None


@dataclass(frozen=True, kw_only=True)
class OwnRow:
    """A session of a delegate's programme, or one that can come into it."""

    session: SessionView | UnscheduledView
    state: str | None
    """Where the sign-up stands, in a word; None without one."""
    state_kind: str
    detail: str | None
    """What follows from it."""
    places: str | None
    clash: str | None
    is_starred: bool
    is_invited: bool
    button: str | None
    """The word of the button that signs up, None where there is none."""
    can_take_back: bool

    @property
    def is_mine(self) -> bool:
        """Whether it is in the delegate's programme."""
        return self.state is not None or self.is_starred or self.is_invited


@dataclass(frozen=True, kw_only=True)
class OwnDay:
    """A day: what is in the delegate's programme, what takes sign-ups besides, and what else there is."""

    title: str
    id: str
    mine: tuple[OwnRow, ...]
    offered: tuple[OwnRow, ...]
    others: tuple[OwnRow, ...]


def own_days(presenter: Presenter, standing: Standing, *, now: datetime) -> list[OwnDay]:
    """Return the days of the programme that a delegate may see, with how they stand in each session."""
    rows = _Rows(presenter, standing, now=now)
    days = [
        _day(day.title, day.id, [rows.row(session) for session in day.sessions if session.kind != Kind.BREAK])
        for day in day_views(presenter)
    ]
    timeless = [part for part in presenter.document.sessions if part.starts_at is None or part.ends_at is None]
    if timeless:
        views = [rows.row(presenter.unscheduled(part)) for part in timeless if part.kind is not Kind.BREAK]
        days.append(_day(_("Not scheduled yet"), "day-none", views))
    return [day for day in days if day.mine or day.offered or day.others]


def _day(title: str, identifier: str, rows: Sequence[OwnRow]) -> OwnDay:
    return OwnDay(
        title=title,
        id=identifier,
        mine=tuple(row for row in rows if row.is_mine),
        offered=tuple(row for row in rows if not row.is_mine and row.button),
        others=tuple(row for row in rows if not row.is_mine and not row.button),
    )


def gone_titles(signups: Iterable[SessionSignup], document: Document) -> list[tuple[str, str]]:
    """Return key and title of what somebody signed up for and is no longer in the programme that they see."""
    visible = {part.key for part in document.sessions}
    return [
        (each.session_key, localized(each.title, document.forum.languages))
        for each in signups
        if each.session_key not in visible and each.status in LIVE
    ]


def state_words(signup: SessionSignup, *, turn: int | None, is_confirmed: bool) -> tuple[str, str, str | None]:
    """Return where a sign-up stands in a word, how that looks, and what follows from it."""
    if signup.called_off_at is not None:
        return _("Does not take place"), "cancelled", None
    word, kind = str(OWN_STATES[signup.status]), STATE_KINDS[signup.status]
    if signup.status is SignupStatus.ASKED:
        return word, kind, _("We write to you as soon as they have decided.")
    if signup.status is not SignupStatus.WAITING:
        return word, kind, None
    if is_confirmed:
        return word, kind, _("Your place in the waiting list: %(place)s", place=turn or 1)
    return _("Taken down"), kind, _("It counts in the order of arrival once your registration is confirmed.")


def fetched_words(token: FeedToken | None, *, now: datetime) -> str | None:
    """Say which program fetched a personal calendar last, and how long ago."""
    if token is None or token.fetched_at is None:
        return None
    ago = format_timedelta(token.fetched_at - now, add_direction=True, locale=current_language())
    if token.fetched_by:
        return _("Last fetched by %(program)s, %(ago)s.", program=token.fetched_by, ago=ago)
    return _("Last fetched %(ago)s.", ago=ago)


class _Rows:
    """Makes rows of sessions; what overlaps is told by what else the delegate is signed up for."""

    def __init__(self, presenter: Presenter, standing: Standing, *, now: datetime) -> None:
        document = presenter.document
        self.standing, self.presenter = standing, presenter
        self.parts = {part.key: part for part in document.sessions}
        self.offers = offers(document)
        self.live: Sequence[SessionPart] = [part for key, part in self.parts.items() if standing.is_live(key)]
        self.wall = wall_time(now, document.forum.timezone)

    def row(self, session: SessionView | UnscheduledView) -> OwnRow:
        """Return a session as the delegate's programme shows it."""
        key, standing = session.key, self.standing
        signup, offer, part = standing.signups.get(key), self.offers.get(key), self.parts[key]
        word, kind, detail = None, "", None
        if signup is not None:
            word, kind, detail = state_words(signup, turn=standing.turns.get(key), is_confirmed=standing.is_confirmed)
        tally = standing.tallies.get(key, NOBODY)
        return OwnRow(
            session=session,
            state=word,
            state_kind=kind,
            detail=detail,
            places=places_words(offer, tally) if offer is not None else None,
            clash=self._clash(part) if standing.is_live(key) else None,
            is_starred=key in standing.starred,
            is_invited=part.visibility is Visibility.INVITED,
            button=self._button(offer, tally) if signup is None else None,
            can_take_back=signup is not None and signup.status in LIVE and not standing.has_ended,
        )

    def _button(self, offer: Offer | None, tally: Tally) -> str | None:
        if offer is None or self.standing.has_ended or not offer.is_open(wall=self.wall):
            return None
        if offer.needs_approval:
            return _("Ask for a place")
        return _("Join the waiting list") if tally.left(offer.places) == 0 else _("Sign up")

    def _clash(self, part: SessionPart) -> str | None:
        found = clashing(part, self.live)
        if not found:
            return None
        title, span = self.presenter.text(found[0].title), span_words(found[0])
        return _("At the same time you are signed up for “%(title)s”, %(span)s.", title=title, span=span)
