"""What two people made of one session: what stands side by side, and what touches."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.exchange.document import ReportPart, SessionPart, Status
from forumapp.merging import merge, settle
from tests.parts import at, session


def report(key: str, minutes: int = 15, **title: str) -> ReportPart:
    return ReportPart(key=key, title=title or {"en": key}, minutes=minutes, people=())


A, B, C = report("a"), report("b"), report("c")
BASE = session(capacity=10, reports=(A, B, C))


@pytest.mark.parametrize(
    ("theirs", "ours", "merged"),
    [
        ({"capacity": 20}, {"status": Status.TENTATIVE}, {"capacity": 20, "status": Status.TENTATIVE}),
        ({"capacity": 20}, {"capacity": 20}, {"capacity": 20}),
        (
            {"title": {"ru": "Их", "en": "Session opening"}},
            {"title": {"ru": "Заседание opening", "en": "Ours"}},
            {"title": {"ru": "Их", "en": "Ours"}},
        ),
        ({"abstract": {"en": "Theirs"}}, {"abstract": {"ru": "Наше"}}, {"abstract": {"ru": "Наше", "en": "Theirs"}}),
        ({"reports": (A, B, C, report("d"))}, {"reports": (C, A, B)}, {"reports": (C, A, B, report("d"))}),
        ({"reports": (C, B, A)}, {"reports": (A, report("b", 30), C)}, {"reports": (C, report("b", 30), A)}),
        ({"reports": (A, report("b", 30), C)}, {"reports": (A, report("b", 15, en="New"), C)},
         {"reports": (A, report("b", 30, en="New"), C)}),
        ({"reports": (B, C)}, {"reports": (A, report("b", 30), C)}, {"reports": (report("b", 30), C)}),
    ],
)  # fmt: skip
def test_changes_that_do_not_touch_are_both_kept(
    theirs: dict[str, object], ours: dict[str, object], merged: dict[str, object]
) -> None:
    found = merge(base=BASE, theirs=replace(BASE, **theirs), ours=replace(BASE, **ours))

    assert (found.part, found.touching) == (replace(BASE, **merged), ())


@pytest.mark.parametrize(
    ("theirs", "ours", "touching"),
    [
        ({"capacity": 20}, {"capacity": 30}, "capacity"),
        ({"starts_at": at("2027-04-12T09:00")}, {"ends_at": at("2027-04-12T12:00")}, "when"),
        ({"title": {"en": "Theirs"}}, {"title": {"en": "Ours"}}, "title"),
        ({"reports": (C, B, A)}, {"reports": (B, A, C)}, "reports"),
        ({"reports": (report("a", 20), B, C)}, {"reports": (report("a", 30), B, C)}, "reports"),
        ({"reports": (B, C)}, {"reports": (report("a", 30), B, C)}, "reports"),
    ],
)
def test_what_both_changed_is_named_and_ours_stands_until_somebody_decides(
    theirs: dict[str, object], ours: dict[str, object], touching: str
) -> None:
    their_part, our_part = replace(BASE, **theirs), replace(BASE, **ours)

    found = merge(base=BASE, theirs=their_part, ours=our_part)

    assert found.touching == (touching,)
    assert settle(found, theirs=their_part, chosen={touching}) == their_part


capacities = st.sampled_from([10, 20, 30])
statuses = st.sampled_from(list(Status))
texts = st.dictionaries(st.sampled_from(["ru", "en", "tk"]), st.sampled_from(["x", "y"]), min_size=1)
orders = st.lists(
    st.builds(report, st.sampled_from("abcd"), st.sampled_from([15, 20])), max_size=4, unique_by=lambda each: each.key
)
sessions = st.builds(
    lambda capacity, status, title, reports: replace(
        BASE, capacity=capacity, status=status, title=dict(sorted(title.items())), reports=tuple(reports)
    ),
    capacities, statuses, texts, orders,
)  # fmt: skip


@given(base=sessions, theirs=sessions, ours=sessions)
def test_nobodys_change_is_lost_without_a_word(base: SessionPart, theirs: SessionPart, ours: SessionPart) -> None:
    found = merge(base=base, theirs=theirs, ours=ours)

    for name in ("capacity", "status", "title", "reports"):
        was, they, we = (getattr(part, name) for part in (base, theirs, ours))
        if name not in found.touching:
            value = getattr(found.part, name)
            assert they == was or value == they or name in {"title", "reports"}
            assert we == was or value == we or name in {"title", "reports"}
    assert merge(base=base, theirs=base, ours=ours).part == ours
    assert merge(base=base, theirs=theirs, ours=base).part == theirs


@given(base=sessions, theirs=sessions, ours=sessions)
def test_a_text_in_one_language_is_never_lost_without_a_word(
    base: SessionPart, theirs: SessionPart, ours: SessionPart
) -> None:
    found = merge(base=base, theirs=theirs, ours=ours)

    if "title" not in found.touching:
        for code in {*theirs.title, *ours.title}:
            was, they, we = base.title.get(code), theirs.title.get(code), ours.title.get(code)
            assert found.part.title.get(code) == (we if they == was else they)
