"""Addresses: absolute ones for letters and feeds, safe ones to return to."""

import re

from flask import current_app

_INSIDE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def absolute(endpoint: str, **parts: object) -> str:
    """Return the public address of an endpoint, from FORUMAPP_BASE_URL, never from the Host header."""
    return f"{current_app.config['BASE_URL']}{path(endpoint, **parts)}"


def path(endpoint: str, **parts: object) -> str:
    """Return the path of an endpoint, inside a request or not, with nothing of the request's own in it."""
    given = {name: value for name, value in parts.items() if value is not None}
    return current_app.url_map.bind("localhost").build(endpoint, given)


def safe_return(target: str | None) -> str | None:
    """Return ``target`` when it is a path of ours, else None."""
    if not target or len(target) > 2000 or "//" in target.partition("?")[0] or not _INSIDE.fullmatch(target):
        return None
    return target
