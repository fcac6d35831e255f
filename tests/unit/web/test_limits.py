"""What client addresses count as."""

import pytest

from forumapp.web.limits import counted_as


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::1", "::/64"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
    ],
)
def test_one_subscriber_counts_as_one(address: str, expected: str) -> None:
    assert counted_as(address) == expected
