"""Words of registration forms: kinds of questions, stages, the stock of categories and consents."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.exchange.document import Attendance, LanguageMap
from forumapp.i18n import LANGUAGE_NAMES, in_language, localized
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.questions.rules.parts import CategoryPart, ConsentText, Purpose, QuestionKind, Stage

KINDS: Mapping[QuestionKind, LazyString] = {
    QuestionKind.TEXT: _l("A line of text"),
    QuestionKind.LONG: _l("A longer text"),
    QuestionKind.CHOICE: _l("One of several options"),
    QuestionKind.SEVERAL: _l("Any of several options"),
    QuestionKind.DATE: _l("A day"),
    QuestionKind.NUMBER: _l("A number"),
    QuestionKind.FILE: _l("A file"),
    QuestionKind.COUNTRY: _l("A country"),
    QuestionKind.INSTITUTION: _l("A library or organization"),
    QuestionKind.LATIN: _l("A name in Latin letters"),
}
STAGES: Mapping[Stage, LazyString] = {
    Stage.APPLY: _l("With the registration"),
    Stage.DETAILS: _l("Once the person has a place"),
}
WAY_CONDITIONS: Mapping[Attendance, LazyString] = {
    Attendance.ONSITE: _l("If you take part on site"),
    Attendance.ONLINE: _l("If you take part online"),
}
CATEGORIES: Mapping[str, LazyString] = {
    "delegate": _l("Delegate"),
    "head": _l("Head of a library"),
    "speaker": _l("Speaker"),
    "expert": _l("Expert"),
    "observer": _l("Observer"),
    "press": _l("Press"),
    "guest": _l("Guest"),
}
"""The categories of a forum that has not changed them yet."""

PURPOSES: Mapping[Purpose, LazyString] = {
    Purpose.DATA: _l("Taking part"),
    Purpose.LIST: _l("Public list of participants"),
    Purpose.PHOTO: _l("Photos and video"),
    Purpose.NEWSLETTER: _l("News of later forums"),
    Purpose.ABROAD: _l("Transfer of data abroad"),
    Purpose.SPECIAL: _l("Special needs"),
}
TEXTS: Mapping[Purpose, LazyString] = {
    Purpose.DATA: _l(
        "I agree that the organizers process what I enter here in order to hold the forum: to register me, to write to me "
        "and to prepare my taking part."
    ),
    Purpose.LIST: _l("I agree that the list of participants shows my name, post, library and country."),
    Purpose.PHOTO: _l("I agree that photos and video of the forum in which I can be recognized are published."),
    Purpose.NEWSLETTER: _l("I agree that the organizers write to me about later forums."),
    Purpose.ABROAD: _l(
        "I agree that my details are sent to the organizers in other countries, to prepare my taking part."
    ),
    Purpose.SPECIAL: _l("I agree that the organizers process what I say about my special needs, to meet them."),
}
"""The first version of each text, for forums that have not written their own."""

SHOWN_AT_FIRST = frozenset({Purpose.DATA, Purpose.LIST})
"""Purposes of which people are asked until organizers choose otherwise."""

CONSEQUENCES: Mapping[str, LazyString] = {
    Purpose.LIST: _l("If you take it back, your name leaves the list. Nothing else changes."),
    Purpose.PHOTO: _l(
        "If you take it back, new pictures of you are no longer published. Tell the organizers which to take down."
    ),
    Purpose.NEWSLETTER: _l("If you take it back, we write to you about this forum only."),
    Purpose.ABROAD: _l("If you take it back, your details are no longer sent to other countries."),
    Purpose.SPECIAL: _l("If you take it back, your answers about special needs are deleted."),
}
DATA_CONSEQUENCE = _l("Without it you cannot take part: withdraw your registration below, and it ends with it.")
OWN_CONSEQUENCE = _l("If you take it back, it no longer holds from that moment on. Your registration stays.")


def stock_categories() -> tuple[CategoryPart, ...]:
    """Return the categories of a forum that has not changed them, in every language of the application."""
    titles = _in_all_languages(CATEGORIES)
    return tuple(CategoryPart(key=key, title=titles[key]) for key in CATEGORIES)


def stock_consents() -> tuple[ConsentText, ...]:
    """Return the purposes of a forum that has not changed them, in every language of the application."""
    texts = _in_all_languages({purpose.value: words for purpose, words in TEXTS.items()})
    return tuple(
        ConsentText(key=purpose.value, text=texts[purpose.value], version=1, is_on=purpose in SHOWN_AT_FIRST)
        for purpose in TEXTS
    )


def purpose_title(key: str, title: LanguageMap | None, languages: tuple[str, ...]) -> str:
    """Return what a purpose of consent is called."""
    if title:
        return localized(title, languages)
    return str(PURPOSES[Purpose(key)]) if key in set(Purpose) else key


def consequence_of(key: str) -> str:
    """Return what follows when somebody takes a consent back."""
    if key == Purpose.DATA:
        return str(DATA_CONSEQUENCE)
    return str(CONSEQUENCES.get(key, OWN_CONSEQUENCE))


def left_words(left: int | None) -> str:
    """Return how many may still choose an option, in words; nothing where there is no limit."""
    if left is None:
        return ""
    return _("places left: %(num)s", num=left) if left else _("all places are taken")


def _in_all_languages(words: Mapping[str, LazyString]) -> dict[str, LanguageMap]:
    texts: dict[str, LanguageMap] = {key: {} for key in words}
    for language in sorted(LANGUAGE_NAMES, reverse=True):
        with in_language(language):
            for key, text in words.items():
                texts[key][language] = str(text)
    return texts
