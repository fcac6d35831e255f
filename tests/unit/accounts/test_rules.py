from datetime import UTC, datetime, timedelta

import pytest

from forumapp.accounts import rules

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("created", "seen", "holds"),
    [
        (timedelta(0), timedelta(0), True),
        (rules.IDLE, rules.IDLE - SECOND, True),
        (rules.IDLE, rules.IDLE, False),
        (rules.ABSOLUTE - SECOND, timedelta(0), True),
        (rules.ABSOLUTE, timedelta(0), False),
    ],
)
def test_a_sign_in_holds_within_both_limits(created, seen, holds):
    assert rules.holds(created_at=NOW - created, seen_at=NOW - seen, now=NOW) is holds


def test_a_use_is_noted_every_ten_minutes():
    assert [rules.is_touch_due(seen_at=NOW - timedelta(minutes=minutes), now=NOW) for minutes in (0, 9, 10, 11)] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("address", ["Ayna@Example.org", " ayna@example.org ", "AYNA@EXAMPLE.ORG", "ayna@example.org"])
def test_addresses_are_told_apart_without_regard_to_case(address):
    assert rules.email_key(address) == "ayna@example.org"


@pytest.mark.parametrize(
    "password",
    [
        "Password1234",
        "qwertyuiop12",
        "ПарольПароль",
        "AYNA@example.org",
        "ayna.berdyeva",
        "111111222222",
        "ababababababab",
    ],
)
def test_what_is_guessed_first_is_known(password):
    email = "ayna.berdyeva@example.org" if password == "ayna.berdyeva" else "ayna@example.org"

    assert rules.is_guessed_first(password, email=email)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "шесть белых журавлей", "472094710385", "aaaa bbbb cccc"]
)
def test_no_kind_of_sign_is_asked_for(password):
    assert not rules.is_guessed_first(password, email="ayna@example.org")
    assert rules.is_long_enough(password)


def test_the_shortest_password_has_twelve_signs():
    assert [rules.is_long_enough("k" * length) for length in (11, 12)] == [False, True]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_browsers_are_named_in_words(user_agent, words):
    assert rules.browser_words(user_agent) == words
