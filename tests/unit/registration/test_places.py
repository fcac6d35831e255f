"""Places are never given twice and never withheld: thousands of interleavings against a naive model."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from forumapp.exchange.document import Attendance
from forumapp.registration.rules.places import Places, Shortage, Wanted, modes_of, next_in_queue
from forumapp.registration.rules.statuses import (
    Arrival,
    RegistrationStatus,
    after_answer,
    after_approval,
    after_promotion,
    arrival,
    on_arrival,
)

ONLINE, ONSITE = Attendance.ONLINE, Attendance.ONSITE
S = RegistrationStatus


@dataclass(frozen=True)
class Entry:
    """A registration as far as places are concerned."""

    arrived: int
    attendance: Attendance
    country: str
    category: str
    status: RegistrationStatus
    is_held: bool = False
    is_verified: bool = False
    party: str | None = None
    is_together: bool = False

    @property
    def holds(self) -> bool:
        return self.status is S.CONFIRMED or (self.status in {S.UNVERIFIED, S.OFFERED} and self.is_held)


claims = st.builds(
    Wanted,
    attendance=st.sampled_from([ONLINE, ONSITE]),
    country=st.sampled_from(["TM", "AM"]),
    category=st.sampled_from(["delegate", "press"]),
)


class Desk(RuleBasedStateMachine):
    """Delegates and delegations come, answer, go and change; holds and offers end; organizers decide and change the places.

    After every step: no more taken than there are places (unless the organizers took places away), nobody waits for whom there
    is room, nobody took what is kept for a country, and of a delegation that stays together nobody got a place from the queue without all who waited with them. The counting here is by hand, over all entries, and shares nothing with the rules.
    """

    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self.book: dict[int, Entry] = {}
        self.capacity = {ONLINE: 2, ONSITE: 3}
        self.quota = {"TM": 2}
        self.press = {ONSITE: 1}
        self.is_kept = False
        self.is_released = False
        self.has_offers = False
        self.most_press = 1
        self.seated: set[int] = set()
        self.most_from_tm = 2
        self.needs_approval = False
        self.has_waitlist = True
        self.most_taken = dict(self.capacity)
        self.came = 0

    def places(self) -> Places:
        held = [entry for entry in self.book.values() if entry.holds]
        return Places(
            capacity=self.capacity,
            quota={} if self.is_released else self.quota,
            categories={("press", mode): number for mode, number in self.press.items()},
            kept_in=ONSITE if self.is_kept and not self.is_released else None,
            taken={mode: sum(entry.attendance is mode for entry in held) for mode in Attendance},
            taken_by_country={code: sum(entry.country == code for entry in held) for code in ("TM", "AM")},
            taken_by_category={
                (category, mode): sum((entry.category, entry.attendance) == (category, mode) for entry in held)
                for category in ("delegate", "press")
                for mode in (ONLINE, ONSITE)
            },
        )

    def hand_on(self) -> None:
        """What the service does after every step: the queue gets what is free."""
        queue = sorted(
            (entry for entry in self.book.values() if entry.status is S.WAITLISTED), key=lambda entry: entry.arrived
        )
        chosen = next_in_queue(queue, self.places())
        for party in {entry.party for entry in chosen if entry.is_together}:
            assert [entry for entry in queue if entry.party == party] == [e for e in chosen if e.party == party]
        for entry in chosen:
            is_offered = self.has_offers and entry.party is None
            status = after_promotion(is_verified=entry.is_verified, is_offered=is_offered)
            self.book[entry.arrived] = replace(entry, status=status, is_held=status is not S.CONFIRMED)

    @rule(target=entries, claim=claims)
    def register(self, claim: Wanted) -> int:
        awaiting = arrival(
            has_room=self.places().has_room(claim),
            needs_approval=self.needs_approval,
            has_waitlist=self.has_waitlist,
        )
        assume(awaiting is not Arrival.FULL)
        self.came += 1
        status = on_arrival(awaiting, is_verified=False)
        is_held = awaiting is Arrival.HELD
        self.book[self.came] = Entry(
            self.came, claim.attendance, claim.country, claim.category, status, is_held=is_held
        )
        self.hand_on()
        return self.came

    @rule(
        people=st.lists(claims, min_size=1, max_size=4),
        is_together=st.booleans(),
        earlier=st.integers(0, 3),
    )
    def admit(self, people: list[Wanted], *, is_together: bool, earlier: int) -> None:
        """A delegation arrives, or more of one that did before; together with those of it who wait."""
        same = [entry for entry in self.book.values() if entry.party == f"party-{earlier}"]
        is_together = same[0].is_together if same else is_together
        new = []
        for claim in people:
            self.came += 1
            where = (self.came, claim.attendance, claim.country, claim.category)
            new.append(Entry(*where, S.WAITLISTED, party=f"party-{earlier}", is_together=is_together))
        waiting = sorted((each for each in same if each.status is S.WAITLISTED), key=lambda each: each.arrived)
        seated = next_in_queue([*waiting, *new], self.places())
        assert not is_together or len(seated) in {0, len(waiting) + len(new)}
        assert self.is_kept or not set(seated) & set(waiting)
        for entry in new:
            self.book[entry.arrived] = replace(entry, status=S.UNVERIFIED, is_held=True) if entry in seated else entry
        self.hand_on()

    @rule(party=st.integers(0, 3), is_together=st.booleans())
    def set_together(self, party: int, *, is_together: bool) -> None:
        for entry in [each for each in self.book.values() if each.party == f"party-{party}"]:
            self.book[entry.arrived] = replace(entry, is_together=is_together)
        self.hand_on()

    @rule(party=st.integers(0, 3))
    def take_one_out(self, party: int) -> None:
        standing = [
            each for each in self.book.values() if each.party == f"party-{party}" and each.status is not S.WITHDRAWN
        ]
        for entry in standing[:1]:
            self.book[entry.arrived] = replace(entry, status=S.WITHDRAWN, is_held=False)
        self.hand_on()

    @rule(number=entries)
    def answer(self, number: int) -> None:
        entry = self.book[number]
        if entry.is_verified or entry.status not in {S.UNVERIFIED, S.WAITLISTED}:
            return
        status: RegistrationStatus | None = entry.status
        if entry.status is S.UNVERIFIED:
            status = after_answer(
                holds_place=entry.holds,
                has_room=self.places().has_room(entry),
                awaits_decision=self.needs_approval,
                has_waitlist=self.has_waitlist,
            )
        if status is not None:
            self.book[number] = replace(entry, status=status, is_verified=True, is_held=False)
        self.hand_on()

    @rule(number=entries)
    def end_hold(self, number: int) -> None:
        """The hold of who did not answer ends; who did not take an offer goes."""
        entry = self.book[number]
        status = S.WITHDRAWN if entry.status is S.OFFERED else entry.status
        self.book[number] = replace(entry, status=status, is_held=False)
        self.hand_on()

    @rule(number=entries)
    def take_offer(self, number: int) -> None:
        entry = self.book[number]
        if entry.status is S.OFFERED:
            self.book[number] = replace(entry, status=S.CONFIRMED, is_held=False)
        self.hand_on()

    @rule(number=consumes(entries))
    def leave(self, number: int) -> None:
        self.book[number] = replace(self.book[number], status=S.WITHDRAWN, is_held=False)
        self.hand_on()

    @rule(number=entries)
    def approve(self, number: int) -> None:
        entry = self.book[number]
        if entry.status is not S.PENDING:
            return
        has_room = self.places().has_room(entry)
        status = after_approval(has_room=has_room, has_waitlist=self.has_waitlist)
        if status is not None:
            self.book[number] = replace(entry, status=status)
        self.hand_on()

    @rule(number=entries)
    def switch(self, number: int) -> None:
        entry = self.book[number]
        other = ONSITE if entry.attendance is ONLINE else ONLINE
        if entry.holds:
            wanted = Wanted(attendance=other, country=entry.country, category=entry.category)
            if not self.places().without_one(entry).has_room(wanted):
                return
        self.book[number] = replace(entry, attendance=other)
        self.hand_on()

    @rule(mode=st.sampled_from([ONLINE, ONSITE]), number=st.integers(0, 4))
    def set_capacity(self, mode: Attendance, number: int) -> None:
        self.capacity = {**self.capacity, mode: number}
        self.hand_on()

    @rule(number=st.integers(0, 3))
    def set_press(self, number: int) -> None:
        self.press = {ONSITE: number}
        self.hand_on()

    @rule(is_kept=st.booleans(), is_released=st.booleans(), has_offers=st.booleans())
    def set_rules(self, *, is_kept: bool, is_released: bool, has_offers: bool) -> None:
        assume(not is_kept or is_released or self.capacity[ONSITE] >= self.quota["TM"])
        self.is_kept, self.is_released, self.has_offers = is_kept, is_released, has_offers
        self.hand_on()

    @rule(needs_approval=st.booleans(), has_waitlist=st.booleans())
    def set_terms(self, *, needs_approval: bool, has_waitlist: bool) -> None:
        self.needs_approval, self.has_waitlist = needs_approval, has_waitlist

    @invariant()
    def never_more_than_there_are(self) -> None:
        for mode in (ONLINE, ONSITE):
            taken = sum(entry.holds for entry in self.book.values() if entry.attendance is mode)
            self.most_taken[mode] = max(self.capacity[mode], min(self.most_taken[mode], taken))
            assert taken <= self.most_taken[mode]
        taken = sum(
            entry.holds for entry in self.book.values() if (entry.category, entry.attendance) == ("press", ONSITE)
        )
        self.most_press = max(self.press[ONSITE], min(self.most_press, taken))
        assert taken <= self.most_press

    @invariant()
    def nobody_got_a_place_that_was_kept_for_others(self) -> None:
        before, self.seated = self.seated, {entry.arrived for entry in self.book.values() if entry.holds}
        onsite = [entry for entry in self.book.values() if entry.holds and entry.attendance is ONSITE]
        others = [entry for entry in onsite if entry.country != "TM" and entry.arrived not in before]
        if others and self.is_kept and not self.is_released:
            from_tm = sum(entry.holds for entry in self.book.values() if entry.country == "TM")
            assert len(onsite) + max(self.quota["TM"] - from_tm, 0) <= self.capacity[ONSITE]

    @invariant()
    def never_more_from_a_country_than_its_quota(self) -> None:
        taken = sum(entry.holds for entry in self.book.values() if entry.country == "TM")
        self.most_from_tm = max(99 if self.is_released else self.quota["TM"], min(self.most_from_tm, taken))
        assert taken <= self.most_from_tm

    @invariant()
    def nobody_waits_for_whom_there_is_room(self) -> None:
        waiting = [entry for entry in self.book.values() if entry.status is S.WAITLISTED]
        for entry in waiting:
            group = [each for each in waiting if each.party == entry.party] if entry.is_together else [entry]
            assert not self.all_fit(group)

    def all_fit(self, group: list[Entry]) -> bool:
        """Count by hand whether there is a place for each of a group at once."""
        held = [entry for entry in self.book.values() if entry.holds]
        for mode in (ONLINE, ONSITE):
            more = sum(each.attendance is mode for each in group)
            if more and sum(entry.attendance is mode for entry in held) + more > self.capacity[mode]:
                return False
        more = sum((each.category, each.attendance) == ("press", ONSITE) for each in group)
        press = sum((entry.category, entry.attendance) == ("press", ONSITE) for entry in held)
        if more and press + more > self.press[ONSITE]:
            return False
        if self.is_released:
            return True
        more = sum(each.country == "TM" for each in group)
        from_tm = sum(entry.country == "TM" for entry in held) + more
        if more and from_tm > self.quota["TM"]:
            return False
        if not self.is_kept or not any(each.country != "TM" and each.attendance is ONSITE for each in group):
            return True
        onsite = sum(each.attendance is ONSITE for each in [*held, *group])
        return onsite + max(self.quota["TM"] - from_tm, 0) <= self.capacity[ONSITE]


Desk.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestDesk = pytest.mark.once(Desk.TestCase)


@dataclass(frozen=True)
class Waiter:
    attendance: Attendance
    country: str = "TM"
    category: str = "delegate"
    party: str | None = None
    is_together: bool = False


def test_a_way_of_taking_part_without_a_number_has_no_limit() -> None:
    places = Places(capacity={"onsite": 0}, taken={"online": 1000})

    assert (places.left(ONLINE), places.left(ONSITE)) == (None, 0)
    assert places.has_room(Waiter(ONLINE))


def test_somebody_whose_way_is_full_does_not_stop_those_behind() -> None:
    first, second, third = Waiter(ONSITE), Waiter(ONLINE), Waiter(ONLINE)

    assert next_in_queue([first, second, third], Places(capacity={"onsite": 0, "online": 1})) == [second]


def test_somebody_whose_country_is_full_does_not_stop_those_behind() -> None:
    first, second = Waiter(ONSITE, "TM"), Waiter(ONSITE, "AM")
    places = Places(capacity={"onsite": 1}, quota={"TM": 1}, taken_by_country={"TM": 1})

    assert next_in_queue([first, second], places) == [second]


def test_a_party_that_stays_together_gets_all_its_places_or_none() -> None:
    first, alone, second = (
        Waiter(ONSITE, party="a", is_together=True),
        Waiter(ONSITE),
        Waiter(ONLINE, party="a", is_together=True),
    )

    assert next_in_queue([first, alone, second], Places(capacity={"onsite": 1, "online": 0})) == [alone]
    assert next_in_queue([first, alone, second], Places(capacity={"onsite": 1, "online": 1})) == [first, second]


def test_a_party_that_takes_places_as_they_come_does_so_in_its_order() -> None:
    first, second = Waiter(ONSITE, party="a"), Waiter(ONSITE, party="a")

    assert next_in_queue([first, second], Places(capacity={"onsite": 1})) == [first]


def test_places_taken_away_leave_none_and_not_less() -> None:
    assert Places(capacity={"online": 1}, taken={"online": 3}).left(ONLINE) == 0


@pytest.mark.parametrize(
    ("attendance", "modes"),
    [(Attendance.ONLINE, (ONLINE,)), (Attendance.ONSITE, (ONSITE,)), (Attendance.HYBRID, (ONLINE, ONSITE))],
)
def test_the_forum_decides_which_ways_there_are(attendance: Attendance, modes: tuple[Attendance, ...]) -> None:
    assert modes_of(attendance) == modes


KEPT = Places(capacity={"onsite": 3}, quota={"TM": 2}, kept_in=ONSITE)


@pytest.mark.parametrize(
    ("places", "claim", "shortage"),
    [
        (KEPT, Waiter(ONSITE, "AM"), None),
        (KEPT.with_one(Waiter(ONSITE, "AM")), Waiter(ONSITE, "AM"), Shortage.KEPT),
        (KEPT.with_one(Waiter(ONSITE, "AM")), Waiter(ONSITE, "TM"), None),
        (KEPT.with_one(Waiter(ONSITE, "AM")), Waiter(ONLINE, "AM"), None),
        (KEPT.with_one(Waiter(ONLINE, "TM")), Waiter(ONSITE, "AM"), None),
        (replace(KEPT, kept_in=None).with_one(Waiter(ONSITE, "AM")), Waiter(ONSITE, "AM"), None),
        (Places(quota={"TM": 0}), Waiter(ONSITE), Shortage.COUNTRY),
        (Places(capacity={"onsite": 0}, quota={"TM": 0}), Waiter(ONSITE), Shortage.MODE),
        (Places(categories={("press", "onsite"): 0}), Waiter(ONSITE, category="press"), Shortage.CATEGORY),
        (Places(categories={("press", "onsite"): 0}), Waiter(ONLINE, category="press"), None),
        (Places(categories={("press", "onsite"): 0}), Waiter(ONSITE), None),
    ],
)
def test_what_is_short_for_whom(places: Places, claim: Waiter, shortage: Shortage | None) -> None:
    assert places.shortage(claim) is shortage
