"""Whom a deed about many concerns: nobody without a name, and the limit of one go is for those about whom it can be done."""

import pytest
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.forums.models import Forum
from forumapp.registration.models import DecisionDeed, RegistrationStatus
from forumapp.registration.queries import Filter
from forumapp.secretariat.service import asking, deciding, reminding
from forumapp.secretariat.service.asking import Chosen
from tests.browsing import Browser, forms_of
from tests.web.registration.conftest import Clock, statuses
from tests.web.secretariat.conftest import Store

PENDING = RegistrationStatus.PENDING


@pytest.mark.parametrize("deed", DecisionDeed)
def test_the_limit_is_not_used_up_by_those_about_whom_nothing_can_be_decided(
    somebody: Store, forum: Forum, hours: Clock, monkeypatch: pytest.MonkeyPatch, deed: DecisionDeed
) -> None:
    monkeypatch.setattr(asking.ids_of, "__kwdefaults__", {"most": 1})
    somebody(status=RegistrationStatus.WITHDRAWN)
    row = somebody(status=PENDING)

    found = deciding.foresee(forum, Chosen(wanted=Filter()), deed, now=hours.now())

    assert [each.id for each in found.rows] == [row.id]


def test_a_registration_that_tells_nobody_any_more_is_not_decided_about(
    browser: Browser, desk: str, session: DatabaseSession, somebody: Store, hours: Clock
) -> None:
    gone = somebody(status=PENDING, anonymized_at=hours.now())
    somebody(status=PENDING)
    token = dict(forms_of(browser.get(desk))[-1].values)

    for whom in ({"all": "1"}, {"registration": str(gone.uid)}):
        page = browser.client.post(f"{desk}decide", data={**token, **whom, "deed": "decline"})
        browser.send(page, desk, {"reason": "Мест нет."}, form="decide")

    assert statuses(session) == ["pending", "declined"]


def test_the_limit_is_not_used_up_by_those_who_have_confirmed(
    browser: Browser,
    desk: str,
    session: DatabaseSession,
    somebody: Store,
    forum: Forum,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking.ids_of, "__kwdefaults__", {"most": 1})
    somebody()
    row = somebody(status=RegistrationStatus.UNVERIFIED, verified_at=None)

    found = reminding.unconfirmed(forum, Chosen(wanted=Filter()), now=row.created_at)

    assert [each.id for each in found.now] == [row.id]
