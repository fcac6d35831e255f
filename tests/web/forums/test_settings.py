import re
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.exchange.document import Attendance, RegistrationTerms
from forumapp.forums import queries, service
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from tests import factories
from tests.signing_in import sign_in_admin, sign_in_as

NEW = {
    "slug": "library-days",
    "title-ru": "Дни библиотек",
    "title-en": "Library Days",
    "languages": ["ru", "en", "tk"],
    "starts_on": "2027-04-12",
    "ends_on": "2027-04-13",
    "timezone": "Asia/Ashgabat",
    "city_zones": "Europe/Minsk\nAsia/Baku",
    "attendance": "hybrid",
    "has_registration": "y",
    "opens_at": "2027-02-01T09:00",
    "capacity_onsite": "20",
    "country_quota": "TM 5\nkz: 7",
    "waitlist": "y",
}


def create(browser, **changes):
    return browser.fill("/forums/new", NEW | changes)


def edit(browser, forum, **changes):
    return browser.fill(f"/forums/{forum.slug}/manage/settings/", changes)


@pytest.fixture
def forum(session):
    return factories.Forum(slug="library-days", description={"ru": "О форуме"}, organizers=("national-library",))


@pytest.fixture
def owner(client, session, forum):
    return sign_in_as(client, session, forum, TeamRole.OWNER)


def test_an_administrator_makes_a_forum_and_owns_it(browser, session):
    admin = sign_in_admin(browser.client, session)

    answer = create(browser)

    forum = session.scalars(select(Forum)).one()
    part = service.part_of(forum)
    assert (answer.status_code, answer.location) == (303, "/forums/library-days/manage/")
    assert part.title == {"ru": "Дни библиотек", "en": "Library Days"}
    assert (part.languages, part.city_zones) == (("ru", "en", "tk"), ("Europe/Minsk", "Asia/Baku"))
    assert part.attendance is Attendance.HYBRID
    assert part.registration is not None
    assert (part.registration.capacity, part.registration.country_quota) == ({"onsite": 20}, {"TM": 5, "KZ": 7})
    assert [(member.account_id, member.role) for member in queries.members(forum)] == [(admin.id, TeamRole.OWNER)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "Library Days"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"title-ru": "", "title-en": ""}, "title"),
        ({"languages": []}, "languages"),
        ({"languages": ["qq"]}, "languages"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"city_zones": "Mars/Base"}, "city_zones"),
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"starts_on": "0001-01-01", "ends_on": "0001-01-01"}, "starts_on"),
        ({"ends_on": "2027-04-11"}, "ends_on"),
        ({"ends_on": "2028-04-12"}, "ends_on"),
        ({"attendance": "somehow"}, "attendance"),
        ({"accent": "red"}, "accent"),
        ({"capacity_onsite": "-1"}, "capacity_onsite"),
        ({"capacity_onsite": "many"}, "capacity_onsite"),
        ({"country_quota": "XX 5"}, "country_quota"),
        ({"country_quota": "Turkmenistan five"}, "country_quota"),
        ({"closes_at": "2027-01-01T09:00"}, "closes_at"),
        ({"quota_released_on": "2027-04-14"}, "quota_released_on"),
        ({"quota_released_on": "2027-04-01", "capacity_onsite": "11"}, "country_quota"),
        ({"hold_hours": "0"}, "hold_hours"),
        ({"offer_hours": "1441"}, "offer_hours"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_stores_nothing(browser, session, change, field):
    sign_in_admin(browser.client, session)

    answer = create(browser, **change)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert 'value="Library Days"' in page or "title-en" in change
    assert session.scalars(select(Forum)).all() == []


def test_all_that_is_missing_is_said_at_once(browser, session):
    sign_in_admin(browser.client, session)

    page = create(browser, **{"slug": "", "starts_on": "", "title-ru": "", "title-en": ""}).get_data(as_text=True)

    assert [field for field in ("slug", "title", "starts_on") if f'id="{field}-error"' in page] == [
        "slug",
        "title",
        "starts_on",
    ]


def test_an_address_in_use_is_refused(browser, session, forum):
    sign_in_admin(browser.client, session)

    assert create(browser).status_code == 422


def test_saving_the_page_as_it_is_stores_nothing(browser, session, forum, owner):
    before = service.part_of(forum)

    answer = edit(browser, forum)

    session.expire_all()
    assert (answer.status_code, answer.location) == (303, "/forums/library-days/manage/")
    assert service.part_of(forum) == before
    assert forum.version == 1


def test_a_full_forum_goes_through_the_page_unchanged(browser, session, forum, owner):
    forum.registration_capacity = {"onsite": 3, "online": 5}
    forum.registration_country_quota = {"TM": 1, "KZ": 2}
    forum.city_zones = ("Asia/Baku", "Europe/Minsk")
    forum.languages = ("tk", "ru")
    forum.title = {"tk": "Kitaphana", "ru": "Библиотека", "de": "Bibliothek"}
    session.commit()
    before = service.part_of(forum)
    version = forum.version

    edit(browser, forum)

    session.expire_all()
    assert service.part_of(forum) == before
    assert list(forum.registration_capacity) == ["onsite", "online"]
    assert forum.version == version


def test_settings_are_changed_and_the_page_says_saved(browser, session, forum, owner):
    answer = edit(browser, forum, **{"venue-en": "Great Hall", "ends_on": "2027-04-14", "has_registration": None})

    session.expire_all()
    assert answer.status_code == 303
    assert (forum.venue, forum.ends_on, forum.has_registration) == ({"en": "Great Hall"}, date(2027, 4, 14), False)
    assert service.part_of(forum).organizers == ("national-library",)
    assert "Saved." in browser.get(answer.location).get_data(as_text=True)


def test_a_new_language_gets_its_fields(browser, session, forum, owner):
    edit(browser, forum, languages=["ru", "en", "tk"])

    assert 'name="title-tk"' in browser.get("/forums/library-days/manage/settings/").get_data(as_text=True)


def test_the_address_cannot_be_changed(browser, session, forum, owner):
    edit(browser, forum, slug="other")

    session.expire_all()
    assert forum.slug == "library-days"


def test_a_pale_color_is_moved_and_the_page_says_so(browser, session, forum, owner):
    answer = edit(browser, forum, accent="#ffdd00")

    session.expire_all()
    assert forum.accent == "#857300"
    assert "#ffdd00 is too pale" in browser.get(answer.location).get_data(as_text=True)


def test_hours_are_kept_and_the_page_shows_them_again(browser, session, forum, owner):
    edit(browser, forum, hours_start="09:00", hours_end="00:30")

    session.expire_all()
    assert (forum.hours_start, forum.hours_end) == (time(9), time(0, 30))
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "forum:set-hours"))
    assert entry.after == {"hours_start": "09:00:00", "hours_end": "00:30:00"}

    edit(browser, forum)
    session.expire_all()
    assert (forum.hours_start, forum.hours_end) == (time(9), time(0, 30))

    edit(browser, forum, hours_start="", hours_end="")
    session.expire_all()
    assert (forum.hours_start, forum.hours_end) == (None, None)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("09:00", "", "Give both the start and the end of the hours, or leave both empty."),
        ("", "18:00", "Give both the start and the end of the hours, or leave both empty."),
        ("09:00", "09:00", "The hours must end at another time than they start."),
    ],
)
def test_hours_that_cannot_be_are_refused(browser, session, forum, owner, start, end, sentence):
    answer = browser.fill("/forums/library-days/manage/settings/?lang=en", {"hours_start": start, "hours_end": end})

    session.expire_all()
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert (forum.hours_start, forum.hours_end) == (None, None)


def test_two_who_edit_at_once_lose_nothing(browser, session, forum, owner):
    page = browser.get("/forums/library-days/manage/settings/")
    service.revise(forum, replace(service.part_of(forum), venue={"en": "Theirs"}), version=1, now=factories.CREATED)
    session.commit()

    refused = browser.send(page, "/forums/library-days/manage/settings/", {"theme-en": "Mine", "venue-en": "Ours"})

    text = refused.get_data(as_text=True)
    session.expire_all()
    assert refused.status_code == 409
    assert 'value="Mine"' in text
    assert 'value="Ours"' in text
    assert "<dt>Venue (English)</dt><dd>Theirs</dd>" in text
    assert (forum.theme, forum.venue) == (None, {"en": "Theirs"})

    again = browser.send(refused, "/forums/library-days/manage/settings/")
    session.expire_all()
    assert again.status_code == 303
    assert (forum.theme, forum.venue) == ({"en": "Mine"}, {"en": "Ours"})


def test_registration_s_terms_are_kept_while_it_is_off_the_page(browser, session, forum, owner):
    forum.registration_capacity = {"hybrid": 9, "online": 5}
    session.commit()

    edit(browser, forum, capacity_online="6")

    session.expire_all()
    assert service.part_of(forum).registration == RegistrationTerms(capacity={"hybrid": 9, "online": 6})


def test_markdown_and_titles_are_shown_as_text(browser, session, forum, owner):
    edit(browser, forum, **{"title-en": "<script>alert(1)</script>"})

    page = browser.get("/forums/library-days/manage/?lang=en").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_overview_says_what_to_do_next(browser, session, forum, owner):
    page = browser.get("/forums/library-days/manage/?lang=en").get_data(as_text=True)

    assert [words in page for words in ("Describe the forum", "Invite the team", "Publish the programme")] == [True] * 3


def test_a_reader_is_offered_nothing_to_change(client, session, forum):
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    page = client.get("/forums/library-days/manage/?lang=en").get_data(as_text=True)

    assert "Change the settings" not in page
    assert "What to do" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_one_s_forums_are_listed_with_the_same_number_of_questions(client, session, queries, count):
    forums = [factories.Forum() for _number in range(count)]
    account = sign_in_as(client, session, forums[0], TeamRole.READ_ONLY)
    for forum in forums[1:]:
        factories.Membership(forum=forum, account=account, role=TeamRole.OWNER)
    factories.Forum(title={"en": "Somebody else's"})
    session.commit()
    queries.clear()

    page = client.get("/forums/mine").get_data(as_text=True)

    assert page.count("/manage/") == count
    assert "Somebody else" not in page
    assert len(queries) == 3


def test_a_newcomer_reads_what_belongs_here(client, session):
    sign_in_as(client, session, None)

    assert "An owner of a forum can invite you." in client.get("/forums/mine?lang=en").get_data(as_text=True)


@pytest.fixture
def institutions(session, forum, owner):
    """Three institutions of the forum, one of which organizes it."""
    names = {"national-library": "National Library", "academy": "Academy Library", "city": "City Library"}
    for position, (key, name) in enumerate(names.items()):
        institution = factories.Institution(name={"en": name})
        factories.ForumInstitution(forum_id=forum.id, key=key, institution=institution, position=position)
    session.commit()


def organizers(page):
    """Return what the lists of organizers show, in words."""
    lists = re.findall(r'<select [^>]*name="organizers"[^>]*>(.*?)</select>', page, re.DOTALL)
    return [re.findall(r"<option [^>]*selected>([^<]*)<", each)[0] for each in lists]


def test_organizers_are_chosen_and_ordered(browser, session, forum, institutions):
    path = "/forums/library-days/manage/settings/"
    page = browser.get(path)

    browser.send(page, path, {"organizers": ["city", "", "national-library"]})

    session.expire_all()
    assert organizers(page.get_data(as_text=True)) == ["National Library", "None", "None"]
    assert service.part_of(forum).organizers == ("city", "national-library")
    shown = browser.get(path).get_data(as_text=True)
    assert organizers(shown) == ["City Library", "National Library", "None", "None"]


def test_all_organizers_can_be_taken_out(browser, session, forum, institutions):
    path = "/forums/library-days/manage/settings/"

    browser.send(browser.get(path), path, {"organizers": ["", "", ""]})

    session.expire_all()
    assert service.part_of(forum).organizers is None


@pytest.mark.parametrize("chosen", [["city", "city"], ["city", "elsewhere"]])
def test_organizers_that_cannot_be_are_refused_and_kept(browser, session, forum, institutions, chosen):
    path = "/forums/library-days/manage/settings/"

    refused = browser.send(browser.get(path), path, {"organizers": chosen})

    session.expire_all()
    assert refused.status_code == 422
    assert organizers(refused.get_data(as_text=True))[0] == "City Library"
    assert service.part_of(forum).organizers == ("national-library",)
