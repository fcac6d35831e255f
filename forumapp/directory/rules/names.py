"""Names in any script: folded for search, put together for show, made into keys."""

import re
import unicodedata
from collections.abc import Sequence

from forumapp.exchange import text as exchange_text
from forumapp.exchange.document import LanguageMap

LONGEST_KEY = 80
FAMILY_NAME_FIRST = frozenset({"ru", "be", "uk", "kk", "ky", "tg"})
"""Languages whose lists say the family name first."""

_KEY = re.compile(f"[a-z0-9-]{{1,{LONGEST_KEY}}}")
LATIN_SIGNS = frozenset(" -'’.")
_APOSTROPHES = re.compile("['`´ʹʺʻʼʽʾʿˈ‘’‛“”′]")
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
        "є": "e", "і": "i", "ґ": "g", "ғ": "g", "ҕ": "g", "қ": "k", "ҡ": "k", "ң": "n", "ҥ": "n", "ө": "o", "ұ": "u",
        "ү": "u", "һ": "h", "ҳ": "h", "ҷ": "j", "ә": "a", "ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ŋ": "n",
        "æ": "e", "œ": "e", "ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "þ": "th", "ð": "d",
    }
)  # fmt: skip
_ARMENIAN = {
    "ու": "u", "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "i", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "h", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "i", "ն": "n", "շ": "sh",
    "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p",
    "ք": "k", "օ": "o", "ֆ": "f",
}  # fmt: skip
_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l", "მ": "m", "ნ": "n",
    "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "gh", "ყ": "k", "შ": "sh",
    "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "h", "ჯ": "j", "ჰ": "h",
}  # fmt: skip
_FIRST_O = re.compile(r"\bո(?!ւ)")
_CAUCASIAN = {**_ARMENIAN, **_GEORGIAN}
_SPELLINGS = (
    ("dzh", "j"), ("shch", "sh"), ("kh", "h"), ("x", "ks"), ("w", "v"), ("q", "k"), ("ye", "e"), ("yo", "e"), ("y", "i"), ("ii", "i"),
)  # fmt: skip
"""Latin spellings of one sound, applied in this order to what anybody wrote in any script."""


def fold(text: str) -> str:
    """Return the text as search compares it: small Latin letters without marks, one spelling of each sound.

    Case, ё and е, accents, apostrophes of all kinds and the script (Cyrillic, Latin, Armenian, Georgian) make no difference:
    "Ataýewa", "Atayeva" and «Атаева» fold alike. Letters of other scripts stay.
    """
    lowered = unicodedata.normalize("NFC", _APOSTROPHES.sub("", text).casefold()).translate(_LETTERS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    bare = _FIRST_O.sub("vo", bare.translate(_LETTERS))
    for letters, sound in _CAUCASIAN.items() if not bare.isascii() else ():
        bare = bare.replace(letters, sound)
    for spelling, sound in _SPELLINGS:
        bare = bare.replace(spelling, sound)
    return _NO_WORD.sub(" ", bare).strip()


def folded(*texts: LanguageMap | None) -> str:
    """Return all words of some texts folded, each once, for a column that is searched."""
    words = " ".join(fold(words) for text in texts for words in (text or {}).values()).split()
    return " ".join(dict.fromkeys(words))


def display_name(
    given: LanguageMap, family: LanguageMap, patronymic: LanguageMap | None, language: str, fallback: Sequence[str] = ()
) -> str:
    """Return a whole name in ``language``, in the order of that language: «Атаева Айна Мередовна», "Ayna Ataeva".

    All parts come from one language: where the name is not written in ``language``, from the first of ``fallback``
    in which it is, else from any.
    """
    chosen = _written_in(given, family, language, fallback)
    last, *parts = _parts_in(chosen, given, family, patronymic)
    ordered = [last, *parts] if chosen in FAMILY_NAME_FIRST else [*parts, last]
    return " ".join(part for part in ordered if part)


def name_parts(
    given: LanguageMap, family: LanguageMap, patronymic: LanguageMap | None, language: str, fallback: Sequence[str] = ()
) -> tuple[str, str, str]:
    """Return family name, given name and patronymic, all in one language as display_name has them; empty where not written."""
    return _parts_in(_written_in(given, family, language, fallback), given, family, patronymic)


def greeting_name(
    given: LanguageMap, family: LanguageMap, patronymic: LanguageMap | None, language: str, fallback: Sequence[str] = ()
) -> str:
    """Return a name as a letter greets it, in one language as display_name has it: «Айна Мередовна», "Ayna Ataeva"."""
    chosen = _written_in(given, family, language, fallback)
    first, last, middle = given.get(chosen, ""), family.get(chosen, ""), (patronymic or {}).get(chosen, "")
    return " ".join(part for part in ((first, middle) if first and middle else (first, last)) if part)


def key_from(text: str) -> str:
    """Make a key of a name: «Атаева Айна» becomes "ataeva-aina"."""
    return exchange_text.key_from(text, otherwise="entry")


def free_key(text: str, taken: frozenset[str]) -> str:
    """Make a key of a name that is not taken, with a number behind it where it must be."""
    key = key_from(text)
    number = 2
    free = key
    while free in taken:
        free = f"{key}-{number}"
        number += 1
    return free


def is_key(key: str) -> bool:
    """Say whether a key has the right form."""
    return bool(_KEY.fullmatch(key))


def is_latin(text: str) -> bool:
    """Say whether a text is written in Latin letters."""
    letters = [sign for sign in text if sign not in LATIN_SIGNS]
    return bool(letters) and all(unicodedata.name(sign, "").startswith("LATIN ") for sign in letters)


def _parts_in(
    language: str, given: LanguageMap, family: LanguageMap, patronymic: LanguageMap | None
) -> tuple[str, str, str]:
    return family.get(language, ""), given.get(language, ""), (patronymic or {}).get(language, "")


def _written_in(given: LanguageMap, family: LanguageMap, language: str, fallback: Sequence[str]) -> str:
    """Return the first language in which the whole name is written, else the first in which a part of it is."""
    codes = (language, *fallback, *family, *given)
    whole = (code for code in codes if (code in family or not family) and (code in given or not given))
    part = (code for code in codes if code in family or code in given)
    return next(whole, next(part, language))
