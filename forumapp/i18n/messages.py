"""The application's own messages in the language spoken now (typed faces of Flask-Babel's functions)."""

from typing import Any

import flask_babel

from forumapp.i18n.quotes import nested


def gettext(message: str, **values: Any) -> str:
    """Return the message with ``%(name)s`` filled in; quotations in what is filled in take the inner marks."""
    return nested(str(flask_babel.gettext(message, **values)))


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """Return the form of the message that fits the number, which it knows as ``%(num)d``."""
    return nested(str(flask_babel.ngettext(one, many, number, **values)))


def pgettext(context: str, message: str, **values: Any) -> str:
    """Return the message as it is said in a context that tells two meanings apart."""
    return nested(str(flask_babel.pgettext(context, message, **values)))
