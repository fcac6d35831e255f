"""Delegates of the demo, registered as people register: a place held, an answered letter, a withdrawal, a waiting list."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from forumapp.directory import queries as directory
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.questions.words import stock_consents
from forumapp.registration import queries, service
from forumapp.registration.rules.addresses import mailbox

PAUSE = timedelta(minutes=40)
"""Between two arrivals; together they fit into the time for which the first place is held."""


def register_all(forum: Forum, file: Path, *, now: datetime) -> None:
    """Register the delegates of a file, the last one just now."""
    people: list[dict[str, Any]] = json.loads(file.read_bytes())
    institutions = {link.key: link.institution.id for link in directory.forum_institutions(forum)}
    for place, person in enumerate(people):
        _register(forum, person, institutions, now=now - PAUSE * (len(people) - place - 1))


def _register(forum: Forum, person: dict[str, Any], institutions: dict[str, int], *, now: datetime) -> None:
    box = mailbox(person["email"])
    if box is None:
        raise ValueError(f"no address: {person['email']}")
    answers = service.Answers(
        given_name=person["given_name"],
        family_name=person["family_name"],
        patronymic=person.get("patronymic"),
        latin_name=person.get("latin_name"),
        country=person["country"],
        institution_id=institutions[person["institution"]],
        post=person["post"],
        language=person["language"],
    )
    service.register(
        forum,
        box,
        answers,
        attendance=Attendance(person["attendance"]),
        consents=(_consent(person["language"]),),
        sessions=tuple(person.get("sessions", ())),
        now=now,
    )
    registration = queries.registration_by_email_key(forum, box.key)
    if registration is not None and person["deed"] in {"answers", "withdraws"}:
        service.verify(registration, now=now + timedelta(minutes=2))
    if registration is not None and person["deed"] == "withdraws":
        service.withdraw(registration, now=now + timedelta(minutes=20))


def _consent(language: str) -> service.ConsentGiven:
    asked = next(consent for consent in stock_consents() if consent.is_required)
    return service.ConsentGiven(purpose=asked.key, language=language, words=asked.text[language], version=asked.version)
