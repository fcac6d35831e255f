"""Text that organizers write, by language."""

from collections.abc import Sequence

from forumapp.exchange.document import LanguageMap
from forumapp.i18n.languages import current_language


def localized_in(text: LanguageMap | None, language: str, fallback: Sequence[str] = ()) -> str:
    """Return the text in ``language``, else in the first language of ``fallback`` that has one, else in any."""
    if not text:
        return ""
    for code in (language, *fallback):
        if text.get(code):
            return text[code]
    return next((words for words in text.values() if words), "")


def localized(text: LanguageMap | None, fallback: Sequence[str] = ()) -> str:
    """Return the text in the language spoken now; see localized_in for the rest."""
    return localized_in(text, current_language(), fallback)
