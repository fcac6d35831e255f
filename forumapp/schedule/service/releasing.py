"""Publishing: freezing the working copy, or a part of it, as the next release; and going back to an earlier one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from forumapp import audit
from forumapp.db import db
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange import forumfile, frozen
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.programme import service as programme
from forumapp.schedule import queries, rules
from forumapp.schedule.models import Release
from forumapp.schedule.service.events import Issue, revise_events
from forumapp.schedule.service.obstacles import Candidate, refuse
from forumapp.schedule.service.states import Standing, standing
from forumapp.text import clean

EVERYTHING = rules.Selection()


def publish(
    forum: Forum,
    *,
    part: rules.Selection = EVERYTHING,
    note: str = "",
    expected: int | None = None,
    overruling: str | None = None,
    planned_by: str | None = None,
    by: str,
    now: datetime,
) -> Release | None:
    """Freeze the working copy, or the sessions of one day or track, as the next release; None when nothing is new in it.

    ``planned_by`` is who planned a release that the worker makes. Raises RuleBroken while an obstacle is in the way or the checks find
    errors that nobody overruled (``overruling``, a reason, overrules them all), and Overtaken when the next release is not the ``expected`` number: somebody published in the meantime.
    """
    stands = _locked(forum, expected)
    document = stands.with_part(part)
    if stands.current is not None and stands.current.document == forumfile.write(document):
        return None
    refuse(Candidate(standing=stands, document=document, part=part, by=by))
    programme.settle(stands.forum, document, overruling=overruling, now=now)
    return _release(
        stands,
        document,
        stands.uids_with_part(part, document),
        what={"part_day": part.day, "part_track": part.track},
        told={"planned_by": planned_by},
        note=note,
        by=by,
        now=now,
    )


def withdraw(
    forum: Forum, number: int, *, note: str = "", expected: int | None = None, by: str, now: datetime
) -> Release:
    """Go back to release ``number``: a new release with the document of that one. The working copy stays as it is.

    It needs no approval: it shows what was published before, and it is the way out when something went wrong.
    """
    stands = _locked(forum, expected)
    former = queries.release_with_document(stands.forum, number)
    if former is None or stands.current is None:
        raise RuleBroken(_("There is no such release."))
    if former.document == stands.current.document:
        raise RuleBroken(_("This is what is published now. Nothing would change."))
    return _release(
        stands, frozen.restore(former.document), former.uids, what={"restores": number}, note=note, by=by, now=now
    )


def _locked(forum: Forum, expected: int | None) -> Standing:
    stands = standing(lock_forum(forum))
    if expected is not None and expected != stands.next_number:
        raise Overtaken(_("Somebody else published in the meantime. Look at the changes again."))
    return stands


def _release(
    stands: Standing,
    document: Document,
    uids: Mapping[str, str],
    *,
    what: Mapping[str, date | str | int | None],
    told: Mapping[str, str | None] | None = None,
    note: str,
    by: str,
    now: datetime,
) -> Release:
    """Add a release; ``what`` are its columns that say it is not simply the whole, ``told`` is for the audit trail alone."""
    changes = rules.differences(stands.before, document)
    release = Release(
        forum_id=stands.forum.id,
        number=stands.next_number,
        published_at=_later(now, stands.current),
        published_by=by,
        note=clean(note),
        document=forumfile.write(document),
        uids=dict(uids),
        changes=[rules.change_value(change) for change in changes],
        **what,
    )
    db.session.add(release)
    db.session.flush()
    _revise_calendars(release, stands, document)
    said = {name: value for name, value in {**what, **(told or {})}.items() if value is not None}
    audit.record(
        "release:withdraw" if release.restores else "release:publish",
        subject=f"release:{release.number}",
        forum=stands.forum.slug,
        after={"number": release.number, "note": release.note, "changes": len(changes), **said},
        now=now,
    )
    return release


def _revise_calendars(release: Release, stands: Standing, document: Document) -> None:
    known_uids = dict(stands.current.uids) if stands.current else {}
    for language in dict.fromkeys([*document.forum.languages, *stands.forum.languages]):
        revise_events(Issue(release, document, release.uids, stands.before, known_uids, language, release.published_at))


def _later(now: datetime, current: Release | None) -> datetime:
    """Return an instant after the current release's, whatever the clock says (Last-Modified never goes back)."""
    moment = now.replace(microsecond=0)
    return max(moment, current.published_at + timedelta(seconds=1)) if current else moment
