"""How a name is spelled in Latin letters in the passports of a country: a suggestion, never more.

Base is ICAO Doc 9303 part 3 section 6 (the Russian passports' rule since 2014); countries differ in the letters named below.
"""

import unicodedata
from collections.abc import Mapping

from forumapp.directory.rules.names import LATIN_SIGNS

_ICAO = dict(
    zip(
        "абвгдезийклмнопрстуфыэё",
        ["A", "B", "V", "G", "D", "E", "Z", "I", "I", "K", "L", "M", "N", "O", "P", "R", "S", "T", "U", "F", "Y", "E", "E"],
        strict=True,
    )
) | {
    "ж": "ZH", "х": "KH", "ц": "TS", "ч": "CH", "ш": "SH", "щ": "SHCH", "ъ": "IE", "ь": "", "ю": "IU", "я": "IA",
    "і": "I", "ї": "I", "є": "IE", "ґ": "G", "ў": "U", "ә": "A", "ғ": "G", "қ": "K", "ң": "N", "ө": "O", "ұ": "U",
    "ү": "U", "һ": "H", "ӣ": "I", "ӯ": "U", "ҳ": "H", "ҷ": "J",
}  # fmt: skip
_SOFT = {"ю": "YU", "я": "YA"}
_OWN: Mapping[str, Mapping[str, str]] = {
    "BY": {"г": "H", "ё": "IO"},
    "KZ": {**_SOFT, "ё": "YO"},
    "TJ": {**_SOFT, "ё": "YO", "й": "Y", "ғ": "GH", "қ": "Q", "ъ": ""},
    "UA": {"г": "H", "зг": "ZGH", "и": "Y"},
    "UZ": {**_SOFT, "ё": "YO", "й": "Y", "ж": "J", "х": "X", "ў": "O'", "қ": "Q", "ғ": "G'", "ъ": "'"},
}
_FIRST: Mapping[str, Mapping[str, str]] = {
    "AM": {"ե": "YE", "ո": "VO"},
    "UA": {"є": "YE", "ї": "YI", "й": "Y", "ю": "YU", "я": "YA"},
    "UZ": {"е": "YE"},
}
"""What differs where a word begins."""
_ARMENIAN = {
    "ու": "U", "և": "EV", "ա": "A", "բ": "B", "գ": "G", "դ": "D", "ե": "E", "զ": "Z", "է": "E", "ը": "Y", "թ": "T", "ժ": "ZH",
    "ի": "I", "լ": "L", "խ": "KH", "ծ": "TS", "կ": "K", "հ": "H", "ձ": "DZ", "ղ": "GH", "ճ": "CH", "մ": "M", "յ": "Y", "ն": "N",
    "շ": "SH", "ո": "O", "չ": "CH", "պ": "P", "ջ": "J", "ռ": "R", "ս": "S", "վ": "V", "տ": "T", "ր": "R", "ց": "TS", "ւ": "V",
    "փ": "P", "ք": "K", "օ": "O", "ֆ": "F",
}  # fmt: skip
_GEORGIAN = {
    "ა": "A", "ბ": "B", "გ": "G", "დ": "D", "ე": "E", "ვ": "V", "ზ": "Z", "თ": "T", "ი": "I", "კ": "K", "ლ": "L", "მ": "M", "ნ": "N",
    "ო": "O", "პ": "P", "ჟ": "ZH", "რ": "R", "ს": "S", "ტ": "T", "უ": "U", "ფ": "P", "ქ": "K", "ღ": "GH", "ყ": "Q", "შ": "SH",
    "ჩ": "CH", "ც": "TS", "ძ": "DZ", "წ": "TS", "ჭ": "CH", "ხ": "KH", "ჯ": "J", "ჰ": "H",
}  # fmt: skip
_LATIN = {"ə": "E", "ı": "I", "ø": "O", "ł": "L", "đ": "D", "ß": "SS", "æ": "AE", "œ": "OE", "þ": "TH", "ð": "D", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'"}  # fmt: skip


def latin_suggestion(family_name: str, given_name: str, *, country: str) -> str:
    """Return how a passport of the country (ISO 3166-1 alpha-2) may spell a name, family name first, in capitals.

    Empty where a letter has no known spelling: then nothing is suggested.
    """
    words = [_spelled(word, country) for word in f"{family_name} {given_name}".split()]
    return "" if None in words else " ".join(word for word in words if word)


def _spelled(word: str, country: str) -> str | None:
    letters = unicodedata.normalize("NFC", word).lower().replace("i\u0307", "i")
    known = {**_ICAO, **_ARMENIAN, **_GEORGIAN, **_LATIN, **_OWN.get(country, {})}
    found = ""
    place = 0
    while place < len(letters):
        first = _FIRST.get(country, {}) if place == 0 or letters[place - 1] == "-" else {}
        length = 2 if letters[place : place + 2] in known else 1
        taken = letters[place : place + length]
        spelling = first.get(taken) or known.get(taken, _plain(taken))
        if spelling is None:
            return None
        found, place = found + spelling, place + length
    return found


def _plain(letter: str) -> str | None:
    """Return a Latin letter without its marks, in capitals; a sign between letters stays."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", letter) if not unicodedata.combining(sign))
    is_known = bool(bare) and bare.isascii() and (bare.isalpha() or bare in LATIN_SIGNS)
    return bare.upper() if is_known else None
