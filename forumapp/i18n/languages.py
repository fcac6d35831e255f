"""Which language the application speaks now."""

from collections.abc import Iterator
from contextlib import contextmanager

from babel import Locale
from flask import current_app, g, has_app_context, has_request_context, request
from flask_babel import force_locale, get_locale

LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}
"""The languages of the interface, each in its own name."""


def current_language() -> str:
    """Return the code of the language spoken now: English, as the code has it, where no application is at work."""
    if not has_app_context():
        return "en"
    locale = get_locale()
    return str(locale.language if locale is not None else current_app.config["BABEL_DEFAULT_LOCALE"])


def select_language() -> str:
    """Choose a request's language: asked for by ``?lang=``, else the account's, else the browser's, else the default."""
    default = str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if not has_request_context():
        return default
    asked = request.args.get("lang")
    if asked in LANGUAGE_NAMES:
        return asked
    preferred = g.get("preferred_language")
    if preferred in LANGUAGE_NAMES:
        return str(preferred)
    return str(request.accept_languages.best_match(list(LANGUAGE_NAMES)) or default)


def language_asked_for() -> str | None:
    """Return the language that the address itself names, which links on the page then keep."""
    asked = request.args.get("lang") if has_request_context() else None
    return asked if asked in LANGUAGE_NAMES else None


def language_name(code: str, language: str | None = None) -> str:
    """Return a language's name in words, in ``language`` (default: the current one)."""
    return str(Locale.parse(language or current_language()).languages.get(code, code))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak ``language`` inside, for letters and rendered releases."""
    with force_locale(language if language in LANGUAGE_NAMES else "en"):
        yield
