"""Words of frab schedules: types of event, languages and names of people, in the terms of a forum."""

import re

from forumapp.exchange.document import Kind, LanguageMap, Role
from forumapp.exchange.text import latin

_WORDS = re.compile("[^\\W\\d_]+")
_KIND_WORDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.BREAK, frozenset({"break", "pause", "coffee", "lunch", "dinner", "breakfast", "pereryv", "kaffeepause"})),
    (Kind.PANEL, frozenset({"panel", "podium", "discussion", "debate", "podiumsdiskussion", "diskussiia"})),
    (Kind.PLENARY, frozenset({"plenary", "keynote", "keynotes", "plenarnoe"})),
    (Kind.WORKSHOP, frozenset({"workshop", "workshops", "tutorial", "training", "hands", "master", "class", "sprint"})),
    (Kind.ROUND_TABLE, frozenset({"meeting", "meetup", "bof", "round", "assembly", "treffen", "kruglyi"})),
    (Kind.EXHIBITION, frozenset({"exhibition", "exhibit", "poster", "posters", "installation", "vystavka"})),
    (Kind.CEREMONY, frozenset({"ceremony", "opening", "closing", "award", "awards"})),
    (
        Kind.CULTURAL,
        frozenset(
            "concert performance music party film movie show game games djset dj theater theatre entertainment social "  # noqa: SIM905
            "contest excursion tour".split()
        ),
    ),
)
_LANGUAGES = {
    "english": "en", "englisch": "en", "german": "de", "deutsch": "de", "russian": "ru", "russkii": "ru",
    "french": "fr", "francais": "fr", "spanish": "es", "espanol": "es", "italian": "it", "dutch": "nl", "czech": "cs",
    "polish": "pl", "ukrainian": "uk", "turkmen": "tk", "kazakh": "kk", "uzbek": "uz",
}  # fmt: skip
_LANGUAGE_CODE = re.compile("([a-z]{2,3})(?:[-_](?:[a-z]{2}|[a-z]{4}|[0-9]{3}|formal|informal|easy))*")
_LONGEST_NAME = 200
_NAME = re.compile(
    r"(?P<given>\S.*?)\s+"
    r"(?P<family>(?:(?:von|vom|van|der|den|de|la|le|di|da|du|dos|del|zu|zur|ter|ten|bin|ibn|al|el)\s+)*"
    r"\S+(?:\s+[(\[][^()\[\]]*[)\]])?)"
)


def kind_of(written: str) -> Kind:
    """Return the kind of session for a type of event; what is unknown is reports."""
    name = written.strip().lower()
    if name in set(Kind):
        return Kind(name)
    words = set(_WORDS.findall(latin(name)))
    return next((kind for kind, known in _KIND_WORDS if words & known), Kind.REPORTS)


def languages_of(written: str) -> tuple[str, ...]:
    """Return the codes of the languages named: ``de-DE`` is de, ``ru, en`` is both, nothing is none."""
    codes = (_language(name) for name in re.split(r"[\s,;/|+&]+", written.strip().lower()))
    return tuple(dict.fromkeys(code for code in codes if code))


def role_of(written: str) -> Role:
    """Return the role of a person; who is not said to be something else speaks."""
    name = written.strip().lower()
    return Role(name) if name in set(Role) else Role.SPEAKER


def names_of(written: str, language: str) -> tuple[LanguageMap, LanguageMap]:
    """Take a public name apart into given and family name; put together by `public_name` it is the same again."""
    found = _NAME.fullmatch(written) if len(written) <= _LONGEST_NAME else None
    if found is None:
        return {}, {language: written}
    return {language: found["given"]}, {language: found["family"]}


def public_name(*parts: str) -> str:
    """Put the parts of a name together as a schedule shows them."""
    return " ".join(part for part in parts if part)


def _language(name: str) -> str:
    if name in ("", "none", "null", "-", "und", "mul"):
        return ""
    if known := _LANGUAGES.get(latin(name)):
        return known
    found = _LANGUAGE_CODE.fullmatch(name)
    return found[1] if found else ""
