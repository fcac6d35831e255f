"""A published forum with one person about whom every table holds something, marked so that each trace can be found."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import JSON, Column, String, Table, Text, insert, select, update
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import Model, db
from forumapp.delegations.models import Delegation, DelegationLink, Member
from forumapp.exchange.document import Visibility
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.meetings.models import Invitation
from forumapp.privacy.models import ErasureRequest
from forumapp.privacy.rules.inventory import INVENTORY, Sort
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import QuestionKind, Stage
from forumapp.registration.models import (
    AddressChange,
    Answer,
    ChosenOption,
    Consent,
    Decision,
    DecisionDeed,
    DecisionState,
    FeedToken,
    Registration,
    Star,
    ToldApart,
)
from forumapp.registration.queries import reread
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import token_of
from forumapp.secretariat.models import Mailing, MailingRecipient, Note, SavedView
from forumapp.signups.models import SessionSignup, SignupStatus
from forumapp.speakers.models import Answer as SpeakerAnswer
from forumapp.speakers.models import AnswerState, Speaker, SpeakerLink
from tests import factories
from tests.web.registration.conftest import NOW, Clock, forum, hours, published, register

__all__ = ["Clock", "forum", "hours", "published", "register"]

MARK = "zqmark"
"""Stands in everything that tells who somebody is."""
FEED = "0" * 64


@pytest.fixture
def person(session: DatabaseSession, forum: Forum) -> Registration:
    """Give a delegate about whom every table holds something; other rows are of the same forum."""
    row = store_person(forum)
    session.commit()
    return reread(row)


@pytest.fixture
def person_of_own(session: DatabaseSession, forum: Forum) -> Registration:
    """Give a delegate with a secret link who agreed to stand in the list."""
    row = factories.Registration(forum=forum, arrived=1, language="en", email="mergen@example.org")
    row.token_hash = fingerprint(token_of(row))
    for purpose in ("data", "list"):
        session.add(Consent(registration_id=row.id, purpose=purpose, language="ru", text_hash="0" * 64, given_at=NOW))
    session.commit()
    return row


@pytest.fixture
def own(forum: Forum, person_of_own: Registration) -> str:
    """Give the address of a delegate's own page."""
    return f"/forums/{forum.slug}/registration/{token_of(person_of_own)}/"


def store_person(forum: Forum, *, number: int = 1, address: str | None = None) -> Registration:
    """Store somebody of a forum in every table that holds personal data, and the mark in every text column of theirs."""
    address = address or f"{MARK}{number}@example.org"
    row = factories.Registration(
        forum=forum, arrived=number, email=address, given_name=f"{MARK}имя", family_name=f"{MARK}фамилия{number}"
    )
    other = factories.Registration(forum=forum, arrived=1000 + number)
    question = Question(
        forum_id=forum.id,
        key=f"q{number}",
        position=number,
        label={"en": "Q"},
        kind=QuestionKind.TEXT,
        is_required=False,
        is_special=False,
        stage=Stage.APPLY,
    )
    db.session.add(question)
    db.session.flush()
    for each in chain(_of_registration(row, other, question.id), _of_forum(forum, row, number)):
        db.session.add(each)
        db.session.flush()
    _mark(forum, row)
    return row


def _of_registration(row: Registration, other: Registration, question_id: int) -> Iterator[Model]:
    later, number = NOW + timedelta(days=1), row.arrived
    yield AddressChange(
        registration_id=row.id,
        email=f"new{MARK}{number}@example.org",
        email_key=f"new{MARK}{number}",
        generation=1,
        token_hash=f"a{number}",
        created_at=NOW,
        expires_at=later,
    )
    yield Consent(registration_id=row.id, purpose="data", language="ru", text_hash="0" * 64, given_at=NOW)
    yield Consent(registration_id=row.id, purpose="list", language="ru", text_hash="0" * 64, given_at=NOW)
    yield Star(registration_id=row.id, session_key=MARK, created_at=NOW)
    chosen = {"session_key": MARK, "title": {"en": MARK}, "status": SignupStatus.SIGNED, "arrived": 1}
    yield SessionSignup(registration_id=row.id, created_at=NOW, **chosen)
    yield FeedToken(registration_id=row.id, token_hash=f"{number:064x}", created_at=NOW, fetched_by=MARK)
    yield ToldApart(one_id=row.id, other_id=other.id)
    yield Answer(registration_id=row.id, question_id=question_id, value=MARK)
    yield ChosenOption(registration_id=row.id, question_id=question_id, option_key=MARK, holds_place=False)
    yield ErasureRequest(registration_id=row.id, asked_at=NOW)
    yield Note(registration_id=row.id, author=MARK, text=MARK, written_at=NOW)
    searched, text = {"q": row.family_name, "country": "TM"}, {"en": MARK}
    author = factories.Account()
    yield SavedView(
        forum_id=row.forum_id, account_id=author.id, is_shared=True, name="V", asked=searched, created_at=NOW
    )
    mailing = Mailing(forum_id=row.forum_id, asked=searched, subject=text, body=text, written_by="team", written_at=NOW)
    yield mailing
    yield MailingRecipient(mailing_id=mailing.id, registration_id=row.id)
    made = {"batch": uuid4(), "deed": DecisionDeed.DECLINE, "made_by": MARK, "made_at": NOW, "tell_at": NOW}
    yield Decision(registration_id=row.id, state=DecisionState.TOLD, former={"decision_reason": MARK}, **made)


def _of_forum(forum: Forum, row: Registration, number: int) -> Iterator[Model]:
    delegation = Delegation(
        forum_id=forum.id,
        country="TM",
        quota=3,
        head_name=MARK,
        head_email=f"head{MARK}@example.org",
        head_language="ru",
        waiting_mode="each",
        created_at=NOW,
    )
    yield delegation
    yield DelegationLink(delegation_id=delegation.id, generation=1, token_hash=f"d{number}", created_at=NOW)
    yield Member(registration_id=row.id, delegation_id=delegation.id, position=1)
    yield Invitation(
        forum_id=forum.id,
        meeting=f"speaks-{number}",
        email=row.email,
        email_key=row.email_key,
        language="ru",
        token_hash=f"i{number}",
        created_at=NOW,
    )
    speaker = factories.ForumPerson(forum_id=forum.id)
    session = factories.Session(forum=forum, key=f"speaks-{number}", visibility=Visibility.INVITED)
    yield Speaker(forum_person_id=speaker.id, email=MARK)
    yield SpeakerLink(forum_person_id=speaker.id, token_hash=f"s{number}", created_at=NOW)
    yield SpeakerAnswer(forum_person_id=speaker.id, session_id=session.id, state=AnswerState.CONFIRMED, note=MARK)
    yield letter_to(forum, row.email or "", MARK)
    yield letter_to(forum, f"head{MARK}@example.org", f"{row.given_name} {row.family_name}")


def letter_to(forum: Forum, recipient: str, text: str) -> OutboxLetter:
    """Return a letter of a forum that left."""
    return OutboxLetter(
        created_at=NOW,
        forum_slug=forum.slug,
        kind="registration:confirm",
        recipient=recipient,
        language="ru",
        subject=text,
        text=text,
        html=text,
        status=LetterStatus.SENT,
        sent_at=NOW,
        due_at=NOW,
    )


def _mark(forum: Forum, row: Registration) -> None:
    """Write the mark into every text column of the rows about somebody that does not stay; deeds get it too."""
    from_deeds = {"at": NOW, "actor": "delegate", "forum_slug": forum.slug}
    names = {"family_name": row.family_name, "given_name": row.given_name, "email": row.email}
    entries = [
        (f"registration:{row.uid}", "registration:revise", names),
        ("session:opening", "invitation:invite", {"email": row.email}),
        (f"delegation:{uuid4()}", "delegation:add-member", names),
    ]
    deeds = Model.metadata.tables["audit_entries"]
    for subject, action, after in entries:
        db.session.execute(
            insert(deeds).values(subject=subject, action=action, after=after, before=after, **from_deeds)
        )
    invitations = Model.metadata.tables["invitations"]
    _plant_all(invitations, invitations.columns.email_key == row.email_key, number=row.arrived)
    for table in personal_tables():
        if "registration_id" in table.columns or table.name == "registrations":
            key = table.columns["id" if table.name == "registrations" else "registration_id"]
            _plant_all(table, key == row.id, number=row.arrived)
    db.session.expire_all()


def mark_others(forum: Forum) -> None:
    """Write the mark into what hangs on no registration: heads, links, speakers, and somebody invited who never registered."""
    invited = Invitation(
        forum_id=forum.id,
        meeting="speaks-1",
        email=MARK,
        email_key=MARK,
        language="ru",
        token_hash="other",
        created_at=NOW,
    )
    db.session.add(invited)
    db.session.flush()
    for name in ("invitations", "delegations", "delegation_links", "speakers", "speaker_links", "speaker_answers"):
        table = Model.metadata.tables[name]
        for number in db.session.scalars(select(table.columns.id)).all():
            _plant_all(table, table.columns.id == number, number=number)
    db.session.execute(update(OutboxLetter).values(last_error=MARK))
    db.session.expire_all()


def _plant_all(table: Table, rows: Any, *, number: int) -> None:
    for column in text_columns(table):
        _plant(table, column, rows, tag=f"{MARK}{number}{column.name}")


def _plant(table: Table, column: Column[Any], rows: Any, *, tag: str) -> None:
    """Write the mark where it does not stand yet; hashes and keys are unique, so each gets its own."""
    length = getattr(column.type, "length", None) or 200
    found = db.session.execute(select(column).where(rows)).scalars().all()
    for value in found:
        if value is None or MARK not in str(value):
            planted: Any = {"x": MARK} if isinstance(column.type, JSON) else tag[:length]
            db.session.execute(update(table).where(rows).values({column.name: planted}))


def personal_tables() -> list[Table]:
    """Return the tables that hold people's data."""
    return [Model.metadata.tables[name] for name, each in INVENTORY.items() if each.sort is Sort.PERSON]


def text_columns(table: Table) -> list[Column[Any]]:
    """Return a table's columns that hold text and do not stay."""
    stays = INVENTORY[table.name].stays
    kinds = (String, Text, JSON)
    return [
        column
        for column in table.columns
        if isinstance(column.type, kinds)
        and not isinstance(column.type, EnumType)
        and column.name not in stays
        and not column.primary_key
    ]


def traces(mark: str = MARK) -> set[str]:
    """Return where a mark stands in the whole database, as table and column."""
    return {
        f"{table.name}.{column.name}"
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(select(table)).mappings()
        for column in table.columns
        if mark in _plain(row[column])
    }


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return str(value)
