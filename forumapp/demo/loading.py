"""Loading the demo through the services that everybody's deeds go through; what is there already stays as it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from forumapp import audit
from forumapp.accounts import queries as account_queries
from forumapp.accounts import service as accounts
from forumapp.accounts.models import Account
from forumapp.accounts.service import passwords
from forumapp.db import transaction
from forumapp.demo import delegates
from forumapp.demo.shifting import begun_on
from forumapp.exchange import forumfile
from forumapp.exchange.document import Document
from forumapp.forums import queries as forum_queries
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.programme import service as programme
from forumapp.schedule import service as schedule

DATA = Path(__file__).parent / "data"
PAST, COMING = "library-community-2021", "library-community-next"
FORUMS = (COMING, PAST)
PASSWORD = "demo-forum-2027"  # noqa: S105
DAYS_AHEAD = 60


@dataclass(frozen=True)
class Member:
    """Somebody who can sign in to the demo."""

    email: str
    name: str
    deeds: str
    """What the person may do, for whoever reads the list of logins."""
    role: TeamRole | None = None
    is_admin: bool = False


ORGANIZER = Member("organizer@example.org", "Olga Sergeeva", "owner of both forums", role=TeamRole.OWNER)
MEMBERS = (
    Member("admin@example.org", "Arslan Amanov", "administrator: everything, letters too", is_admin=True),
    ORGANIZER,
    Member("editor@example.org", "Elena Rusu", "edits the programmes", role=TeamRole.PROGRAMME_EDITOR),
    Member("registrar@example.org", "Ruben Petrosyan", "looks after the delegates", role=TeamRole.REGISTRAR),
)


def load(*, now: datetime) -> bool:
    """Load what is missing of the demo, all or nothing; say whether anything was."""
    hashes = {member.email: passwords.hash_of(PASSWORD) for member in MEMBERS if _account(member) is None}
    missing = [slug for slug in FORUMS if forum_queries.forum_by_slug(slug) is None]
    if not hashes and not missing:
        return False
    with audit.acting("demo"), transaction():
        for member in MEMBERS:
            if member.email in hashes:
                _add(member, hashes[member.email], now=now)
        if PAST in missing:
            _load_past(now=now)
        if COMING in missing:
            _load_coming(now=now)
    return True


def _account(member: Member) -> Account | None:
    return account_queries.account_by_email(member.email)


def _add(member: Member, password_hash: str, *, now: datetime) -> None:
    accounts.add(member.email, name=member.name, is_admin=member.is_admin, password_hash=password_hash, now=now)


def _load_past(*, now: datetime) -> None:
    """Load the forum of 2021 in two releases, between which a session was moved and one was cancelled."""
    forum = _import(_read(f"{PAST}-first"), note="Первая программа / The first programme", now=now - timedelta(days=1))
    programme.apply_document(_read(PAST), forum=forum, owner=None, now=now)
    schedule.publish(
        forum,
        note="Одно мероприятие перенесено, одно отменено / One session moved, one cancelled",
        by=ORGANIZER.email,
        now=now,
    )


def _load_coming(*, now: datetime) -> None:
    """Load a forum that lies ahead, with delegates and a waiting list."""
    document = begun_on(_read(COMING), (now + timedelta(days=DAYS_AHEAD)).date())
    forum = _import(document, note="Программа опубликована / The programme is out", now=now - timedelta(days=1))
    delegates.register_all(forum, DATA / "delegates.json", now=now)


def _import(document: Document, *, note: str, now: datetime) -> Forum:
    forum = programme.apply_document(document, forum=None, owner=_account(ORGANIZER), now=now).forum
    for member in MEMBERS:
        if member.role is not None and member is not ORGANIZER:
            _invite(member, member.role, forum, now=now)
    schedule.publish(forum, note=note, by=ORGANIZER.email, now=now)
    return forum


def _invite(member: Member, role: TeamRole, forum: Forum, *, now: datetime) -> None:
    invited = forums.invite(forum, member.email, role, inviter=ORGANIZER.name, language="en", now=now)
    invitation = forum_queries.invitation_by_hash(invited.token_hash)
    account = _account(member)
    if invitation is not None and account is not None:
        forums.accept(invitation, account, now=now)


def _read(name: str) -> Document:
    return forumfile.read((DATA / f"{name}.json").read_bytes())
