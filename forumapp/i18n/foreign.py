"""In which language a text is, said behind it where that is not the language of the page."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.i18n.languages import language_name
from forumapp.i18n.messages import gettext as _

_WORDS: Mapping[str, LazyString] = {
    "ar": _l("in Arabic"),
    "az": _l("in Azerbaijani"),
    "be": _l("in Belarusian"),
    "de": _l("in German"),
    "en": _l("in English"),
    "es": _l("in Spanish"),
    "fa": _l("in Persian"),
    "fr": _l("in French"),
    "hy": _l("in Armenian"),
    "ka": _l("in Georgian"),
    "kk": _l("in Kazakh"),
    "ky": _l("in Kyrgyz"),
    "mn": _l("in Mongolian"),
    "ru": _l("in Russian"),
    "tg": _l("in Tajik"),
    "tk": _l("in Turkmen"),
    "tr": _l("in Turkish"),
    "uk": _l("in Ukrainian"),
    "uz": _l("in Uzbek"),
    "zh": _l("in Chinese"),
}
"""Many languages bend the name behind "in": each has words of its own."""


def in_words(code: str) -> str:
    """Return what says that a text is in a language: "in Russian", «на русском»."""
    known = _WORDS.get(code)
    return str(known) if known is not None else _("language: %(language)s", language=language_name(code))
