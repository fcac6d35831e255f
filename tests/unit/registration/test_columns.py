"""What the columns of a list say, and how whole names are taken apart."""

import pytest

from forumapp.registration.rules.columns import Use, country_key, find_heads, guess, order_of, split_name

COUNTRIES = {country_key(name): code for name, code in (("Казахстан", "KZ"), ("Кыргызстан", "KG"), ("Armenia", "AM"))}
U = Use


@pytest.mark.parametrize(
    ("heads", "uses"),
    [
        (
            ["№ п/п", "Фамилия", "Имя", "Отчество", "Должность", "Место работы", "E-mail", "Страна"],
            [U.IGNORE, U.FAMILY, U.GIVEN, U.PATRONYMIC, U.POST, U.INSTITUTION, U.EMAIL, U.COUNTRY],
        ),
        (
            ["ФИО участника", "Должность, организация", "Эл. почта", "Форма участия", "Телефон"],
            [U.WHOLE_NAME, U.POST, U.EMAIL, U.ATTENDANCE, U.PHONE],
        ),
        (
            ["Last name", "First name", "Middle name", "Position", "Organisation", "Email", "Language", "Country"],
            [U.FAMILY, U.GIVEN, U.PATRONYMIC, U.POST, U.INSTITUTION, U.EMAIL, U.LANGUAGE, U.COUNTRY],
        ),
        (["Name", "Name in passport", "Library", "Role"], [U.NATURAL_NAME, U.LATIN, U.INSTITUTION, U.CATEGORY]),
        (["Фамилия, имя, отчество", "Библиотека"], [U.WHOLE_NAME, U.INSTITUTION]),
        (["Full name", "Family name", "Given name"], [U.IGNORE, U.FAMILY, U.GIVEN]),
    ],
)
def test_heads_say_what_columns_are(heads: list[str], uses: list[Use]) -> None:
    body = ["Ivan Petrov" if use is U.NATURAL_NAME else "" for use in uses]

    assert find_heads([heads, body]) == 0
    assert guess([heads, body], 0, COUNTRIES) == uses


def test_titles_above_the_heads_are_no_heads() -> None:
    rows = [["Список делегации", ""], ["", ""], ["Фамилия", "Имя"], ["Бердыев", "Мерген"]]

    assert find_heads(rows) == 2


def test_a_list_without_heads_is_judged_by_what_stands_in_it() -> None:
    rows = [
        ["1", "Бердыев Мерген Атаевич", "директор", "Национальная библиотека", "m@example.org", "Казахстан"],
        ["2", "Атаева Айна", "библиотекарь", "Городская библиотека", "", "Кыргызстан"],
    ]

    assert find_heads(rows) is None
    assert guess(rows, None, COUNTRIES) == [U.IGNORE, U.WHOLE_NAME, U.POST, U.INSTITUTION, U.EMAIL, U.COUNTRY]


@pytest.mark.parametrize(
    ("names", "use"),
    [
        (["Бердыев Мерген Атаевич", "Атаева Айна"], U.WHOLE_NAME),
        (["Мерген Атаевич Бердыев"], U.NATURAL_NAME),
        (["Мамедов Эльчин Али оглы"], U.WHOLE_NAME),
        (["Ivan Petrov", "Anna Smith"], U.NATURAL_NAME),
        (["PETROV Ivan"], U.WHOLE_NAME),
        (["Ержан СЕРІКОВ"], U.NATURAL_NAME),
        (["Серіков Ержан"], U.WHOLE_NAME),
    ],
)
def test_the_order_of_whole_names(names: list[str], use: Use) -> None:
    assert order_of(names) is use


@pytest.mark.parametrize(
    ("text", "use", "parts"),
    [
        ("Бердыев Мерген Атаевич", U.WHOLE_NAME, ("Бердыев", "Мерген", "Атаевич")),
        ("Мамедов Эльчин Али оглы", U.WHOLE_NAME, ("Мамедов", "Эльчин", "Али оглы")),
        ("Ivan Petrovich Sidorov", U.NATURAL_NAME, ("Sidorov", "Ivan", "Petrovich")),
        ("Smith, Anna", U.NATURAL_NAME, ("Smith", "Anna", "")),
        ("Серіков", U.WHOLE_NAME, ("Серіков", "", "")),
    ],
)
def test_whole_names_are_taken_apart(text: str, use: Use, parts: tuple[str, str, str]) -> None:
    assert split_name(text, use) == parts


@pytest.mark.parametrize("text", ["Республика Казахстан", "КАЗАХСТАН", " казахстан ", "Қазақстан Республикасы"])
def test_countries_are_known_without_the_words_for_states(text: str) -> None:
    assert country_key(text) in {"казахстан", "қазақстан"}


def test_a_full_name_is_a_whole_name_and_information_is_no_way_of_taking_part() -> None:
    heads = ["Полное имя", "Информация о работе", "Форма участия"]

    assert guess([heads, ["Айна Атаева", "x", "очно"]], 0, {}) == [Use.WHOLE_NAME, Use.IGNORE, Use.ATTENDANCE]
