import contextlib
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forumapp.exchange import formats, forumfile
from forumapp.exchange.problems import ExchangeError
from tests.unit.exchange import forums
from tests.unit.exchange.samples import FILES

pytestmark = pytest.mark.once
SEEDS = [path.read_bytes() for path in sorted(FILES.iterdir())] + [forumfile.write(forums.forum())]


@pytest.mark.parametrize(
    ("octets", "found"),
    [
        (b' \n{"format": "forumapp/1"}', "forum"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><schedule/>", "frab-xml"),
        ("<schedule/>".encode("utf-16"), "frab-xml"),
        (b'{"schedule": {}}', "frab-json"),
        (b'{"conference": {}}', "frab-json"),
    ],
)
def test_formats_are_told_apart_by_what_the_file_says(octets: bytes, found: str) -> None:
    assert formats.detect(octets) == found


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04", b"BEGIN:VCALENDAR", b"[]", b"{}"])
def test_other_files_are_refused_with_a_sentence(octets: bytes) -> None:
    with pytest.raises(ExchangeError) as refused:
        formats.detect(octets)

    assert str(refused.value) == "This is neither a forum file nor a frab schedule in XML or JSON."


def test_a_format_may_be_named() -> None:
    octets = forumfile.write(forums.forum())

    assert formats.read(octets, "forum").document == forums.forum()
    with pytest.raises(ExchangeError):
        formats.read(octets, "frab-xml")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["auto", "forum", "frab-xml", "frab-json"]))
def test_any_octets_give_a_forum_or_a_refusal(octets: bytes, name: str) -> None:
    with pytest.raises(ExchangeError):
        formats.read(octets, name)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
def test_damaged_files_give_a_forum_or_a_refusal(octets: bytes, chance: random.Random) -> None:
    damaged = bytearray(octets)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randint(0, 20)] = chance.choice(
            [b"", b"0", b'"', b"<", b"&#0;", b"\xff", b"null", b"-1"]
        )

    with contextlib.suppress(ExchangeError):
        document = formats.read(bytes(damaged)).document
        assert json.loads(forumfile.write(document))["forum"]["slug"] == document.forum.slug
