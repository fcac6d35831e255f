"""Terms, addresses, names, tokens and sheets."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest

from forumapp.forums.rules.terms import Terms, is_over, terms_of
from forumapp.registration.rules.addresses import mailbox, masked
from forumapp.registration.rules.names import full_name, greeting_name, is_latin, is_phone, search_text
from forumapp.registration.rules.sheets import as_csv, as_json, as_table, as_xlsx, disarmed
from forumapp.registration.rules.tokens import registration_token

pytestmark = pytest.mark.once


@dataclass
class Forum:
    has_registration: bool = True
    registration_opens_at: datetime | None = datetime(2027, 3, 1, 9, 0)  # noqa: DTZ001
    registration_closes_at: datetime | None = datetime(2027, 4, 1, 18, 0)  # noqa: DTZ001
    timezone: str = "Asia/Ashgabat"
    ends_on: date = date(2027, 4, 13)


@pytest.mark.parametrize(
    ("now", "terms"),
    [
        (datetime(2027, 3, 1, 3, 59, 59, tzinfo=UTC), Terms.NOT_YET),
        (datetime(2027, 3, 1, 4, 0, tzinfo=UTC), Terms.OPEN),
        (datetime(2027, 4, 1, 12, 59, 59, tzinfo=UTC), Terms.OPEN),
        (datetime(2027, 4, 1, 13, 0, tzinfo=UTC), Terms.CLOSED),
    ],
)
def test_terms_are_those_of_the_forums_own_clock(now: datetime, terms: Terms) -> None:
    assert terms_of(Forum(), now=now).terms is terms


def test_without_a_closing_time_registration_closes_when_the_last_day_ends() -> None:
    forum = Forum(registration_closes_at=None)

    assert terms_of(forum, now=datetime(2027, 4, 13, 18, 59, tzinfo=UTC)).is_open
    assert terms_of(forum, now=datetime(2027, 4, 13, 19, 0, tzinfo=UTC)).terms is Terms.CLOSED
    assert is_over(forum, now=datetime(2027, 4, 13, 19, 0, tzinfo=UTC))


def test_a_forum_may_take_no_registrations() -> None:
    assert terms_of(Forum(has_registration=False), now=datetime(2027, 3, 2, tzinfo=UTC)).terms is Terms.NONE


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ayna@Example.ORG", "ayna@example.org"),
        (" ayna@example.org", "ayna@example.org"),
        ("ａｙｎａ@example.org", "ayna@example.org"),
        ("ayna+forum@example.org", "ayna+forum@example.org"),
        ("a.y.n.a@gmail.com", "a.y.n.a@gmail.com"),
        ("info@библиотека.рф", "info@xn--80abaqnbpf2a4b.xn--p1ai"),
        ("info@xn--80abaqnbpf2a4b.xn--p1ai", "info@xn--80abaqnbpf2a4b.xn--p1ai"),
        ("АЙНА@example.org", "айна@example.org"),
    ],
)
def test_one_mailbox_has_one_key_in_whatever_clothes(text: str, key: str) -> None:
    found = mailbox(text)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text", ["", "ayna", "ayna@", "@example.org", "a b@example.org", "a@b@c.org", "a@" + "x" * 300 + ".org"]
)
def test_what_is_no_address_has_no_mailbox(text: str) -> None:
    assert mailbox(text) is None


def test_a_masked_address_keeps_its_first_letter_and_domain() -> None:
    assert masked("ayna@example.org") == "a…@example.org"


@pytest.mark.parametrize(
    ("text", "expected"), [("ATAEVA AYNA", True), ("O’Neill-Şen", True), ("Атаева", False), ("", False), ("123", False)]
)
def test_latin_names_are_written_in_latin_letters(text: str, *, expected: bool) -> None:
    assert is_latin(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("+993 12 35-35-35", True), ("8 (916) 123-45-67", True), ("call me", False), ("1234", False)]
)
def test_telephones_are_taken_as_people_write_them(text: str, *, expected: bool) -> None:
    assert is_phone(text) is expected


def test_search_knows_no_case_script_or_yo() -> None:
    assert search_text("Алёна", None, "Kovaleva") == search_text("алена", "Ковалёва")


def test_names_are_listed_family_first_and_greeted_by_given_name() -> None:
    assert full_name(family_name="Атаева", given_name="Айна", patronymic="Мередовна") == "Атаева Айна Мередовна"
    assert greeting_name(given_name="Айна", patronymic="Мередовна") == "Айна Мередовна"
    assert greeting_name(given_name="Анаит", patronymic=None) == "Анаит"


def test_tokens_are_the_keys_own_and_change_with_the_generation() -> None:
    uid = UUID(int=1)
    token = registration_token("a secret key", uid=uid, generation=1)

    assert len(token) == 32
    assert registration_token("a secret key", uid=uid, generation=1) == token
    assert registration_token("a secret key", uid=uid, generation=2) != token
    assert registration_token("another key", uid=uid, generation=1) != token


@pytest.mark.parametrize("text", ["=1+1", "+7 916", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert disarmed(text) == f"'{text}"


def test_ordinary_text_stays_as_it_is() -> None:
    assert disarmed("Атаева") == "Атаева"


ROWS = [{"name": "=cmd", "country": "TM", "arrived": 1, "post": None}]


def test_csv_has_a_mark_for_spreadsheets_and_the_delimiter_asked_for() -> None:
    octets = as_csv(ROWS, headings={"arrived": "№", "name": "Имя", "post": "Должность"}, delimiter=";")

    assert octets == "\ufeff№;Имя;Должность\r\n1;'=cmd;\r\n".encode()


def test_a_workbook_holds_text_only() -> None:
    octets = as_xlsx(ROWS, headings={"name": "Name"}, title="Registrations")

    sheet = ZipFile(BytesIO(octets)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 't="s"' in sheet


def test_json_is_a_list_of_objects() -> None:
    assert as_json([{"name": "Айна"}]).decode() == '[\n  {\n    "name": "Айна"\n  }\n]\n'


def test_a_table_stands_in_columns() -> None:
    assert as_table(ROWS, columns=("arrived", "name")) == "arrived  name\n1        =cmd"
