"""What heads of columns say, in each language, and what stands below where they say nothing."""

import pytest

from forumapp.exchange.tables import htmlgrids, programme, textgrids
from forumapp.exchange.tables.columns import tables_of
from forumapp.exchange.tables.grids import Sheet
from forumapp.exchange.tables.heads import Use, use_of
from forumapp.exchange.tables.tongues import Tongues
from tests.unit.exchange.tables.drafts import OPTIONS


def codes(sheet: Sheet) -> list[str]:
    return [column.code for column in tables_of(sheet.rows, Tongues())[0].columns]


def rows(*cells: str) -> str:
    return "".join(f"{';'.join(row.split(' | '))}\n" for row in cells)


@pytest.mark.parametrize(
    ("heads", "uses"),
    [
        ("Уақыты | Күні | Іс-шара | Өтетін орны | Баяндамашы | Жүргізуші | Ұйым", "Kazakh"),
        ("Vaqti | Sana | Tadbir nomi | O‘tkazish joyi | Ma’ruzachi | Boshlovchi | Tashkilot", "Uzbek"),
        ("Вақти | Сана | Тадбир | Ўтказиш жойи | Маърузачи | Бошловчи | Ташкилот", "Uzbek in Cyrillic"),
        ("Пачатак | Дзень | Мерапрыемства | Месца правядзення | Дакладчык | Вядучы | Установа", "Belarusian"),
        ("Час проведення | День | Назва заходу | Місце проведення | Доповідач | Ведучий | Організація", "Ukrainian"),
        ("Wagty | Güni | Çäre | Geçirilýän ýeri | Çykyş edýänler | Alyp baryjy | Edara", "Turkmen"),
        ("Вақти баргузорӣ | Рӯз | Чорабинӣ | Ҷойи баргузорӣ | Маърузачӣ | Баранда | Муассиса", "Tajik"),
        ("Убактысы | Күнү | Иш-чара | Өтүүчү жери | Баяндамачы | Алып баруучу | Уюм", "Kyrgyz"),
        ("Vaxt | Tarix | Tədbir | Keçirilmə yeri | Məruzəçi | Aparıcı | Təşkilat", "Azerbaijani"),
        ("Ora | Data | Eveniment | Locul desfășurării | Vorbitor | Moderatoare | Instituția", "Romanian"),
    ],
)  # fmt: skip
def test_heads_are_known_in_the_languages_of_programmes(heads: str, uses: str) -> None:
    expected = [Use.TIME, Use.DATE, Use.TITLE, Use.ROOM, Use.PEOPLE, Use.MODERATORS, Use.STANDING]

    assert [use_of(head) for head in heads.split(" | ")] == expected, uses


@pytest.mark.parametrize(
    ("head", "use"),
    [
        ("Өтетін орны / Место проведения", Use.ROOM),
        ("Тақырыбы\nTopic", Use.TITLE),
        ("Кім білсін (Спикер)", Use.PEOPLE),
        ("Күні / Уақыты", Use.TIME),
        ("Күні мен айы / Дата", Use.DATE),
        ("№ п/п", Use.IGNORE),
        ("Зал 1 / Hall 1", None),
        ("Служебное (не публиковать)", None),
    ],
)
def test_of_a_head_in_two_languages_one_half_is_enough(head: str, use: Use | None) -> None:
    assert use_of(head) is use


@pytest.mark.parametrize("head", ["Zoom", "Трансляция"])
def test_a_column_of_links_in_which_titles_stand_is_a_room(head: str) -> None:
    table = rows(
        f"Время | Зал 1 | {head}", "10.00 | Секция «Право» | Вебинар для школ", "11.00 | Обед | Вебинар для сёл"
    )

    assert codes(textgrids.read(table)) == ["time", "hall", "hall"]


def test_a_column_of_links_is_one_where_links_stand() -> None:
    table = rows("Время | Мероприятие | Zoom", "10.00 | Открытие | https://zoom.us/j/1", "11.00 | Обед | нет")

    assert codes(textgrids.read(table)) == ["time", "title", "link"]


def test_what_stands_among_links_and_is_none_is_told() -> None:
    table = rows(
        "Время | Мероприятие | Zoom", "10.00 | Открытие | https://zoom.us/j/1", "11.00 | Обед | Вебинар для школ"
    )

    draft = programme.read(textgrids.read(table), OPTIONS).draft

    assert ([session.join_url for session in draft.sessions], [row.text for row in draft.unread]) == (
        ["https://zoom.us/j/1", None],
        ["Вебинар для школ"],
    )


@pytest.mark.parametrize(
    "head",
    [
        "<tr><td colspan=2>Время</td><td>Мероприятие</td></tr>",
        "<tr><td>Время</td><td></td><td>Мероприятие</td></tr>",
        "<tr><td colspan=2>Время</td><td rowspan=2>Мероприятие</td></tr><tr><td>Начало</td><td>Конец</td></tr>",
    ],
    ids=["merged", "empty", "two rows"],
)
def test_a_head_over_two_columns_of_times_is_of_begin_and_end(head: str) -> None:
    page = f"<table>{head}<tr><td>10.00</td><td>10.40</td><td>Открытие</td></tr></table>"

    draft = programme.read(htmlgrids.read(page), OPTIONS).draft

    assert codes(htmlgrids.read(page)) == ["time", "end", "title"]
    assert [f"{session.ends_at:%H:%M}" for session in draft.sessions if session.ends_at] == ["10:40"]


def test_times_of_two_zones_are_not_begin_and_end() -> None:
    table = rows("Время московское | Время местное | Тема", "10.00 | 12.00 | Открытие", "11.00 | 13.00 | Обед")

    assert codes(textgrids.read(table)) == ["time", "time", "title"]


def test_rooms_below_a_head_that_reaches_over_them_are_rooms() -> None:
    page = (
        "<table><tr><td rowspan=2>Время</td><td colspan=2>Залы</td></tr><tr><td>Большой зал</td><td>Малый зал</td></tr>"
        "<tr><td>10.00</td><td>Секция «Право»</td><td>Секция «Наука»</td></tr></table>"
    )

    assert codes(htmlgrids.read(page)) == ["time", "hall", "hall"]


def test_tables_that_are_headed_otherwise_are_read_otherwise() -> None:
    page = "".join(
        f"<table><tr><td>Время</td><td>{second}</td><td>{third}</td></tr><tr><td>10.00</td><td>А</td><td>Б</td></tr></table>"
        for second, third in (("Тема", "Место"), ("Место", "Тема"))
    )

    uses = [[column.code for column in table.columns] for table in tables_of(htmlgrids.read(page).rows, Tongues())]

    assert uses == [["time", "title", "room"], ["time", "room", "title"]]


@pytest.mark.parametrize(
    ("cell", "titles", "unread"),
    [
        ("Петрова Анна Сергеевна, директор РНБ", ["Открытие", "Петрова Анна Сергеевна, директор РНБ"], []),
        ("Место: зал 3", ["Открытие"], ["Место: зал 3"]),
    ],
)
def test_a_row_with_a_time_is_a_session_or_told(cell: str, titles: list[str], unread: list[str]) -> None:
    draft = programme.read(
        textgrids.read(rows("Время | Тема", "9.00-10.00 | Открытие", f"10.00-11.00 | {cell}")), OPTIONS
    ).draft

    assert [session.title["ru"] for session in draft.sessions] == titles
    assert [row.text for row in draft.unread] == unread


def test_who_stands_in_the_place_of_a_title_speaks() -> None:
    draft = programme.read(
        textgrids.read(rows("Время | Тема | Спикер", "9.00 | Открытие | ", "10.00 |  | Петрова Анна, РНБ")), OPTIONS
    ).draft

    last = draft.sessions[-1]
    assert (last.title, [one.family_name for one in last.people]) == ({"ru": "Петрова Анна"}, [{"ru": "Петрова"}])
    assert "It has no title of its own: it is called by who takes part." in [each.sentence for each in last.remarks]
