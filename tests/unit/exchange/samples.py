"""Sample files and the facts that a schedule is compared by."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from forumapp.exchange.document import Document
from forumapp.exchange.frabwords import public_name

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = Path(os.environ.get("FORUMAPP_SCHEMAS", ROOT.parent / "shared" / "schemas"))
BASE_URL = "https://forum.example.org"

Fact = tuple[str, datetime, datetime, str, tuple[str, ...]]


def facts(document: Document) -> list[Fact]:
    """Return title, instants, room and people of each scheduled session of a document."""
    zone = ZoneInfo(document.forum.timezone)
    names = {
        person.key: public_name(*(first(part) for part in (person.given_name, person.patronymic, person.family_name)))
        for person in document.people
    }
    rooms = {room.key: first(room.title) for room in document.rooms}
    return sorted(
        (
            first(session.title),
            session.starts_at.replace(tzinfo=zone).astimezone(UTC),
            session.ends_at.replace(tzinfo=zone).astimezone(UTC),
            rooms.get(session.room or "", ""),
            tuple(sorted(names[part.person] for part in session.people)),
        )
        for session in document.sessions
        if session.starts_at and session.ends_at
    )


def first(texts: dict[str, str] | None) -> str:
    """Return the first text of a language map."""
    return next(iter((texts or {}).values()), "")


def json_events(octets: bytes) -> list[dict[str, Any]]:
    """Return the events of a schedule.json that was written."""
    days = json.loads(octets)["schedule"]["conference"]["days"]
    return [event for day in days for events in day["rooms"].values() for event in events]


def xml_events(octets: bytes) -> list[ET.Element]:
    """Return the events of a schedule.xml that was written."""
    return list(ET.fromstring(octets).iter("event"))


def json_faults(octets: bytes) -> list[str]:
    """Return what the schema says against a schedule.json."""
    jsonschema = pytest.importorskip("jsonschema", reason="the validator of JSON schemas is not installed")
    schema = json.loads(_schema("schedule.json.schema.json"))
    validator = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(octets))]


def xml_faults(octets: bytes) -> list[str]:
    """Return what the schema says against a schedule.xml."""
    etree = pytest.importorskip("lxml.etree", reason="the validator of XML schemas is not installed")
    schema = etree.XMLSchema(etree.fromstring(_schema("schedule.xml.xsd")))
    schema.validate(etree.fromstring(octets))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def _schema(name: str) -> bytes:
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip(f"the schema {name} is not in {SCHEMAS} (FORUMAPP_SCHEMAS)")
    return path.read_bytes()
