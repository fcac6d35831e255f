"""JSON as untrusted text: one value, or a refusal with words."""

import json
from collections.abc import Sequence
from typing import NoReturn

from forumapp.exchange.problems import N_, refusal, refuse_oversize
from forumapp.exchange.text import clean


class _DoubledKeyError(ValueError):
    """An object that names a key twice."""


class _NoNumberError(ValueError):
    """NaN or Infinity, which JSON does not have."""


def parse(octets: bytes) -> object:
    """Return the value of a JSON text in UTF-8 (or, by its byte order mark, UTF-16).

    Raises `ExchangeError` for text that is too large, no JSON, nested too deeply, or names a key twice.
    """
    refuse_oversize(octets)
    try:
        text = octets.decode(json.detect_encoding(octets))
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refusal(N_("The file is not text in UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise refusal(
            N_("The file is not valid JSON: line %(line)s, column %(column)s."), line=error.lineno, column=error.colno
        ) from None
    except _DoubledKeyError as doubled:
        raise refusal(N_("The key “%(key)s” is given twice in one place."), key=clean(doubled.args[0][:40])) from None
    except _NoNumberError as constant:
        raise refusal(N_("“%(constant)s” is not a number."), constant=constant.args[0]) from None
    except RecursionError:
        raise refusal(N_("The file is nested too deeply.")) from None
    except ValueError:
        raise refusal(N_("The file holds a number with too many digits.")) from None


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DoubledKeyError(key)
            seen.add(key)
    return values


def _no_number(constant: str) -> NoReturn:
    raise _NoNumberError(constant)
