"""What a browser without a registration marked, in a signed cookie of its own: public pages are the same for it as for all."""

from collections.abc import Sequence

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "marks"
COOKIE_LIFE = 180 * 24 * 60 * 60
"""Seconds for which a browser keeps what it marked."""
MOST_MARKS = 60
"""Sessions that one browser marks without a registration."""
LONGEST = 3800
"""Characters of a cookie that browsers keep."""


def marks_of_browser(slug: str) -> Sequence[str]:
    """Return the keys that this browser marked in a forum, in the order of marking; whoever reads them asks what may be seen."""
    text = request.cookies.get(COOKIE)
    if not text or len(text) > LONGEST:
        return ()
    try:
        of_forum, keys = _signer().loads(text)
    except (BadSignature, TypeError, ValueError):
        return ()
    return [key for key in keys if isinstance(key, str)][:MOST_MARKS] if of_forum == slug else ()


def keep_mark(response: Response, slug: str, key: str, *, is_on: bool) -> bool:
    """Let this browser keep a mark or drop it; say whether there was room for it."""
    others = [each for each in marks_of_browser(slug) if each != key]
    marks = [*others, key] if is_on else others
    text = str(_signer().dumps([slug, marks]))
    if len(marks) > MOST_MARKS or len(text) > LONGEST:
        return False
    response.set_cookie(
        COOKIE,
        text,
        max_age=COOKIE_LIFE,
        path=f"/forums/{slug}/",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return True


def forget_marks(response: Response, slug: str) -> None:
    """Let this browser forget what it marked."""
    response.delete_cookie(COOKIE, path=f"/forums/{slug}/")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="registration.marks")
