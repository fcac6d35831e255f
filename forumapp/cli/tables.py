"""Tables and calendars on the command line: into a forum that stands, or into a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import click

from forumapp import clock
from forumapp.accounts.models import Account
from forumapp.exchange import fields
from forumapp.exchange.document import Attendance, Document, ForumPart, LanguageMap
from forumapp.exchange.ics import reading
from forumapp.exchange.problems import N_, refusal
from forumapp.exchange.tables import period, programme, sources
from forumapp.exchange.tables.drafts import Draft
from forumapp.exchange.tables.entries import Options
from forumapp.exchange.tables.sources import Source, SourceKind
from forumapp.exchange.text import key_from
from forumapp.exchange.zones import LONGEST_FORUM, days_between
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.intake import service
from forumapp.intake.service import Brought, Decisions, State
from forumapp.programme.service import apply_document

LANGUAGES = ("ru", "en")
"""The languages that are told apart in a file of a forum that does not stand yet."""
KINDS = ("institutions", "people", "tracks", "rooms")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the options say of the forum."""

    name: str
    """The file's."""
    slug: str | None
    timezone: str | None
    owner: Account | None
    update: bool


def bring_in(source: Source, wanted: Wanted, *, is_rehearsal: bool) -> tuple[Forum, list[str], list[str]]:
    """Take a table or a calendar in; returns the forum, lines on what was done and warnings. Raises ExchangeError."""
    draft, part = _read(source, wanted)
    forum = forum_by_slug(part.slug)
    is_new = forum is None
    if forum is not None and not wanted.update:
        raise click.ClickException(
            f"There is a forum “{part.slug}” already. Say --update to bring this into it, or --slug for another one."
        )
    if forum is None:
        forum = apply_document(Document(forum=part), forum=None, owner=wanted.owner, now=clock.now()).forum
    answers = service.ask(forum, draft, Decisions(), of_forums=None)
    decisions = Decisions(people={person.id: _unasked(person) for person in answers.open_people})
    asked = service.ask(forum, draft, decisions, of_forums=None)
    brought = service.bring_in(forum, draft, asked, decisions, now=clock.now())
    warnings = [*_remarks(draft), *_open(answers), *_refused(brought)]
    return forum, _lines(forum, brought, is_new=is_new, is_rehearsal=is_rehearsal), warnings


def _unasked(person: service.AskedPerson) -> str:
    """Decide about somebody whom nobody asked about: the only one in the file of that name, else somebody new."""
    return f"same:{next(iter(person.twins))}" if len(person.twins) == 1 else "new"


def _read(source: Source, wanted: Wanted) -> tuple[Draft, ForumPart]:
    """Read the file for the forum that stands under the slug, else for the one that the file makes."""
    standing = forum_by_slug(wanted.slug) if wanted.slug else None
    if standing is not None:
        part = forums.part_of(standing)
        days = tuple(days_between(part.starts_on, part.ends_on))
        return _draft(source, Options(languages=part.languages, days=days, timezone=part.timezone)), part
    return _new_forum(source, wanted)


def _new_forum(source: Source, wanted: Wanted) -> tuple[Draft, ForumPart]:
    if wanted.timezone is not None:
        _checked(fields.zone, wanted.timezone, "--timezone")
    days = () if source.kind is SourceKind.ICS else period.days_of(sources.read(source).rows)
    draft = _draft(source, Options(languages=LANGUAGES, days=days, timezone=wanted.timezone or "UTC"))
    zone = wanted.timezone or draft.timezone
    if zone is None:
        raise refusal(N_("The file names no time zone. Say it: --timezone Europe/Moscow."))
    if zone != (wanted.timezone or "UTC"):
        draft = _draft(source, Options(languages=LANGUAGES, days=days, timezone=zone))
    slug = _checked(fields.key, wanted.slug or _slug(draft, wanted.name), "--slug")
    found = days or tuple(sorted({*draft.days, *draft.whole_days}))
    if not found:
        raise refusal(N_("The file names no days with a year, so that nothing says when the forum takes place."))
    if (found[-1] - found[0]).days >= LONGEST_FORUM:
        raise refusal(N_("The days of the file are more than a year apart."))
    return draft, _part(draft, slug, zone, found[0], found[-1], wanted.name)


def _draft(source: Source, options: Options) -> Draft:
    if source.kind is SourceKind.ICS:
        return reading.read(source.octets, options)
    return programme.read(sources.read(source), options).draft


def _part(draft: Draft, slug: str, zone: str, first: date, last: date, name: str) -> ForumPart:
    texts = [code for session in draft.sessions for code in session.title]
    languages = tuple(code for code in LANGUAGES if code in texts) or LANGUAGES[:1]
    title: LanguageMap = draft.title or {languages[0]: PurePath(name).stem}
    return ForumPart(
        slug=slug,
        title=title,
        timezone=zone,
        starts_on=first,
        ends_on=last,
        attendance=Attendance.HYBRID,
        languages=tuple(dict.fromkeys((*languages, *title))),
    )


def _slug(draft: Draft, name: str) -> str:
    title = draft.title.get("en") or next(iter(draft.title.values()), "") or PurePath(name).stem
    return key_from(title, otherwise="forum")


def _checked(read: fields.Read[str], value: str, option: str) -> str:
    try:
        return read(value)
    except fields.UnfitError as unfit:
        raise refusal(unfit.message, where=option, **unfit.values) from None


def _remarks(draft: Draft) -> Iterator[str]:
    """Yield what was assumed or not understood, with its place."""
    yield from (remark.sentence for remark in draft.remarks)
    for session in draft.sessions:
        title = next(iter(session.title.values()), "")
        yield from (f"“{title}”: {remark.sentence}" for remark in session.remarks)
    for row in draft.unread:
        place = f"{row.where.sheet} " if row.where.sheet else ""
        yield f"{place}row {row.where.number}: not understood: {row.text[:100]}"


def _open(answers: service.Answers) -> Iterator[str]:
    """Yield whom the directory may know already: nobody was asked, so they are new."""
    for person in answers.open_people:
        if _unasked(person) != "new":
            continue
        family = next(iter(person.mention.family_name.values()), "")
        yield f"“{family}” may be in the directory already; a new person was added."
    for institution in answers.open_institutions:
        name = next(iter(institution.name.values()), "")
        yield f"“{name}”: which institution this is, or in which country, is not sure; it stands with the post."


def _refused(brought: Brought) -> Iterator[str]:
    for taken in brought.taken:
        if taken.state is State.REFUSED:
            yield f"“{next(iter(taken.draft.title.values()), '')}” was left out: {taken.problem}"
        for conflict in taken.conflicts:
            yield f"“{next(iter(taken.draft.title.values()), '')}”: the desk’s {conflict.field} was kept."


def _lines(forum: Forum, brought: Brought, *, is_new: bool, is_rehearsal: bool) -> list[str]:
    if brought.is_empty and not is_new:
        return [f"{forum.slug}: nothing changes."]
    deed = ("would be created" if is_new else "would change") if is_rehearsal else ("created" if is_new else "changed")
    lines = [f"{forum.slug}: {deed}."]
    lines += [f"  {kind}: {len(brought.added[kind])} added" for kind in KINDS if brought.added.get(kind)]
    words = ((State.NEW, "added"), (State.CHANGED, "changed"))
    told = [f"{brought.count(state)} {word}" for state, word in words if brought.count(state)]
    return [*lines, f"  sessions: {'; '.join(told)}"] if told else lines
