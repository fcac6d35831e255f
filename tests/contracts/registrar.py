"""One registrar in a process of their own: ``python -m tests.contracts.registrar DEED [--without-lock]``, settings from the environment.

Says "ready", waits for a line, does the deed and says what became of it. Without the lock there is a pause between reading and
deciding, so that two of them do so at once.
"""

import sys
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from forumapp import clock, create_app
from forumapp.db import db, engines, transaction
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.registration import queries, service
from forumapp.registration.models import Decision, DecisionDeed
from forumapp.registration.queries import Filter
from forumapp.registration.rules.decisions import UNDO
from forumapp.registration.service import Verdict, decisions, places
from forumapp.secretariat.service import deciding
from forumapp.secretariat.service.asking import Chosen

PAUSE = 0.5
"""Seconds."""


def approve(forum: Forum) -> Callable[[], str]:
    """Return what approves all, as it was foreseen when the registrar looked."""
    now, everybody = clock.now(), Chosen(wanted=Filter())
    seen = deciding.foresee(forum, everybody, DecisionDeed.APPROVE, now=now).outcomes
    verdict = Verdict(deed=DecisionDeed.APPROVE, batch=uuid4())

    def deed() -> str:
        deciding.decide(forum, everybody, verdict, seen=seen, now=now)
        return "done"

    return deed


def undo(forum: Forum) -> Callable[[], str]:
    """Return what takes everything back, a moment before its time ends."""
    made = db.session.scalars(select(Decision.tell_at).limit(1)).one()
    batch: UUID = db.session.scalars(select(Decision.batch).limit(1)).one()
    return lambda: f"undone {service.undo(forum, batch, now=made - UNDO / 1000).number}"


def tell(forum: Forum) -> Callable[[], str]:
    """Return what tells everything, when the time has come."""
    made = db.session.scalars(select(Decision.tell_at).limit(1)).one()
    return lambda: f"told {service.tell_decided(forum, most=100, now=made)}"


def take_out_lock() -> None:
    """Let both read before either writes."""

    def slowly(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*arguments: Any, **keywords: Any) -> Any:
            found = read(*arguments, **keywords)
            time.sleep(PAUSE)
            return found

        return reading

    for name in ("rows_in_order", "decisions_of_batch", "decisions_to_tell"):
        setattr(queries, name, slowly(getattr(queries, name)))
    for module in (places, decisions, deciding):
        module.lock_forum = lambda forum: forum  # type: ignore[attr-defined]
    engines.write_intent = ContextVar("never", default=False)  # type: ignore[attr-defined]


def main(name: str) -> None:
    """Wait for the word and do the deed."""
    with create_app().app_context():
        forum = forum_by_slug("race")
        if forum is None:
            raise RuntimeError("no forum")
        deed = {"approve": approve, "undo": undo, "tell": tell}[name](forum)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        try:
            with transaction():
                words = deed()
        except Overtaken:
            words = "overtaken"
        except RuleBroken:
            words = "refused"
        except SQLAlchemyError:
            words = "fault"
        sys.stdout.write(words + "\n")


if __name__ == "__main__":
    if "--without-lock" in sys.argv:
        take_out_lock()
    main(sys.argv[1])
