"""Two forums with one of everything in each, and an address of every view in either of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.routing import Rule

from forumapp.accounts.models import Account
from forumapp.db import db
from forumapp.delegations import service as delegations
from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.directory.models import ForumInstitution
from forumapp.events.models import FurtherEvent
from forumapp.exchange.document import Attendance, Role, Signup, Visibility
from forumapp.forums.models import Forum, TeamInvitation
from forumapp.meetings.models import Invitation
from forumapp.programme.models import Overruling, Report, SessionPerson
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import ConsentPart, QuestionPart
from forumapp.registration.models import Decision, DecisionDeed, Registration
from forumapp.schedule import service as schedule
from forumapp.schedule.models import Approver, DraftAnswer, PlannedRelease
from forumapp.schedule.rules import Answer
from forumapp.secretariat.models import Mailing, Note, SavedView
from tests import factories, publishing

NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What registrars keep: names of a decision, a saved view of the team, a note and a letter to many."""

    batch: UUID
    view: UUID
    note: UUID
    mailing: UUID


@dataclass(frozen=True, kw_only=True)
class Place:
    """A forum with one of everything."""

    forum: Forum
    owner: Account
    invitation: TeamInvitation
    registration: Registration
    invited: Invitation
    delegation: Delegation
    kept: Kept
    comment: DraftAnswer
    plan: PlannedRelease
    keys: dict[str, str]


def place(name: str) -> Place:
    """Store a released forum of which every row is called after it."""
    forum = factories.Forum(slug=name)
    owner = factories.Account()
    factories.Membership(forum=forum, account=owner)
    room = factories.Room(forum_id=forum.id, key=f"{name}-room")
    track = factories.Track(forum_id=forum.id, key=f"{name}-track")
    where = {"room_id": room.id, "track_id": track.id}
    session = factories.Session(forum=forum, key=f"{name}-session", signup=Signup.OPEN, **where)
    report = Report(key=f"{name}-report", title={"en": "Report"}, minutes=10, position=1, session_id=session.id)
    institution = factories.Institution(name={"en": f"Library of {name}"})
    link = ForumInstitution(forum_id=forum.id, institution_id=institution.id, key=f"{name}-library", position=1)
    person = factories.ForumPerson(forum_id=forum.id, key=f"{name}-person", person__family_name={"en": name})
    part = SessionPerson(session_id=session.id, forum_person_id=person.id, role=Role.SPEAKER, position=1)
    invitation = TeamInvitation(
        forum_id=forum.id,
        email=f"guest@{name}.example",
        role="registrar",
        token_hash=f"{forum.id:064x}",
        created_at=factories.CREATED,
        expires_at=publishing.NOW.replace(year=2040),
    )
    overruling = Overruling(
        forum_id=forum.id,
        fingerprint=f"{name}-error",
        reason="It is to stand.",
        overruled_by="organizer@example.org",
        overruled_at=factories.CREATED,
    )
    registration = factories.Registration(forum=forum)
    invited = Invitation(
        forum_id=forum.id,
        meeting=session.key,
        email=f"invited@{name}.example",
        email_key=f"invited@{name}.example",
        language="en",
        token_hash=f"{forum.id:064x}",
        created_at=factories.CREATED,
    )
    delegation = delegations.add(forum, _terms(), now=publishing.NOW)
    comment = _comment(forum, session.key)
    plan = PlannedRelease(
        forum_id=forum.id,
        due_at=publishing.NOW.replace(year=2040),
        planned_by=owner.email,
        planned_at=publishing.NOW,
    )
    event = FurtherEvent(
        forum_id=forum.id,
        key=f"{name}-event",
        title={"en": f"Exhibition of {name}"},
        starts_on=forum.starts_on,
        ends_on=forum.ends_on,
        attendance=Attendance.ONLINE,
        audience=Visibility.PUBLIC,
        position=1,
    )
    db.session.add_all([report, link, invitation, invited, part, overruling, comment, plan, event])
    db.session.commit()
    now, words = publishing.NOW, {"en": f"Of {name}"}
    questions.add(forum, QuestionPart(key=f"{name}-question", label=words), now=now)
    questions.add_consent(forum, ConsentPart(key=f"{name}-consent", title=words, text=words), now=now)
    db.session.commit()
    schedule.publish(forum, by="organizer@example.org", now=publishing.NOW)
    db.session.commit()
    kinds = ("room", "track", "session", "report", "library", "person", "error", "event", "question", "consent")
    keys = {kind: f"{name}-{kind}" for kind in kinds}
    return Place(
        forum=forum,
        owner=owner,
        invitation=invitation,
        registration=registration,
        invited=invited,
        delegation=delegation,
        kept=_kept(forum, registration, owner),
        comment=comment,
        plan=plan,
        keys=keys,
    )


def _kept(forum: Forum, registration: Registration, owner: Account) -> Kept:
    """Store what registrars keep."""
    now, author = publishing.NOW, "organizer@example.org"
    decision = Decision(
        batch=uuid4(),
        registration_id=registration.id,
        deed=DecisionDeed.DECLINE,
        former={},
        made_by=author,
        made_at=now,
        tell_at=now,
    )
    view = SavedView(
        forum_id=forum.id, account_id=owner.id, is_shared=True, name="All", asked={"sort": "name"}, created_at=now
    )
    note = Note(registration_id=registration.id, author=author, text="Calls often", written_at=now)
    mailing = Mailing(forum_id=forum.id, asked={}, written_by=author, written_at=now)
    db.session.add_all([decision, view, note, mailing])
    db.session.commit()
    return Kept(batch=decision.batch, view=view.uid, note=note.uid, mailing=mailing.uid)


def _terms() -> delegations.Terms:
    """Return what registrars decide of a delegation."""
    return delegations.Terms(
        name=None,
        country="TM",
        institution_id=None,
        quota=3,
        head_name="Ayna Ataeva",
        head_email="head@example.org",
        head_language="en",
        deadline=None,
        waiting_mode=WaitingMode.EACH,
    )


def _comment(forum: Forum, key: str) -> DraftAnswer:
    """Return a comment on a forum's draft, by an approver of its own."""
    approver = Approver(
        forum_id=forum.id,
        name="Anna Approver",
        email=f"approver@{forum.slug}.example",
        email_key=f"approver@{forum.slug}.example",
        language="en",
        sees_closed=False,
        token_hash=f"{forum.id:064x}",
        sent_by="organizer@example.org",
        created_at=factories.CREATED,
        expires_at=publishing.NOW.replace(year=2040),
    )
    return DraftAnswer(
        approver=approver,
        kind=Answer.COMMENT,
        session_key=key,
        session_title={"en": key},
        fingerprint="0" * 64,
        draft="0" * 64,
        text="Shorter, please",
        given_at=publishing.NOW,
    )


def parts(rule: Rule, within: Place, rows_of: Place) -> dict[str, Any]:
    """Return values for a rule's parts: the forum of ``within``, rows of ``rows_of``; KeyError for a part nobody knows."""
    values: dict[str, Any] = {
        "slug": within.forum.slug,
        "key": rows_of.keys[_kind(rule.rule)],
        "report": rows_of.keys["report"],
        "code": rows_of.keys["person" if "/people/" in rule.rule or "/person/" in rule.rule else "session"],
        "uid": _uid(rule, rows_of),
        "note": rows_of.kept.note,
        "name": rows_of.keys["session"],
        "account_id": rows_of.owner.id,
        "invitation_id": rows_of.invitation.id,
        "fingerprint": rows_of.keys["error"],
        "answer_id": rows_of.comment.id,
        "approver_id": rows_of.comment.approver_id,
        "plan_id": rows_of.plan.id,
        "number": 1,
        "batch": "0" * 32,
        "direction": "earlier",
        "plural": "questions",
        "purpose": "list",
        "kind": "forum" if "/export/" in rule.rule else "panel",
        "token": "no-such-token",
        "day": "2027-04-12",
        "language": "ru",
        "sign_in_id": 999_999,
        "letter_id": NOBODY,
        "filename": "dist/none.css",
    }
    if rule.rule.startswith("/admin/countries/"):
        values["code"] = "TM"
    return {name: values[name] for name in rule.arguments}


def _uid(rule: Rule, rows_of: Place) -> UUID:
    """Return the name of the row that a rule is about."""
    if rule.endpoint.startswith("meetings_desk."):
        return rows_of.invited.uid
    kept = {"/decisions/": rows_of.kept.batch, "/views/": rows_of.kept.view, "/letters/": rows_of.kept.mailing}
    if rule.endpoint.startswith("secretariat.") and (found := [kept[part] for part in kept if part in rule.rule]):
        return found[0]
    return rows_of.delegation.uid if "/delegations/" in rule.rule else rows_of.registration.uid


def address(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    """Return the path of a rule."""
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _kind(path: str) -> str:
    kinds = {"rooms": "room", "tracks": "track", "institutions": "library", "people": "person", "room": "room"}
    kinds |= {"track": "track", "events": "event", "consents": "consent"}
    kinds |= {"registration-form": "question", "files": "question"}
    return next((kind for part, kind in kinds.items() if f"/{part}/" in path), "session")
