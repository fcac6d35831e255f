"""Decisions of registrars, told at once: for tests of what follows from them."""

from datetime import datetime
from uuid import uuid4

from forumapp.registration import service
from forumapp.registration.models import DecisionDeed, Registration
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.service import Verdict


def decide(registration: Registration, deed: DecisionDeed, *, now: datetime) -> None:
    """Decide about somebody; they are not told yet."""
    service.decide(registration.forum, [registration.id], Verdict(deed=deed, batch=uuid4(), reason="No"), now=now)


def approve(registration: Registration, *, now: datetime) -> None:
    """Let somebody in, and tell them."""
    decide(registration, DecisionDeed.APPROVE, now=now)
    service.tell_decided(registration.forum, most=10, now=now + UNDO)


def decline(registration: Registration, *, now: datetime) -> None:
    """Turn somebody down, and tell them."""
    decide(registration, DecisionDeed.DECLINE, now=now)
    service.tell_decided(registration.forum, most=10, now=now + UNDO)
