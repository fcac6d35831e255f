"""Everything that deeds change, by what the deed is about: how it is called and how its values are said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forumapp.delegations.words import WAITING_MODES
from forumapp.directory.rules import Availability, Said
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.events.words import AUDIENCES
from forumapp.forums.presentation import (
    ATTENDANCE,
    SETTINGS,
    Counted,
    Field,
    Fields,
    Known,
    Listed,
    Texts,
    counted,
    day,
    language,
    moment,
    named,
    one_of,
    yes_no,
)
from forumapp.forums.words import ROLES as TEAM_ROLES
from forumapp.forums.words import SETTINGS as LABELS
from forumapp.history.presentation.reports import Reports
from forumapp.history.words import FORMATS, PARTS
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.meetings.words import STATES as INVITATION_STATES
from forumapp.programme.words import KINDS, ROLES, SIGNUPS, STATUSES, VISIBILITIES
from forumapp.questions.rules.asking import condition_of
from forumapp.questions.words import KINDS as QUESTION_KINDS
from forumapp.questions.words import STAGES
from forumapp.registration.words import COMING_WORDS, ERASE_REASONS, STATUS_WORDS
from forumapp.schedule.rules import short
from forumapp.speakers.presentation import span_words
from forumapp.speakers.words import LACKS, STATES
from forumapp.translating.words import STATES as TRANSLATION_STATES


def _part(value: Any, known: Known) -> str:
    """Say who takes part in a session as what."""
    name, role = known.name("person", value["person"]), str(ROLES.get(value["role"], value["role"]))
    return f"{name} ({role.lower()})"


def _span(value: Any, _known: Known) -> str:
    """Say when somebody can or cannot take part."""
    kind, starts_at, ends_at = value
    said = Said(Availability(kind), datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
    return span_words([said])[0]


def _kept(_value: Any, _known: Known) -> str:
    """Say that there is something which people do not read: a join address, marks of another program."""
    return _("kept, not shown here")


def _hour(value: Any, _known: Known) -> str:
    """Say a time of day."""
    return str(value)[:5]


def _condition(value: Any, known: Known) -> str:
    """Say when a question is asked."""
    condition = condition_of(value)
    if condition is None or condition.question is None:
        return ATTENDANCE(value, known)
    return known.name("question", condition.question)


def _option(value: Any, known: Known) -> str:
    """Say an option with its places."""
    label = localized(value["label"], known.languages)
    return label if value.get("places") is None else f"{label}: {value['places']}"


_FORUM: Fields = {
    **SETTINGS,
    "hours_start": Field(LABELS["hours_start"], _hour),
    "hours_end": Field(LABELS["hours_end"], _hour),
    "needs_approval": Field(LABELS["needs_approval"], yes_no),
    "kept_until": Field(LABELS["kept_until"], day),
    "lists_participants": Field(LABELS["lists_participants"], yes_no),
    "added": Counted(LABELS["added"], counted(one_of(PARTS))),
    "changed": Counted(LABELS["changed"], counted(one_of(PARTS))),
    "removed": Counted(LABELS["removed"], counted(one_of(PARTS))),
    "reordered": Listed(LABELS["reordered"], one_of(PARTS)),
}
_TEAM: Fields = {
    "email": Field(LABELS["email"]),
    "roles": Listed(LABELS["roles"], one_of({role: name for role, (name, _use) in TEAM_ROLES.items()})),
}
_ROOM: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "attendance": Field(LABELS["attendance"], ATTENDANCE),
    "capacity": Field(LABELS["capacity"]),
    "join_url": Field(LABELS["join_url"], _kept),
    "order": Listed(LABELS["order"], named("room")),
}
_TRACK: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "color": Field(LABELS["color"]),
    "order": Listed(LABELS["order"], named("track")),
}
_SESSION: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "kind": Field(LABELS["kind"], one_of(KINDS)),
    "starts_at": Field(LABELS["starts_at"], moment),
    "ends_at": Field(LABELS["ends_at"], moment),
    "room": Field(LABELS["room"], named("room")),
    "track": Field(LABELS["track"], named("track")),
    "status": Field(LABELS["status"], one_of(STATUSES)),
    "visibility": Field(LABELS["visibility"], one_of(VISIBILITIES)),
    "people": Listed(LABELS["people"], _part),
    "languages": Listed(LABELS["languages"], language),
    "interpretation": Listed(LABELS["interpretation"], language),
    "signup": Field(LABELS["signup"], one_of(SIGNUPS)),
    "capacity": Field(LABELS["capacity"]),
    "join_url": Field(LABELS["join_url"], _kept),
    "abstract": Texts(LABELS["abstract"]),
    "reports": Reports(LABELS["report"]),
    "origin": Field(LABELS["origin"], _kept),
}
_EVENT: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "starts_on": Field(LABELS["starts_on"], day),
    "ends_on": Field(LABELS["ends_on"], day),
    "starts_at": Field(LABELS["starts_at"], moment),
    "ends_at": Field(LABELS["ends_at"], moment),
    "attendance": Field(LABELS["attendance"], ATTENDANCE),
    "place": Texts(LABELS["place"]),
    "link": Field(LABELS["link"]),
    "forum": Field(LABELS["forum"]),
    "audience": Field(LABELS["audience"], one_of(AUDIENCES)),
    "institutions": Listed(LABELS["institutions"], named("institution")),
    "description": Texts(LABELS["description"]),
    "order": Listed(LABELS["order"], named("event")),
}
_PERSON: Fields = {
    "key": None,
    "family_name": Texts(LABELS["family_name"]),
    "given_name": Texts(LABELS["given_name"]),
    "patronymic": Texts(LABELS["patronymic"]),
    "post": Texts(LABELS["post"]),
    "institution": Field(LABELS["institution"], named("institution")),
    "biography": Texts(LABELS["biography"]),
    "photo": None,
    "email": Field(LABELS["email"]),
    "language": Field(LABELS["language"], language),
    "languages": Listed(LABELS["spoken"], language),
    "availability": Listed(LABELS["availability"], _span),
    "session": Field(LABELS["session"], named("session")),
    "answer": Field(LABELS["answer"], one_of(STATES)),
    "note": Field(LABELS["note"]),
    "file": Field(LABELS["file"]),
    "people": Listed(LABELS["people"], named("person")),
    "sessions": Listed(LABELS["sessions"], named("session")),
    "lacks": Listed(LABELS["lacks"], one_of(LACKS)),
}
_INSTITUTION: Fields = {
    "key": None,
    "name": Texts(LABELS["name"]),
    "kind": Field(LABELS["kind"], one_of(INSTITUTION_KINDS)),
    "country": Field(LABELS["country"], named("country")),
    "city": Texts(LABELS["city"]),
    "isil": Field(LABELS["isil"]),
}
_CHECK: Fields = {"finding": Field(LABELS["finding"]), "reason": Field(LABELS["reason"])}
_RELEASE: Fields = {
    "number": None,
    "restores": Field(LABELS["restores"]),
    "part_day": Field(LABELS["part_day"], day),
    "part_track": Field(LABELS["part_track"], named("track")),
    "note": Field(LABELS["note"]),
    "changes": Field(LABELS["changes"]),
    "due_at": Field(LABELS["due_at"], moment),
    "planned_by": Field(LABELS["planned_by"]),
    "reason": Field(LABELS["reason"]),
}
_DRAFT: Fields = {
    "name": Field(LABELS["name"]),
    "email": Field(LABELS["email"]),
    "sees_closed": Field(LABELS["sees_closed"], yes_no),
    "session": Field(LABELS["session"], named("session")),
    "sessions": Listed(LABELS["sessions"], named("session")),
    "text": Field(LABELS["text"]),
    "draft": Field(LABELS["draft"], lambda value, _known: short(str(value))),
}
_TRANSLATION: Fields = {
    "language": Field(LABELS["language"], language),
    "state": Field(LABELS["state"], one_of(TRANSLATION_STATES)),
    "texts": Field(LABELS["texts"]),
}
_REGISTRATION: Fields = {
    "arrived": Field(LABELS["arrived"]),
    "status": Field(LABELS["status"], one_of(STATUS_WORDS)),
    "family_name": Field(LABELS["family_name"]),
    "given_name": Field(LABELS["given_name"]),
    "patronymic": Field(LABELS["patronymic"]),
    "latin_name": Field(LABELS["latin_name"]),
    "email": Field(LABELS["email"]),
    "phone": Field(LABELS["phone"]),
    "country": Field(LABELS["country"], named("country")),
    "institution_id": Field(LABELS["institution"], named("directory")),
    "institution_name": Field(LABELS["institution_name"]),
    "post": Field(LABELS["post"]),
    "category": Field(LABELS["category"], named("category")),
    "attendance": Field(LABELS["attendance"], ATTENDANCE),
    "language": Field(LABELS["language"], language),
    "interpretation": Field(LABELS["interpretation"], language),
    "answers": Listed(LABELS["answers"], named("question")),
    "successor": Field(LABELS["successor"]),
    "session": Field(LABELS["session"], named("session")),
    "purpose": Field(LABELS["purpose"], named("consent")),
    "decision_reason": Field(LABELS["decision_reason"]),
    "created_at": Field(LABELS["created_at"], moment),
    "verified_at": Field(LABELS["verified_at"], moment),
    "hold_until": Field(LABELS["hold_until"], moment),
    "decided_at": Field(LABELS["decided_at"], moment),
    "withdrawn_at": Field(LABELS["withdrawn_at"], moment),
    "format": Field(LABELS["format"], one_of(FORMATS)),
    "rows": Field(LABELS["rows"]),
    "with_special": Field(LABELS["with_special"], yes_no),
    "coming": Field(LABELS["coming"], one_of(COMING_WORDS)),
    "with_letters": Field(LABELS["with_letters"], yes_no),
    "erase_reason": Field(LABELS["reason"], one_of(ERASE_REASONS)),
    "q": Field(LABELS["q"]),
}

_CATEGORY: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "is_offered": Field(LABELS["is_offered"], yes_no),
    "capacity": Counted(LABELS["capacity"], counted(ATTENDANCE)),
    "order": Listed(LABELS["order"], named("category")),
}
_SECTION: Fields = {
    "key": None,
    "title": Texts(LABELS["title"]),
    "order": Listed(LABELS["order"], named("section")),
}
_QUESTION: Fields = {
    "key": None,
    "label": Texts(LABELS["label"]),
    "hint": Texts(LABELS["hint"]),
    "kind": Field(LABELS["kind"], one_of(QUESTION_KINDS)),
    "section": Field(LABELS["section"], named("section")),
    "is_required": Field(LABELS["is_required"], yes_no),
    "is_special": Field(LABELS["is_special"], yes_no),
    "stage": Field(LABELS["stage"], one_of(STAGES)),
    "categories": Listed(LABELS["categories"], named("category")),
    "condition": Field(LABELS["condition"], _condition),
    "options": Listed(LABELS["options"], _option),
    "order": Listed(LABELS["order"], named("question")),
}
_CONSENT: Fields = {
    "title": Texts(LABELS["title"]),
    "text": Texts(LABELS["text"]),
    "version": Field(LABELS["version"]),
    "is_on": Field(LABELS["is_on"], yes_no),
}
_INVITATION: Fields = {
    "name": Field(LABELS["name"]),
    "email": Field(LABELS["email"]),
    "state": Field(LABELS["status"], one_of(INVITATION_STATES)),
    "deputy": Field(LABELS["deputy"]),
    "note": Field(LABELS["note"]),
    "answer_by": Field(LABELS["answer_by"], day),
    "has_deputies": Field(LABELS["has_deputies"], yes_no),
    "words": Texts(LABELS["words"]),
    "format": Field(LABELS["format"], one_of(FORMATS)),
    "invitations": Field(LABELS["invitations"]),
}
_DELEGATION: Fields = {
    "name": Texts(LABELS["name"]),
    "country": Field(LABELS["country"], named("country")),
    "institution_id": Field(LABELS["institution"], named("directory")),
    "quota": Field(LABELS["quota"]),
    "head_name": Field(LABELS["head_name"]),
    "head_email": Field(LABELS["head_email"]),
    "head_language": Field(LABELS["head_language"], language),
    "deadline": Field(LABELS["deadline"], day),
    "waiting_mode": Field(LABELS["waiting_mode"], one_of(WAITING_MODES)),
    "member": Field(LABELS["member"]),
    "people": Field(LABELS["people"]),
    "format": Field(LABELS["format"], one_of(FORMATS)),
    **{
        name: _REGISTRATION[name]
        for name in ("family_name", "given_name", "patronymic", "latin_name", "email", "institution_name", "post")
    },
    **{name: _REGISTRATION[name] for name in ("category", "attendance", "language")},
}

FIELDS: Mapping[str, Fields] = {
    "check": _CHECK,
    "draft": _DRAFT,
    "forum": _FORUM,
    "team": _TEAM,
    "room": _ROOM,
    "track": _TRACK,
    "session": _SESSION,
    "event": _EVENT,
    "report": _SESSION,
    "person": _PERSON,
    "institution": _INSTITUTION,
    "translation": _TRANSLATION,
    "release": _RELEASE,
    "registration": _REGISTRATION,
    "category": _CATEGORY,
    "section": _SECTION,
    "question": _QUESTION,
    "consent": _CONSENT,
    "invitation": _INVITATION,
    "delegation": _DELEGATION,
    "letter": {},
}
"""By what stands before the colon of an action; the order is that in which things are told."""
