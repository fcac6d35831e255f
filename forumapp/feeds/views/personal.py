"""A delegate's own calendar, behind a secret address."""

import gzip
import hashlib
from datetime import UTC, datetime

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.exchange import ics
from forumapp.feeds import service
from forumapp.feeds.presentation.personal import own_calendar
from forumapp.feeds.rules import feed_language
from forumapp.feeds.views.blueprint import blueprint
from forumapp.policy import Permission
from forumapp.registration.models import FeedToken
from forumapp.registration.queries import feed_token_by_hash
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.tokens import fingerprint
from forumapp.schedule.queries import released
from forumapp.web.guards import guard
from forumapp.web.kept import Kept

HEADERS = (
    ("Content-Type", ics.CONTENT_TYPE),
    ("Content-Disposition", 'inline; filename="my-programme.ics"'),
    ("Cache-Control", "private, no-cache"),
    ("Vary", "Accept-Encoding"),
    ("X-Robots-Tag", "noindex"),
)

_NEVER = datetime.max.replace(tzinfo=UTC)


def feed_token(token: str) -> FeedToken | None:
    """Return what stands behind a secret address, revoked or not."""
    return feed_token_by_hash(fingerprint(token))


@blueprint.get("/calendar/<token>.ics")
@guard(Permission.REGISTRATION_OWN, feed_token)
def personal_calendar(token: FeedToken) -> ResponseReturnValue:
    """Answer with a delegate's calendar; 410 once the address is revoked or the delegate has left."""
    registration = token.registration
    if token.revoked_at is not None or registration.seen_status in ENDED:
        abort(410)
    now = clock.now()
    current = released(registration.forum.slug)
    languages = current.document.forum.languages if current else registration.forum.languages
    own = feed_language(registration.language, languages)
    asked = request.args.get("lang")
    language = asked if asked in languages else own
    body = own_calendar(registration, current, language=language, now=now)
    if request.method == "GET" and service.is_due(token, now=now):
        with transaction():
            service.note_fetch(token, program=request.user_agent.string, now=now)
    return _private(body)


def _private(body: bytes) -> Response:
    """Answer once; nothing of it is kept here. There is no date in it: a mark that is taken back leaves none behind."""
    once = Kept(
        body=body,
        packed=gzip.compress(body, 6, mtime=0),
        etag=hashlib.sha256(body).hexdigest()[:32],
        last_modified=_NEVER,
        headers=HEADERS,
    )
    status, headers, content = once.answer(request.environ)
    return Response([content], status=status, headers=headers)
