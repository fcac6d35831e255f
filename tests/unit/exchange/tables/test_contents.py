"""What lines say of people and reports: topics beside names, items behind a moderator."""

import pytest

from forumapp.exchange.tables import contents, items
from forumapp.exchange.tables.tongues import Tongues

pytestmark = pytest.mark.once

TONGUES = Tongues()


def people_of(content: contents.Content) -> list[tuple[str, str]]:
    return [(one.role.value, one.family_name["ru"]) for one in content.people]


def reports_of(content: contents.Content) -> list[tuple[str, list[str]]]:
    return [(each.said.title, [one.family_name["ru"] for one in each.said.people]) for each in content.reports]


@pytest.mark.parametrize(
    ("lines", "topics", "spoken"),
    [
        (["Тешабаева Умида Анваровна, НБУз, «Умная библиотека»"], [("Умная библиотека", ["Тешабаева"])], []),
        (["Ким Елена – «Каталог»", "Орлов Пётр. Чтение сегодня"], [("Каталог", ["Ким"]), ("Чтение сегодня", ["Орлов"])], []),
        (["1) Орлов Никита. Библиотека на колёсах; 2) Жукова Дарья. Буккроссинг в метро"],
         [("Библиотека на колёсах", ["Орлов"]), ("Буккроссинг в метро", ["Жукова"])], []),
        (["Петрова А. С.,", "директор НББ", "«Тема доклада»", "Ким Елена, РНБ"], [("Тема доклада", ["Петрова"])], [("speaker", "Ким")]),
        (["Иванова М. П., Петров А. Б. «Общий доклад»"], [("Общий доклад", ["Иванова", "Петров"])], []),
        (["Участники:", "Ким Е. «Каталог»", "Орлов П."], [("Каталог", ["Ким"])], [("panelist", "Орлов")]),
        (["Иванов И.И., АНО «Центр развития чтения»"], [], [("speaker", "Иванов")]),
        (["Иванов И.И. – Заслуженный артист России"], [], [("speaker", "Иванов")]),
        (["Ким Елена – Нижний Новгород"], [], [("speaker", "Ким")]),
        (["Иванов И.И., директор. Петров П.П., зам. директора"], [], [("speaker", "Иванов"), ("speaker", "Петров")]),
    ],
)  # fmt: skip
def test_topics_in_a_column_of_people_are_reports(
    lines: list[str], topics: list[tuple[str, list[str]]], spoken: list[tuple[str, str]]
) -> None:
    content = contents.read(lines, TONGUES, mode="people")

    assert (reports_of(content), people_of(content), content.notes) == (topics, spoken, [])


def test_numbered_reports_behind_a_moderator_need_no_heading() -> None:
    lines = [
        "Пленарное заседание",
        "Модератор: Дуда В.В.",
        "1. Единое пространство СНГ (20 мин.)",
        "Чулян Анна, НБ Армении",
    ]
    lines += ["2. Опыт Армении (15 мин.)", "Ким Е., РНБ"]

    content = contents.read(lines, TONGUES)

    assert people_of(content) == [("moderator", "Дуда")]
    assert reports_of(content) == [("Единое пространство СНГ", ["Чулян"]), ("Опыт Армении", ["Ким"])]
    assert [each.said.minutes for each in content.reports] == [20, 15]


def test_items_behind_a_moderator_that_name_nobody_are_topics_to_talk_about() -> None:
    content = contents.read(["Круглый стол", "Модератор: Дуда В.В.", "• Как читать?", "• Что читать"], TONGUES)

    assert (reports_of(content), content.notes) == ([], ["Как читать?", "Что читать"])


def test_names_in_a_list_of_people_are_people_though_nobody_knows_them() -> None:
    content = contents.read(["Секция", "Модераторы:", "– Гульжамал Мирза", "– Лола Сайфи"], TONGUES)

    assert [role for role, _family in people_of(content)] == ["moderator", "moderator"]


def test_somebody_among_reports_who_has_no_title_is_kept() -> None:
    content = contents.read(["Секция", "Доклады:", "1. Ким Е. «Каталог»", "2. Орлов П., РНБ"], TONGUES)

    assert (reports_of(content), people_of(content)) == ([("Каталог", ["Ким"])], [("speaker", "Орлов")])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1) Книга; 2) Чтение; 3) Право", ["1) Книга", "2) Чтение", "3) Право"]),
        ("1. Книга 2. Чтение", ["1. Книга", "2. Чтение"]),
        ("Книга 2. Чтение", ["Книга 2. Чтение"]),
        ("1. Итоги 2020 года", ["1. Итоги 2020 года"]),
    ],
)
def test_numbered_items_of_a_line_are_told_apart(line: str, expected: list[str]) -> None:
    assert items.apart(line, lists_people=False) == expected
