"""Text from files: cleaned of what nobody can see, and made into keys."""

import hashlib
import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = re.compile("\r\n?")
_NO_KEY = re.compile("[^a-z0-9]+")
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
        "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u",
        "ү": "u", "һ": "h", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d",
        "ı": "i", "ə": "a", "þ": "th", "ð": "d", "œ": "oe",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Return the text without control and direction characters, with lines ended by a newline alone."""
    if text.isprintable():
        return text
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return the cleaned text with line breaks and tabs turned into single spaces."""
    if "\n" not in text and "\r" not in text and "\t" not in text:
        return clean(text)
    return " ".join(clean(text).split())


def latin(text: str) -> str:
    """Return the text in small Latin letters without accents; letters of other scripts than Cyrillic stay."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_LATIN)
    return "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))


def key_from(text: str, *, otherwise: str) -> str:
    """Make a key of `[a-z0-9-]` from a name; a name that has nothing of it becomes `otherwise` and a fingerprint."""
    key = _NO_KEY.sub("-", latin(text)).strip("-")[:60].strip("-")
    return key or f"{otherwise}-{fingerprint(text) % 0x1000000:06x}"


def fingerprint(text: str) -> int:
    """Return a number of 31 bits, never 0, that is always the same for the same text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % 0x7FFFFFFF + 1


class Names:
    """Hands out names once each: the second "hall" becomes "hall-2"."""

    def __init__(self) -> None:
        """Begin with no name taken."""
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return the name, with a number behind it if it was taken before."""
        taken = name
        while taken in self._taken:
            number = self._next.get(name, 2)
            self._next[name] = number + 1
            taken = f"{name}-{number}"
        self._taken.add(taken)
        return taken
