"""The checks of a forum's working copy, and errors that are to stand."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from flask import current_app

from forumapp import audit
from forumapp.audit.queries import newest_deed
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.programme import queries
from forumapp.programme.models import Overruling
from forumapp.programme.rules import checks
from forumapp.programme.rules.checks import Context, Finding, Hours, Severity, Strip
from forumapp.programme.service.documents import document_of, forget_documents, kept_document
from forumapp.programme.words.checks import FindingWords
from forumapp.text import clean

MOST_REASON = 500
"""Characters of a reason."""

Loader = Callable[[Forum], Any]
"""Returns what a field of ``checks.Context`` is to hold for a forum."""

LOADERS = "forumapp.check_loaders"
"""The extension under which higher features put their loaders, by the name of the field of ``checks.Context``."""


@dataclass(frozen=True)
class Checked:
    """What the checks found in a programme as it stood at one moment."""

    document: Document
    context: Context
    findings: tuple[Finding, ...]

    @cached_property
    def by_session(self) -> Mapping[str, Sequence[Finding]]:
        """The findings by the key of each session concerned."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            for key in finding.sessions:
                found[key].append(finding)
        return found

    @cached_property
    def errors(self) -> Mapping[str, Finding]:
        """The errors by fingerprint."""
        return {each.fingerprint: each for each in self.findings if each.severity is Severity.ERROR}

    @cached_property
    def strips(self) -> Mapping[date, tuple[Strip, ...]]:
        """What each day is elsewhere."""
        return checks.strips_by_day(checks.Programme(self.document, self.context))

    def words(self) -> FindingWords:
        """Return what says the findings in the current language."""
        return FindingWords(self.document, self.context.hours)


def checked(forum: Forum) -> Checked:
    """Return what the checks find in the working copy; worked out anew only after a deed in the forum."""
    return _checked(forum.id, newest_deed(forum.slug))


@lru_cache(maxsize=8)
def _checked(forum_id: int, deed: int) -> Checked:
    forum = queries.forum_by_id(forum_id)
    return examine(forum, kept_document(forum_id, deed))


def forget() -> None:
    """Drop what this process read and found; needed only where row ids come again, after a restore."""
    forget_documents()
    _checked.cache_clear()


def examine(forum: Forum, document: Document) -> Checked:
    """Return what the checks find in a document of the forum, join addresses included."""
    loaders: Mapping[str, Loader] = current_app.extensions.get(LOADERS, {})
    hours = None
    if forum.hours_start is not None and forum.hours_end is not None:
        hours = Hours(forum.hours_start, forum.hours_end)
    context = Context(hours=hours, **{name: load(forum) for name, load in loaders.items()})
    return Checked(document, context, tuple(checks.find(checks.Programme(document, context))))


def standing_errors(forum: Forum, found: Checked) -> list[Finding]:
    """Return the errors that nobody overruled: they keep the programme from being published."""
    overruled = queries.overrulings(forum)
    return [finding for fingerprint, finding in found.errors.items() if fingerprint not in overruled]


def settle(forum: Forum, document: Document, *, overruling: str | None, now: datetime) -> None:
    """Refuse (RuleBroken) a document with errors that nobody overruled; with a reason given, overrule them all."""
    found = examine(forum, document)
    standing = standing_errors(forum, found)
    if standing and overruling:
        _store(forum, found, standing, reason=_reason(overruling), now=now)
    elif standing:
        sentence = ngettext(
            "The checks found %(num)d error that nobody overruled. It stands at the desk under “Checks” (%(path)s): "
            "correct it, or overrule it with a reason.",
            "The checks found %(num)d errors that nobody overruled. They stand at the desk under “Checks” (%(path)s): "
            "correct them, or overrule them with a reason.",
            len(standing),
            path=f"/forums/{forum.slug}/manage/programme/checks/",
        )
        raise RuleBroken(sentence)


def overrule(forum: Forum, fingerprints: Collection[str], *, reason: str, now: datetime) -> None:
    """Let errors stand, with a reason; the overruling of each ends when what it is about changes."""
    forum = lock_forum(forum)
    reason = _reason(reason)
    found = examine(forum, document_of(forum))
    if not fingerprints or not set(fingerprints) <= found.errors.keys():
        raise RuleBroken(
            _("The programme was changed since: an error is not there any more. Look at the checks again.")
        )
    _store(forum, found, [found.errors[each] for each in fingerprints], reason=reason, now=now)


def take_back(forum: Forum, fingerprint: str, *, now: datetime) -> None:
    """Let an error keep the programme from being published again; nothing is done where it is not overruled."""
    forum = lock_forum(forum)
    overruling = queries.overrulings(forum).get(fingerprint)
    if overruling is None:
        return
    found = examine(forum, document_of(forum))
    finding = found.errors.get(fingerprint)
    said = {"finding": found.words().sentence(finding)} if finding is not None else {}
    before = said | {"reason": overruling.reason}
    audit.record("check:take-back", subject=_subject(forum, finding), forum=forum.slug, before=before, now=now)
    db.session.delete(overruling)
    db.session.flush()


def _reason(text: str) -> str:
    reason = clean(text).strip()
    if not reason:
        raise RuleBroken(_("Say why it is to stand."), field="reason")
    if len(reason) > MOST_REASON:
        raise RuleBroken(_("Use at most %(max)d characters.", max=MOST_REASON), field="reason")
    return reason


def _store(forum: Forum, found: Checked, findings: Sequence[Finding], *, reason: str, now: datetime) -> None:
    standing, words = queries.overrulings(forum), found.words()
    for finding in findings:
        row = standing.get(finding.fingerprint)
        if row is None:
            row = Overruling(forum_id=forum.id, fingerprint=finding.fingerprint)
            db.session.add(row)
        row.reason, row.overruled_by, row.overruled_at = reason, audit.current_actor_name(), now
        after = {"finding": words.sentence(finding), "reason": reason}
        audit.record("check:overrule", subject=_subject(forum, finding), forum=forum.slug, after=after, now=now)
    db.session.flush()


def _subject(forum: Forum, finding: Finding | None) -> str:
    return f"forum:{forum.slug}" if finding is None or finding.session is None else f"session:{finding.session}"
