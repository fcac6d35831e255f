"""The verbs of registration in random order, against a count by hand after each: no place twice, none withheld."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import db, transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart
from forumapp.registration import queries, service
from forumapp.registration.models import DecisionDeed, Registration
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.service import Answers, Nominee, Party, Verdict
from tests.web.registration.conftest import NOW, Clock, registrations

ONLINE, ONSITE = Attendance.ONLINE, Attendance.ONSITE
STEPS = 60
LIMITS = {"online": 3, "onsite": 4}
QUOTA = {"TM": 3, "KZ": 1}
CHOIR = {("choir", "onsite"): 1}


class Desk:
    """Does one random deed after another, as a registrar, a head of delegation, delegates and the worker would."""

    def __init__(self, forum: Forum, hours: Clock, seed: int) -> None:
        self.forum, self.hours, self.random, self.came = forum, hours, random.Random(seed), 0
        coming = [self.register, self.register, self.enter, self.admit, self.come_back]
        staying = [self.answer, self.answer, self.take, self.switch, self.change_country, self.approve, self.correct]
        self.deeds = [*coming, *staying, self.withdraw, self.decline, self.undo, self.wait]
        self.batches: list[UUID] = []

    def step(self) -> None:
        """Do something; what is refused must change nothing that the counts below see."""
        deed = self.random.choice(self.deeds)
        try:
            with transaction():
                deed()
        except RuleBroken:
            pass

    def somebody(self, *statuses: str) -> Registration:
        """Return one of those who stand so; nobody is told as a refusal."""
        found = [each for each in registrations(db.session) if each.status in statuses]
        if not found:
            raise RuleBroken("nobody")
        return queries.reread(self.random.choice(found))

    def person(self) -> dict[str, Any]:
        self.came += 1
        answers = Answers(
            given_name="Имя",
            family_name="Фамилия",
            country=self.random.choice(["TM", "TM", "KZ", "AM"]),
            category=self.random.choice(["delegate", "delegate", "choir"]),
            language="ru",
        )
        address = mailbox(f"person{self.came}@example.org")
        return {"mailbox": address, "answers": answers, "attendance": self.random.choice([ONLINE, ONSITE])}

    def register(self) -> None:
        given = self.person()
        service.register(
            self.forum, given["mailbox"], given["answers"], attendance=given["attendance"], consents=(), now=self.now
        )

    def enter(self) -> None:
        given = self.person()
        service.enter(
            self.forum, given["mailbox"], given["answers"], attendance=given["attendance"], consents=(), now=self.now
        )

    def admit(self) -> None:
        name = self.random.choice(["one", "two"])
        party = Party(key=name, name={"ru": name}, is_together=name == "one")
        people = [Nominee(**self.person()) for _number in range(self.random.randint(1, 3))]
        service.nominate(self.forum, party, people, now=self.now)
        service.admit(self.forum, party, queries.members_of_party(self.forum, name), now=self.now)

    def answer(self) -> None:
        service.verify(self.somebody("unverified", "waitlisted", "offered"), now=self.now)

    def correct(self) -> None:
        self.came += 1
        address = mailbox(f"new{self.came}@example.org")
        assert address is not None
        service.correct_email(self.somebody("unverified", "waitlisted", "offered", "pending"), address, now=self.now)

    def take(self) -> None:
        service.take_offer(self.somebody("offered"), now=self.now)

    def switch(self) -> None:
        someone = self.somebody("unverified", "waitlisted", "offered", "confirmed", "pending")
        service.change_attendance(someone, ONLINE if someone.attendance is ONSITE else ONSITE, now=self.now)

    def change_country(self) -> None:
        someone = self.somebody("unverified", "waitlisted", "offered", "confirmed", "pending")
        service.revise(someone, self.person()["answers"], now=self.now)

    def withdraw(self) -> None:
        service.withdraw(self.somebody("unverified", "waitlisted", "offered", "confirmed", "pending"), now=self.now)

    def approve(self) -> None:
        self.decide(self.somebody("pending"), DecisionDeed.APPROVE)

    def decline(self) -> None:
        self.decide(self.somebody("pending", "confirmed", "waitlisted", "offered"), DecisionDeed.DECLINE)

    def decide(self, registration: Registration, deed: DecisionDeed) -> None:
        verdict = Verdict(deed=deed, batch=UUID(int=self.random.getrandbits(128)), reason="no")
        service.decide(self.forum, [registration.id], verdict, now=self.now)
        self.batches.append(verdict.batch)

    def undo(self) -> None:
        if self.batches:
            service.undo(self.forum, self.random.choice(self.batches[-3:]), now=self.now)

    def come_back(self) -> None:
        service.register_again(self.somebody("withdrawn"), consents=(), now=self.now)

    def wait(self) -> None:
        """Let hours pass, change a rule now and then, and let the worker settle the places."""
        self.hours.moment += timedelta(hours=self.random.choice([1, 12, 30]))
        self.forum.registration_approval = self.random.random() < 0.2
        self.forum.registration_offer_hours = self.random.choice([None, 20])
        service.settle(self.forum, now=self.now)
        service.tell_decided(self.forum, most=10, now=self.now)

    @property
    def now(self) -> Any:
        return self.hours.moment


def holding(book: list[Registration], desk: Desk) -> list[Registration]:
    """Return who has a place, as CONTRACT and glossary say it in words."""
    for_a_while = {"unverified", "offered"}
    return [
        each
        for each in book
        if each.status == "confirmed"
        or each.keeps_place
        or (each.status in for_a_while and each.hold_until is not None and each.hold_until > desk.now)
    ]


def over(book: list[Registration], *, is_kept: bool) -> list[str]:
    """Return the limits that these holders exceed."""
    modes = Counter(each.attendance.value for each in book)
    countries = Counter(each.country for each in book)
    choir = Counter((each.category, each.attendance.value) for each in book)
    kept = sum(max(number - countries[code], 0) for code, number in QUOTA.items()) if is_kept else 0
    found = [mode for mode, number in LIMITS.items() if modes[mode] > number]
    found += [code for code, number in QUOTA.items() if countries[code] > number]
    found += [key for (key, mode), number in CHOIR.items() if choir[key, mode] > number]
    return found + (["kept"] if modes["onsite"] + kept > LIMITS["onsite"] else [])


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_no_place_is_given_twice_and_none_withheld_whatever_happens(
    session: DatabaseSession, forum: Forum, hours: Clock, seed: int, is_kept: bool
) -> None:
    forum.registration_capacity, forum.registration_country_quota = LIMITS, QUOTA
    forum.registration_quota_released_on = date(2027, 4, 12) if is_kept else None
    questions.add(forum, CategoryPart(key="choir", title={"en": "Choir"}, capacity={"onsite": 1}), now=NOW)
    session.commit()
    desk = Desk(forum, hours, seed)
    seated: set[int] = set()

    for _number in range(STEPS):
        desk.step()
        with transaction():
            service.settle(forum, now=desk.now)
        book = registrations(session)
        standing = holding(book, desk)
        assert over(standing, is_kept=False) == []
        new = [each for each in standing if each.id not in seated and each.attendance is ONSITE]
        if any(each.country not in QUOTA for each in new):
            assert over(standing, is_kept=is_kept) == []
        seated = {each.id for each in standing}
        waiting = [each for each in book if each.status == "waitlisted"]
        for each in waiting:
            group = [other for other in waiting if other.party == each.party] if each.is_together else [each]
            lacks = over([*standing, *group], is_kept=is_kept)
            assert lacks != [], (each.arrived, each.attendance, each.country, each.category)
    assert seated
