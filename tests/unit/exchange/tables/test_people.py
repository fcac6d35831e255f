"""People out of cells, and reports out of lines."""

from typing import Any

import pytest

from forumapp.exchange.tables import names, people, posts, reports
from forumapp.exchange.tables.drafts import Mention
from forumapp.exchange.tables.tongues import Tongues

pytestmark = pytest.mark.once

TONGUES = Tongues()


@pytest.mark.parametrize(
    ("text", "family", "given", "patronymic"),
    [
        ("Иванова Мария Петровна", "Иванова", "Мария", "Петровна"),
        ("Мария Петровна Иванова", "Иванова", "Мария", "Петровна"),
        ("Иванов И.И.", "Иванов", "И.", "И."),
        ("И. И. Иванов", "Иванов", "И.", "И."),
        ("Petrov A.B.", "Petrov", "A.", "B."),
        ("John A. Smith", "Smith", "John", "A."),
        ("ИВАНОВА Мария", "Иванова", "Мария", ""),
        ("Maria IVANOVA", "Ivanova", "Maria", ""),
        ("Мамедов Эльчин Рашид оглы", "Мамедов", "Эльчин", "Рашид оглы"),
        ("Dr. Ayna Atayeva", "Atayeva", "Ayna", ""),
        ("г-н Джон Смит", "Смит", "Джон", ""),
        ("г-жа Ахметова Дина", "Ахметова", "Дина", ""),
        ("Ms Jane Roe", "Roe", "Jane", ""),
        ("Ли Вон Кю", "Ли", "Вон Кю", ""),
        ("Won Kyu Lee", "Lee", "Won Kyu", ""),
        ("проф. Нгуен Ван Хай", "Нгуен", "Ван Хай", ""),
        ("Казак Юлія Аляксандраўна", "Казак", "Юлія", "Аляксандраўна"),
        ("Юлія Аляксандраўна Казак", "Казак", "Юлія", "Аляксандраўна"),
        ("Коваль Олена Сергіївна", "Коваль", "Олена", "Сергіївна"),
        ("Ахметов Ерлан Серікұлы", "Ахметов", "Ерлан", "Серікұлы"),
        ("Бибигуль Қайратқызы Оспанова", "Оспанова", "Бибигуль", "Қайратқызы"),
        ("Керим Мамед оглы Тахиров", "Тахиров", "Керим", "Мамед оглы"),
        ("Alimov Rustam Akmal o‘g‘li", "Alimov", "Rustam", "Akmal o‘g‘li"),
        ("Karimova Zulfiya Rustam qizi", "Karimova", "Zulfiya", "Rustam qizi"),
        ("Annaýewa Ogulgerek Myradowna", "Annaýewa", "Ogulgerek", "Myradowna"),
        ("Иван Петрович Мицкевич", "Мицкевич", "Иван", "Петрович"),
    ],
)
def test_a_name_is_taken_apart(text: str, family: str, given: str, patronymic: str) -> None:
    found = names.leading(text)

    assert found is not None
    name, rest = found
    assert (name.family, name.given, name.patronymic, rest) == (family, given, patronymic, "")


@pytest.mark.parametrize(
    "text",
    [
        "Национальная библиотека Беларуси",
        "Открытие Форума",
        "Директор РГБ",
        "ГПНТБ Узбекистана",
        "Зал Победы",
        "Дом Книг Мир",
    ],
)
def test_other_capitals_are_no_names(text: str) -> None:
    assert names.leading(text) is None


@pytest.mark.parametrize(
    ("text", "post", "institution", "country"),
    [
        (", директор Национальной библиотеки Беларуси (Беларусь)", "директор", "Национальная библиотека Беларуси", "BY"),
        ("(Russian State Library)", "", "Russian State Library", None),
        (", Director of the National Library of Belarus (Belarus)", "Director", "National Library of Belarus", "BY"),
        (", зав. отделом ГПНТБ СО РАН", "зав. отделом", "ГПНТБ СО РАН", None),
        (", профессор Московского государственного института культуры", "профессор", "Московский государственный институт культуры", None),
        (", министр культуры Туркменистана", "министр культуры Туркменистана", "", None),
        (", хранитель фонда, Музей книги", "хранитель фонда", "Музей книги", None),
        (" (Туркменистан)", "", "", "TM"),
        (", намеснік дырэктара НББ", "намеснік дырэктара", "НББ", None),
        (", Қазақстан Ұлттық кітапханасының бас директоры", "бас директоры", "Қазақстан Ұлттық кітапханасы", None),
        (", НБ Татарстана (Республика Татарстан)", "", "НБ Татарстана (Республика Татарстан)", None),
    ],
)  # fmt: skip
def test_post_institution_and_country_are_told_apart(
    text: str, post: str, institution: str, country: str | None
) -> None:
    found = posts.take_apart(text)

    assert (found.post, found.institution, found.country) == (post, institution, country)


@pytest.mark.parametrize(
    ("text", "institution", "city", "manner"),
    [
        (", Национальная библиотека Беларуси (Минск)", "Национальная библиотека Беларуси", "Минск", ""),
        (", РНБ (Санкт-Петербург)", "РНБ", "Санкт-Петербург", ""),
        (", РНБ (г. Санкт-Петербург, Россия)", "РНБ", "Санкт-Петербург", ""),
        (", Генеральный секретарь СНГ (видеообращение)", "СНГ", "", "видеообращение"),
        (" (онлайн), РГБ (Москва)", "РГБ", "Москва", "онлайн"),
        (", РГБ (Отдел рукописей)", "РГБ (Отдел рукописей)", "", ""),
    ],
)
def test_a_city_and_how_somebody_takes_part_stand_in_brackets(
    text: str, institution: str, city: str, manner: str
) -> None:
    found = posts.take_apart(text)

    assert (found.institution, found.city, found.manner) == (institution, city, manner)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Модератор: Иванова М.П., директор РГБ", "Петров А.Б."], [("moderator", "Иванова"), ("speaker", "Петров")]),
        (["Модераторы:", "– Иванова М.П.", "– Петров А.Б."], [("moderator", "Иванова"), ("moderator", "Петров")]),
        (["Иванов И.И., Петров П.П."], [("speaker", "Иванов"), ("speaker", "Петров")]),
        (["Иванова Мария Петровна,", "директор Национальной библиотеки"], [("speaker", "Иванова")]),
        (["Атаева А. (модератор), Сафина А."], [("moderator", "Атаева"), ("speaker", "Сафина")]),
        (["Участники дискуссии: Орлова Н. В.; Соколов И. Л."], [("panelist", "Орлова"), ("panelist", "Соколов")]),
        (["министр культуры А. Б. Орехов"], [("speaker", "Орехов")]),
        (["Мадэратар: Сушко Вадим Францевич, НББ"], [("moderator", "Сушко")]),
        (
            ["Гулям Мирза (Фонд Ага Хана), Лола Сайфи (ЮНЕСКО), Ержан Тулегенов (НБ РК)"],
            [("speaker", "Мирза"), ("speaker", "Сайфи"), ("speaker", "Тулегенов")],
        ),
        (["Гулям Мирза (Фонд Ага Хана) и Лола Сайфи (ЮНЕСКО)"], [("speaker", "Мирза"), ("speaker", "Сайфи")]),
        (["Иванова М. П. (РГБ), Петров А. Б., директор"], [("speaker", "Иванова"), ("speaker", "Петров")]),
    ],
)
def test_several_people_and_their_roles_are_told_apart(lines: list[str], expected: list[tuple[str, str]]) -> None:
    found, left = people.read(lines, TONGUES)

    assert ([(one.role.value, one.family_name["ru"]) for one in found], left) == (expected, [])


def test_a_name_in_two_scripts_is_one_person() -> None:
    found, _left = people.read(["Иванова Мария / Maria Ivanova"], TONGUES)

    assert [one.family_name for one in found] == [{"ru": "Иванова", "en": "Ivanova"}]


def test_what_is_no_person_is_left() -> None:
    assert people.read(["сотрудники библиотеки"], TONGUES) == ([], ["сотрудники библиотеки"])


@pytest.mark.parametrize(
    ("text", "title", "family"),
    [
        ("1. «О чтении» – Иванова Мария Петровна, директор НБ", "О чтении", "Иванова"),
        ("Иванов И.И., директор РГБ. Цифровое будущее библиотек", "Цифровое будущее библиотек", "Иванов"),
        ("Цифровое будущее библиотек. Иванов И.И., директор РГБ", "Цифровое будущее библиотек", "Иванов"),
        ("Петров А.Б., РНБ\n«О чтении»", "О чтении", "Петров"),
        ("Доклад «О чтении»\nПетров А.Б., РНБ", "О чтении", "Петров"),
        ("Сафина А. – Книга в эпоху цифры", "Книга в эпоху цифры", "Сафина"),
        ("О чтении. Докладчик: Сидорова Анна", "О чтении", "Сидорова"),
        ("О каталоге (Иванов И.И., РГБ)", "О каталоге", "Иванов"),
        ("Петросян Анаит, НБ Армении – «Книга»: первые опыты", "«Книга»: первые опыты", "Петросян"),
        ("Кто придёт в библиотеку завтра? Погосян Лиана", "Кто придёт в библиотеку завтра?", "Погосян"),
        ("Орлов Никита. Библиотека на колёсах", "Библиотека на колёсах", "Орлов"),
        ("Иванов И.И. «О чтении»", "О чтении", "Иванов"),
        ("Иванов И.И., директор издательства «Художественная литература»", "", "Иванов"),
        ("Ким Е. В., доцент кафедры «Библиотековедение»", "", "Ким"),
        ("Опыт библиотеки имени А. С. Пушкина", "Опыт библиотеки имени А. С. Пушкина", None),
        ("Книга и время: взгляд библиотекаря", "Книга и время: взгляд библиотекаря", None),
    ],
)
def test_a_report_is_divided_into_title_and_speaker(text: str, title: str, family: str | None) -> None:
    said = reports.read(text, TONGUES)

    assert (said.title, family_of(said.people)) == (title, family)


def family_of(found: tuple[Mention, ...]) -> Any:
    return next((one.family_name["ru"] for one in found), None)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Национальной академической библиотеки Республики Казахстан",
            "Национальная академическая библиотека Республики Казахстан",
        ),
        ("Центральной научной библиотеки", "Центральная научная библиотека"),
        ("Российской академии наук", "Российская академия наук"),
        ("Центральная библиотека", "Центральная библиотека"),
    ],
)
def test_an_institution_is_called_in_the_nominative(said: str, name: str) -> None:
    assert posts.nominative(said) == name
