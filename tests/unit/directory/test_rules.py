"""Names in any script."""

import pytest

from forumapp.directory import rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ataeva", "Атаева"),
        ("Atayeva", "АТАЕВА"),
        ("Ataýewa", "Атаева"),
        ("Fyodorov", "Фёдоров"),
        ("Федоров", "Фёдоров"),
        ("Хайриддинов", "Khayriddinov"),
        ("Юлия", "Iuliia"),
        ("Юлия", "Yuliya"),
        ("Шарипова", "Şaripova"),
        ("Щукин", "Shchukin"),
        ("Қазақстан", "Qazaqstan"),
        ("oʻzbek", "o'zbek"),
        ("o‘zbek", "ozbek"),
        ("Əliyev", "Алиев"),
        ("İSMAYIL", "ismayıl"),
        ("  Библиотека, имени - Пушкина ", "библиотека имени пушкина"),
        ("Čaj", "Chaj"),
        ("Երևան", "Ереван"),
        ("Հարությունյան", "Harutyunyan"),
        ("Ոսկանյան", "Voskanyan"),
        ("Джумаев", "Jumaýew"),
        ("ბერიძე", "Беридзе"),
        ("შევარდნაძე", "Shevardnadze"),
    ],
)
def test_case_marks_and_script_make_no_difference(one: str, other: str) -> None:
    assert rules.fold(one) == rules.fold(other)


@pytest.mark.parametrize(("one", "other"), [("Атаев", "Атаева"), ("Минск", "Пинск")])
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert rules.fold(one) != rules.fold(other)


def test_a_search_text_holds_each_word_once() -> None:
    assert rules.folded({"ru": "Национальная библиотека", "en": "National Library"}, None, {"ru": "Библиотека"}) == (
        "natsionalnaia biblioteka national librari"
    )


def test_a_russian_name_begins_with_the_family_name() -> None:
    name = rules.display_name({"ru": "Айна"}, {"ru": "Атаева"}, {"ru": "Мередовна"}, "ru")

    assert name == "Атаева Айна Мередовна"


def test_an_english_name_ends_with_the_family_name() -> None:
    given, family = {"ru": "Айна", "en": "Ayna"}, {"ru": "Атаева", "en": "Ataeva"}

    assert rules.display_name(given, family, {"ru": "Мередовна"}, "en") == "Ayna Ataeva"


def test_the_parts_of_a_name_come_from_one_language() -> None:
    given, family = {"tk": "Aýna", "ru": "Айна"}, {"ru": "Атаева"}

    assert rules.display_name(given, family, None, "en", ("ru",)) == "Атаева Айна"


def test_a_person_may_have_one_name_only() -> None:
    assert rules.display_name({}, {"en": "Ayna"}, None, "ru") == "Ayna"


@pytest.mark.parametrize(("name", "key"), [("Атаева Айна", "ataeva-aina"), ("State Library", "state-library")])
def test_a_key_is_made_of_a_name(name: str, key: str) -> None:
    assert rules.key_from(name) == key


def test_a_name_without_any_letter_of_ours_gets_the_same_key_each_time() -> None:
    assert rules.key_from("国立図書館") == rules.key_from("国立図書館") != rules.key_from("図書館")


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert rules.free_key("Hall", frozenset({"hall", "hall-2"})) == "hall-3"


@pytest.mark.parametrize(
    ("key", "fits"), [("hall-1", True), ("a" * 80, True), ("a" * 81, False), ("", False), ("Зал", False)]
)
def test_keys_are_short_and_latin(key: str, fits: bool) -> None:
    assert rules.is_key(key) is fits
