"""What a translator's file would change."""

from typing import Any

import pytest

from forumapp.forums.rules.translations import Place, Text
from forumapp.translating.rules.incoming import Plan, SheetRow, Trouble, plan
from forumapp.translating.rules.states import Mark, State, fingerprint

TITLE = Place("session", "one", "title")
FORUM = Place("forum", "", "title")


def row(words: str | None = "One", **changes: Any) -> SheetRow:
    given: dict[str, Any] = {
        "number": 2,
        "forum": "forum",
        "place": TITLE,
        "source": "ru",
        "target": "en",
        "seen_source": fingerprint("Один"),
        "seen_text": fingerprint(""),
        "words": words,
        "state": None,
    }
    return SheetRow(**{**given, **changes})


def planned(*rows: SheetRow, english: str = "", mark: State | None = None, owner: bool = True) -> Plan:
    words = {"ru": "Один", **({"en": english} if english else {})}
    texts = {TITLE: Text(TITLE, words), FORUM: Text(FORUM, {"ru": "Один"})}
    said = (
        Mark(state=mark, source="ru", source_print=fingerprint("Один"), text_print=fingerprint(english))
        if mark
        else None
    )
    marks = {(TITLE, "en"): said} if said else {}
    return plan(rows, texts, marks, forum="forum", languages=("ru", "en"), may_change_forum=owner)


def troubles(made: Plan) -> list[Trouble | None]:
    return [line.trouble for line in (*made.changes, *made.conflicts, *made.refused)]


def test_a_new_translation_is_a_change() -> None:
    made = planned(row("  One\n"))

    assert [(line.before, line.after, line.mark) for line in made.changes] == [("", "One", None)]


@pytest.mark.parametrize("state", [State.MACHINE, State.REVIEWED])
def test_a_mark_of_the_file_is_set(state: State) -> None:
    made = planned(row("One", state=state))

    assert [line.mark for line in made.changes] == [state]


@pytest.mark.parametrize("state", [State.MISSING, State.WRITTEN, State.STALE])
def test_states_that_follow_from_the_texts_are_not_set(state: State) -> None:
    assert [line.mark for line in planned(row("One", state=state)).changes] == [None]


def test_a_file_taken_in_already_changes_nothing() -> None:
    made = planned(row("One", state=State.REVIEWED), english="One", mark=State.REVIEWED)

    assert (made.changes, made.conflicts, len(made.same)) == ([], [], 1)


def test_an_empty_translation_takes_nothing_away() -> None:
    made = planned(row("", seen_text=fingerprint("One")), english="One")

    assert (made.changes, len(made.same)) == ([], 1)


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"seen_source": fingerprint("Раз")}, Trouble.SOURCE_CHANGED),
        ({"seen_text": fingerprint("Uno")}, Trouble.TEXT_CHANGED),
        ({"place": Place("session", "gone", "title")}, Trouble.UNKNOWN),
        ({"forum": "other"}, Trouble.OTHER_FORUM),
        ({"target": "fr"}, Trouble.OTHER_LANGUAGE),
        ({"words": "x" * 301}, Trouble.TOO_LONG),
        ({"words": None}, Trouble.NO_TEXT),
    ],
)
def test_a_row_that_does_not_fit_says_why(changes: dict[str, Any], trouble: Trouble) -> None:
    assert troubles(planned(row(**changes))) == [trouble]


def test_a_text_that_stands_twice_counts_once() -> None:
    made = planned(row("One"), row("Two", number=3))

    assert [line.after for line in made.changes] == ["One"]
    assert [line.trouble for line in made.refused] == [Trouble.TWICE]


def test_a_conflict_is_taken_in_only_when_it_was_decided() -> None:
    made = planned(row("One", seen_source=fingerprint("Раз")))

    assert made.decided(frozenset()) == []
    assert made.decided({made.conflicts[0].name}) == made.conflicts


def test_the_forums_own_texts_are_changed_by_owners_only() -> None:
    own = row("One", place=FORUM)

    assert troubles(planned(own, owner=False)) == [Trouble.NOT_YOURS]
    assert troubles(planned(own, owner=True)) == [None]


def test_no_break_spaces_stay_and_blanks_that_nobody_sees_are_no_change() -> None:
    standing = "M.\u00a0F.  Akhundov "
    seen = fingerprint(standing)

    unchanged = planned(row(standing, seen_text=seen), english=standing)
    changed = planned(row("M.\u00a0F.\nAkhundov Library", seen_text=seen), english=standing)

    assert (unchanged.changes, len(unchanged.same)) == ([], 1)
    assert [line.after for line in changed.changes] == ["M.\u00a0F. Akhundov Library"]
