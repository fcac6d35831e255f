"""The application's own messages in the language spoken now (typed faces of Flask-Babel's functions)."""

from typing import Any

import flask_babel


def gettext(message: str, **values: Any) -> str:
    """Return the message with ``%(name)s`` filled in."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """Return the form of the message that fits the number, which it knows as ``%(num)d``."""
    return str(flask_babel.ngettext(one, many, number, **values))


def pgettext(context: str, message: str, **values: Any) -> str:
    """Return the message as it is said in a context that tells two meanings apart."""
    return str(flask_babel.pgettext(context, message, **values))
