"""Places in a session against a model of a few lines: random deeds in random order, the same after each."""

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange import forumfile
from forumapp.exchange.document import Signup
from forumapp.forums.models import Forum
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.schedule import queries as schedule
from forumapp.schedule.models import Release
from forumapp.signups import service
from forumapp.signups.models import SessionSignup
from tests import deciding
from tests.web.signups.conftest import COURSE, NOW, Delegate, programme

PEOPLE, STEPS = 7, 60
CONFIRMED, PENDING = RegistrationStatus.CONFIRMED, RegistrationStatus.PENDING

pytestmark = pytest.mark.usefixtures("speaking")


@dataclass
class Model:
    """What is meant: a line in order of arrival; the first confirmed ones hold places; nobody is thrown out of one."""

    capacity: int
    confirmed: set[int]
    ended: set[int] = field(default_factory=set)
    line: list[int] = field(default_factory=list)
    seated: set[int] = field(default_factory=set)

    def settle(self) -> None:
        """Seat the first in line while a place is free."""
        for who in self.line:
            if who in self.confirmed and who not in self.seated and len(self.seated) < self.capacity:
                self.seated.add(who)

    def leave(self, who: int) -> None:
        """Take somebody out of the line and their place."""
        self.line = [each for each in self.line if each != who]
        self.seated.discard(who)


class Play:
    """Does the same deed in the model and in the application."""

    def __init__(self, session: DatabaseSession, forum: Forum, people: list[Registration], model: Model) -> None:
        self.session, self.forum, self.model = session, forum, model
        self.ids, self.uids = [each.id for each in people], [each.uid for each in people]
        self.now = NOW

    def row(self, who: int) -> Registration:
        """Return somebody as they stand."""
        found = registrations.registration_by_uid(self.forum.slug, self.uids[who])
        assert found is not None
        return found

    def sign_up(self, who: int) -> None:
        """Sign up, again perhaps."""
        if who in self.model.ended:
            return
        service.sign_up(self.row(who), "course", now=self.now)
        if who not in self.model.line:
            self.model.line.append(who)

    def take_back(self, who: int) -> None:
        """Take a sign-up back, or nothing."""
        if who not in self.model.ended:
            service.take_back(self.row(who), "course", now=self.now)
            self.model.leave(who)

    def withdraw(self, who: int) -> None:
        """Leave the forum."""
        registration.withdraw(self.row(who), now=self.now)
        self.model.leave(who)
        self.model.ended.add(who)
        self.model.confirmed.discard(who)

    def approve(self, who: int) -> None:
        """Become confirmed."""
        if who not in self.model.ended | self.model.confirmed:
            deciding.approve(self.row(who), now=self.now)
            self.model.confirmed.add(who)

    def decline(self, who: int) -> None:
        """Be turned down by the organizers."""
        if who not in self.model.ended:
            deciding.decline(self.row(who), now=self.now)
            self.model.leave(who)
            self.model.ended.add(who)
            self.model.confirmed.discard(who)

    def take_out(self, who: int) -> None:
        """Be taken out at the desk."""
        if who not in self.model.ended:
            service.take_out(self.forum, "course", [self.row(who).uid], now=self.now)
            self.model.leave(who)

    def resize(self, who: int) -> None:
        """Publish another number of places; the worker comes by."""
        self.model.capacity = who % 4
        release(self.session, self.forum, capacity=self.model.capacity)
        service.settle(self.forum, now=self.now)


DEEDS = (
    "sign_up",
    "sign_up",
    "sign_up",
    "sign_up",
    "take_back",
    "take_out",
    "approve",
    "withdraw",
    "decline",
    "resize",
)


@pytest.mark.parametrize("seed", range(12))
def test_no_place_is_given_twice_and_none_withheld_whatever_happens_in_whatever_order(
    seed: int, session: DatabaseSession, forum: Forum, delegate: Delegate
) -> None:
    chance = random.Random(seed)
    people = [delegate(CONFIRMED if number % 2 else PENDING) for number in range(PEOPLE)]
    model = Model(capacity=2, confirmed={number for number in range(PEOPLE) if number % 2})
    play = Play(session, forum, people, model)
    for _step in range(STEPS):
        deed, who = chance.choice(DEEDS), chance.randrange(PEOPLE)
        play.now += timedelta(seconds=1)
        getattr(play, deed)(who)
        model.settle()
        assert standing_of(session, play.ids) == (model.line, model.seated), (seed, deed, who)


def standing_of(session: DatabaseSession, ids: list[int]) -> tuple[list[int], set[int]]:
    """Return who stands in line in order of arrival, and who of them holds a place."""
    rows = session.execute(
        select(SessionSignup.registration_id, SessionSignup.status).order_by(SessionSignup.arrived)
    ).all()
    seated = {ids.index(registration_id) for registration_id, status in rows if status == "signed"}
    return [ids.index(registration_id) for registration_id, _status in rows], seated


def release(session: DatabaseSession, forum: Forum, *, capacity: int) -> None:
    """Make the next release with that many places, without what else publishing does."""
    number = schedule.released(forum.slug).release.number + 1  # type: ignore[union-attr]
    document = programme(replace(COURSE, capacity=capacity, signup=Signup.OPEN))
    values = {"published_at": NOW + timedelta(seconds=number), "published_by": "test", "uids": {}, "changes": []}
    session.add(Release(forum_id=forum.id, number=number, document=forumfile.write(document), **values))
    session.flush()
