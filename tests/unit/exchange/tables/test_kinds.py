"""What words of a programme say of a session."""

import pytest

from forumapp.exchange.document import Kind
from forumapp.exchange.tables import kinds


@pytest.mark.parametrize(
    "text",
    [
        "Заседание экспертов по обмену записями (закрытое)",
        "Закрытое заседание правления",
        "Встреча директоров (закрытая)",
        "Board (closed)",
    ],
)
def test_what_is_said_to_be_closed_is_not_shown_to_everybody(text: str) -> None:
    assert kinds.is_closed(text)


@pytest.mark.parametrize("text", ["Закрытие форума", "Фонды (закрытые хранилища)", "Closing"])
def test_a_closing_is_not_closed(text: str) -> None:
    assert not kinds.is_closed(text)


def test_a_meeting_of_experts_is_one() -> None:
    assert kinds.guess("Заседание экспертов по обмену записями") is Kind.EXPERT_MEETING


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (Kind.BREAK, "Tushlik | Үзіліс | Түскі ас | Günortanlyk nahary | Arakesme | Абед | Перапынак | Каффе-паўза | Обідня перерва | Кава-брейк | Танаффус | Тыныгуу | Түшкү тамак | Nahar fasiləsi | Pauză de cafea | Prânz"),
        (Kind.BREAK, "Қатысушыларды тіркеу | Ro‘yxatga olish | Рўйхатга олиш | Рэгістрацыя | Реєстрація учасників | Gatnaşyjylary bellige almak | Бақайдгирӣ | Катталуу | Qeydiyyat | Înregistrarea participanților"),
        (Kind.CEREMONY, "Форумның ашылуы | Ochilish marosimi | Очилиш | Урачыстае адкрыццё | Відкриття | Açylyş dabarasy | Ифтитоҳ | Форумдун ачылышы | Açılış | Deschiderea"),
        (Kind.CEREMONY, "Жабылуы | Yopilish | Ёпилиш маросими | Закрыццё | Закриття | Ýapylyş dabarasy | Форумдун жабылышы | Bağlanış mərasimi | Închiderea"),
        (Kind.ROUND_TABLE, "Дөңгелек үстел | Davra suhbati | Круглы стол | Круглий стіл | Tegelek stol | Мизи мудаввар | Тегерек стол | Dəyirmi masa | Masă rotundă"),
    ],
)  # fmt: skip
def test_kinds_are_known_in_the_languages_of_programmes(kind: Kind, texts: str) -> None:
    assert {text: kinds.guess(text) for text in texts.split(" | ")} == dict.fromkeys(texts.split(" | "), kind)


@pytest.mark.parametrize(
    "text",
    [
        "Кафедра библиотечного дела",
        "Библиокафе «Читай»",
        "Тушликдан кейинги мажлис",
        "Günortadan soňky mejlis",
        "Чайка",
    ],
)
def test_what_only_sounds_like_a_break_is_none(text: str) -> None:
    assert not kinds.is_break(text)
