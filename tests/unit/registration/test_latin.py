"""How passports spell a name in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.registration.rules.latin import latin_suggestion
from forumapp.registration.rules.names import is_latin


@pytest.mark.parametrize(
    ("family", "given_name", "country", "spelled"),
    [
        ("Щукина", "Юлия", "RU", "SHCHUKINA IULIIA"),
        ("Подъячев", "Геннадий", "RU", "PODIEIACHEV GENNADII"),
        ("Соловьёва-Цой", "Наталья", "RU", "SOLOVEVA-TSOI NATALIA"),
        ("Григорьев", "Глеб", "BY", "HRIHOREV HLEB"),
        ("Быкаў", "Васіль", "BY", "BYKAU VASIL"),
        ("Юсупова", "Айгүл", "KZ", "YUSUPOVA AIGUL"),
        ("Қоңыратбаев", "Әлихан", "KZ", "KONYRATBAEV ALIKHAN"),
        ("Ғафуров", "Ҳоҷӣ", "TJ", "GHAFUROV HOJI"),
        ("Ўктамов", "Жасур", "UZ", "O'KTAMOV JASUR"),
        ("Егоров", "Хусан", "UZ", "YEGOROV XUSAN"),
        ("Згурський", "Юрій", "UA", "ZGHURSKYI YURII"),
        ("Ýazmyradow", "Şöhrat", "TM", "YAZMYRADOW SOHRAT"),
        ("Əliyev", "İlqar", "AZ", "ELIYEV ILQAR"),
        ("Ștefăniță", "Ion", "MD", "STEFANITA ION"),
        ("Պետրոսյան", "Ոսկան", "AM", "PETROSYAN VOSKAN"),
        ("ბერიძე", "ნინო", "GE", "BERIDZE NINO"),
        ("O’Brien", "Seán", "IE", "O'BRIEN SEAN"),
        ("王", "芳", "CN", ""),
        ("", "", "RU", ""),
    ],
)
def test_a_name_is_spelled_as_the_country_s_passports_do(
    family: str, given_name: str, country: str, spelled: str
) -> None:
    assert latin_suggestion(family, given_name, country=country) == spelled


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["RU", "KZ", "UZ", "AM", "DE"]))
def test_what_is_suggested_can_be_stored(family: str, given_name: str, country: str) -> None:
    suggestion = latin_suggestion(family, given_name, country=country)

    assert suggestion == "" or is_latin(suggestion) or not any(sign.isalpha() for sign in suggestion)
    assert suggestion == suggestion.upper()
