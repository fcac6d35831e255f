"""Four eyes: sending the draft to approvers, and what they answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forumapp import audit
from forumapp.accounts.queries import account_by_email
from forumapp.accounts.rules import email_key
from forumapp.accounts.service import address, tokens
from forumapp.db import db
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum, memberships_of
from forumapp.i18n import gettext as _
from forumapp.mail import is_waiting, put
from forumapp.schedule import mails, queries, rules
from forumapp.schedule.models import Approver, DraftAnswer
from forumapp.schedule.service.states import Standing, standing
from forumapp.text import clean

LINK_LIFE = timedelta(days=14)
ANSWERS_GATHER = timedelta(minutes=10)
"""How long the letter about answers waits for more of them."""


def send(
    forum: Forum,
    *,
    name: str,
    email: str,
    language: str,
    sees_closed: bool,
    note: str = "",
    sender: str,
    by: str,
    now: datetime,
) -> Approver:
    """Send the draft to an approver by a letter with a secret link that holds for two weeks.

    An earlier link to the address ends; what was answered by it stays. ``sender`` is the name that the letter gives.
    """
    written = address(email)
    forum = lock_forum(forum)
    for earlier in queries.approvers(forum):
        if earlier.email_key == email_key(written) and is_open(earlier, now=now):
            earlier.expires_at = now
    token = tokens.new()
    approver = Approver(
        forum_id=forum.id,
        name=name,
        email=written,
        email_key=email_key(written),
        language=language,
        sees_closed=sees_closed,
        token_hash=tokens.hash_of(token),
        sent_by=by,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    db.session.add(approver)
    _note(approver, forum, "draft:send", after={"name": name, "email": written, "sees_closed": sees_closed}, now=now)
    put(mails.draft(forum, approver, sender=sender, note=clean(note), token=token), now=now)
    return approver


def is_open(approver: Approver, *, now: datetime) -> bool:
    """Say whether an approver's link still opens the draft."""
    return approver.revoked_at is None and now < approver.expires_at


def revoke(approver: Approver, forum: Forum, *, now: datetime) -> None:
    """Take a link back: it opens nothing any more, and what was approved by it counts no more."""
    forum = lock_forum(forum)
    approver = queries.lock_approver(approver)
    if approver.revoked_at is not None:
        raise RuleBroken(_("This link was taken back already."))
    approver.revoked_at = now
    _note(approver, forum, "draft:revoke", before={"name": approver.name, "email": approver.email}, now=now)


def approve(approver: Approver, seen: Mapping[str, str], *, now: datetime) -> int:
    """Approve sessions exactly as they were read: ``seen`` holds the fingerprint of each by key. Returns how many were new.

    Raises Overtaken when one of them is another by now; then nothing is approved.
    """
    approver, stands = _at_work(approver, now=now)
    needed = reviewable(stands, approver)
    if any(needed.get(key) != fingerprint for key, fingerprint in seen.items()):
        raise Overtaken(_("The draft changed since you opened the page. Read what is marked and approve again."))
    known = {
        (answer.session_key, answer.fingerprint) for answer in queries.answers_of(approver) if _is_approval(answer)
    }
    new = {key: fingerprint for key, fingerprint in seen.items() if (key, fingerprint) not in known}
    for key, fingerprint in new.items():
        _answer(approver, stands, rules.Answer.APPROVAL, key, fingerprint, now=now)
    if new:
        after: dict[str, Any] = {"sessions": list(new), "draft": rules.draft_fingerprint(stands.octets)}
        _note(approver, approver.forum, "draft:approve", after=after, now=now)
        _tell_sender(approver, now=now)
    return len(new)


def take_back(approver: Approver, key: str, *, now: datetime) -> None:
    """Take an approver's own approval of a session back."""
    approver, _stands = _at_work(approver, now=now)
    for answer in queries.answers_of(approver):
        if _is_approval(answer) and answer.session_key == key:
            answer.resolved_at, answer.resolved_by = now, approver.email
            _note(approver, approver.forum, "draft:take-back", before={"session": key}, now=now)


def comment(approver: Approver, key: str, text: str, *, now: datetime) -> DraftAnswer:
    """Say something about a session of the draft; the organizers read it at the desk."""
    approver, stands = _at_work(approver, now=now)
    prints = commentable(stands, approver)
    if key not in prints:
        raise RuleBroken(_("This session is not in the draft any more. Write to the organizers."))
    if not clean(text):
        raise RuleBroken(_("Write what you want to say about the session."), field="text")
    answer = _answer(approver, stands, rules.Answer.COMMENT, key, prints[key], text=clean(text), now=now)
    _note(approver, approver.forum, "draft:comment", after={"session": key, "text": answer.text}, now=now)
    _tell_sender(approver, now=now)
    return answer


def resolve(answer: DraftAnswer, forum: Forum, *, is_resolved: bool, by: str, now: datetime) -> None:
    """Say of a comment that it was dealt with, or that it was not after all."""
    if answer.kind is not rules.Answer.COMMENT or (answer.resolved_at is not None) is is_resolved:
        return
    answer.resolved_at, answer.resolved_by = (now, by) if is_resolved else (None, None)
    action = "draft:resolve" if is_resolved else "draft:reopen"
    _note(answer.approver, forum, action, after={"session": answer.session_key, "text": answer.text}, now=now)


def viewer_of(approver: Approver) -> rules.Viewer:
    """Return what an approver may see: what the public will, or closed sessions too where the organizers said so."""
    return rules.Viewer(is_team=True) if approver.sees_closed else rules.PUBLIC


def reviewable(stands: Standing, approver: Approver) -> dict[str, str]:
    """Return the fingerprints of the sessions that wait for an approval and that the approver may see, by key."""
    seen = _seen_keys(stands, approver)
    return {key: print_ for key, print_ in rules.awaiting(stands.before, stands.working).items() if key in seen}


def commentable(stands: Standing, approver: Approver) -> dict[str, str]:
    """Return the fingerprints of all sessions of the draft that the approver may see, removed ones too, by key."""
    seen = _seen_keys(stands, approver)
    prints = {**reviewable(stands, approver), **rules.fingerprints(stands.working)}
    return {key: print_ for key, print_ in prints.items() if key in seen}


def _seen_keys(stands: Standing, approver: Approver) -> set[str]:
    """Return the keys of the sessions an approver may see in the draft, and of those it takes out of what is published."""
    viewer = viewer_of(approver)
    kept = {session.key for session in stands.working.sessions}
    former = stands.before.sessions if stands.before else ()
    gone = (session for session in former if session.key not in kept)
    return {session.key for session in (*stands.working.sessions, *gone) if rules.may_see(session, viewer)}


def _is_approval(answer: DraftAnswer) -> bool:
    return answer.kind is rules.Answer.APPROVAL and answer.resolved_at is None


def _at_work(approver: Approver, *, now: datetime) -> tuple[Approver, Standing]:
    """Lock forum and approver, and refuse when the link was taken back meanwhile."""
    stands = standing(lock_forum(approver.forum))
    approver = queries.lock_approver(approver)
    if not is_open(approver, now=now):
        raise RuleBroken(_("This link does not hold any more."))
    return approver, stands


def _answer(
    approver: Approver,
    stands: Standing,
    kind: rules.Answer,
    key: str,
    fingerprint: str,
    *,
    text: str = "",
    now: datetime,
) -> DraftAnswer:
    answer = DraftAnswer(
        approver=approver,
        kind=kind,
        session_key=key,
        session_title=_title(stands, key),
        fingerprint=fingerprint,
        draft=rules.draft_fingerprint(stands.octets),
        text=text,
        given_at=now,
    )
    db.session.add(answer)
    return answer


def _tell_sender(approver: Approver, *, now: datetime) -> None:
    """Write to who sent the draft, once for all that is answered in a while; the forum is locked."""
    organizer = account_by_email(approver.sent_by)
    if organizer is None or organizer.disabled_at is not None or not memberships_of(approver.forum, organizer.id):
        return
    letter = mails.draft_answered(approver.forum, organizer)
    if not is_waiting(letter):
        put(letter, now=now, wait=ANSWERS_GATHER)


def _title(stands: Standing, key: str) -> LanguageMap:
    former = stands.before.sessions if stands.before else ()
    return next(session.title for session in (*stands.working.sessions, *former) if session.key == key)


def _note(
    approver: Approver,
    forum: Forum,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    now: datetime,
) -> None:
    audit.record(
        action, subject=f"approver:{approver.email}"[:200], forum=forum.slug, before=before, after=after, now=now
    )
    db.session.flush()
