"""The public list of participants: off unless it is wanted, and only of those who agreed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.db import db, transaction
from forumapp.forums.models import Forum
from forumapp.registration.models import Consent, Registration, RegistrationStatus
from forumapp.registration.service import take_back_consent
from tests import factories
from tests.web.privacy.conftest import NOW


@pytest.fixture
def listing(session: DatabaseSession, forum: Forum) -> str:
    """Switch the list on, and give its address."""
    forum.lists_participants = True
    session.commit()
    return f"/forums/{forum.slug}/participants/"


def somebody(forum: Forum, number: int, *, agrees: bool = True, **values: object) -> Registration:
    """Store a delegate, who agreed to the list or did not."""
    row = factories.Registration(forum=forum, arrived=number, **values)
    if agrees:
        db.session.add(Consent(registration_id=row.id, purpose="list", language="ru", text_hash="0" * 64, given_at=NOW))
    db.session.commit()
    return row


def test_there_is_no_list_unless_it_is_wanted_and_no_link_to_it(client: FlaskClient, forum: Forum) -> None:
    address = f"/forums/{forum.slug}/participants/"
    off = client.get(address).status_code, address in client.get(f"/forums/{forum.slug}/").text
    forum.lists_participants = True
    db.session.commit()

    assert off == (404, False)
    assert (client.get(address).status_code, address in client.get(f"/forums/{forum.slug}/").text) == (200, True)


def test_it_names_only_those_who_take_part_and_agreed(client: FlaskClient, forum: Forum, listing: str) -> None:
    somebody(forum, 1, family_name="Атаева", institution_name="Библиотека Атаевой")
    somebody(forum, 2, family_name="Молчаливый", agrees=False)
    for number, status in enumerate(set(RegistrationStatus) - {RegistrationStatus.CONFIRMED}, start=3):
        somebody(forum, number, family_name="Ждущий", status=status)
    page = client.get(f"{listing}?lang=ru").text

    assert "Атаева Мерген" in page
    assert "Библиотека Атаевой" in page
    assert [name for name in ("Молчаливый", "Ждущий", "@example.org") if name in page] == []


def test_a_consent_taken_back_counts_at_the_next_request(client: FlaskClient, forum: Forum, listing: str) -> None:
    row = somebody(forum, 1, family_name="Атаева")
    listing = f"{listing}?lang=ru"
    before = client.get(listing)
    with transaction():
        take_back_consent(row, "list", now=NOW)
    after = client.get(listing, headers={"If-None-Match": before.headers["ETag"]})

    assert ("Атаева" in before.text, after.status_code, "Атаева" in after.text) == (True, 200, False)


def test_what_did_not_change_is_not_sent_again_and_nobody_between_keeps_it(
    client: FlaskClient, forum: Forum, listing: str
) -> None:
    somebody(forum, 1)
    first = client.get(listing)
    again = client.get(listing, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "noindex" in first.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in first.text


def test_names_stand_in_the_readers_letters(client: FlaskClient, forum: Forum, listing: str) -> None:
    somebody(forum, 1, family_name="Атаева", given_name="Айна", latin_name="ATAYEVA AYNA")
    somebody(forum, 2, family_name="Бердыев", given_name="Мерген")
    russian, english = client.get(f"{listing}?lang=ru").text, client.get(f"{listing}?lang=en").text

    assert ("Атаева Айна" in russian, "ATAYEVA" in russian) == (True, False)
    assert ("ATAYEVA AYNA" in english, "Berdyev Mergen" in english, "Атаева" in english) == (True, True, False)


def test_countries_stand_in_protocol_order(client: FlaskClient, forum: Forum, listing: str) -> None:
    for number, country in enumerate(("UZ", "TM", "KZ"), start=1):
        somebody(forum, number, country=country)
    page = client.get(listing).text
    order = [code for code in ("kz", "tm", "uz") if f'id="country-{code}"' in page]
    places = [page.index(f'id="country-{code}"') for code in order]

    assert len(order) == 3
    assert places == sorted(places)


def test_an_empty_list_says_so(client: FlaskClient, listing: str) -> None:
    assert "Nobody stands here yet." in client.get(f"{listing}?lang=en").text


def test_the_list_asks_the_database_as_often_for_one_as_for_many(
    client: FlaskClient, forum: Forum, listing: str, queries: list[str]
) -> None:
    somebody(forum, 1)
    client.get(listing)
    queries.clear()
    client.get(listing)
    one = len(queries)
    library = factories.Institution()
    for number in range(2, 30):
        somebody(forum, number, institution_id=library.id)
    queries.clear()
    client.get(listing)

    assert len(queries) == one
    assert len(db.session.scalars(select(Registration)).all()) == 29


@pytest.mark.parametrize("is_over", [False, True])
def test_an_empty_list_promises_nothing_once_the_people_are_taken_out(
    client: FlaskClient, forum: Forum, listing: str, *, is_over: bool
) -> None:
    forum.anonymized_at = NOW if is_over else None
    db.session.commit()
    page = client.get(f"{listing}?lang=en").text

    assert ("on their own page" in page, "Nobody stands here any more." in page) == (not is_over, is_over)
