"""Possible doubles among a forum's people: both cards side by side, then one of them or both."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import queries as directory
from forumapp.directory import service as people
from forumapp.directory.manage.sharing import known_people, words_of
from forumapp.directory.models import ForumPerson, Person
from forumapp.errors import RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized, ngettext
from forumapp.policy import Permission
from forumapp.programme.manage.steps import tell_step
from forumapp.programme.queries import newest_step, sessions
from forumapp.speakers import service
from forumapp.speakers.forms import MergeForm
from forumapp.speakers.manage.frame import PLACE, Desk, blueprint, forum_of_desk, person_of_desk, whole_name
from forumapp.speakers.words import LIKENESSES
from forumapp.web import desk
from forumapp.web.guards import guard

TEXTS = ("family_name", "given_name", "patronymic", "post", "biography")
MOST_PAIRS = 60
"""How many pairs a page shows; the likeliest stand first."""
MOST_ENTRIES = 3000
"""How many entries of other forums are looked through."""
LONGEST_TEXT = 200


@blueprint.get(f"{PLACE}/possible-doubles/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def doubles(forum: Forum) -> ResponseReturnValue:
    """Show who may be one person in two spellings."""
    pairs = service.likely_pairs(forum)
    cards = _cards(forum) if pairs else {}
    rows = [
        {"one": cards[pair.one.id], "other": cards[pair.other.id], "reason": str(LIKENESSES[pair.likeness])}
        for pair in pairs[:MOST_PAIRS]
    ]
    elsewhere = service.likely_elsewhere(forum, known_people(most=MOST_ENTRIES))[:MOST_PAIRS]
    merged = [(link.key, whole_name(link.person)) for link in directory.merged_people(forum)]
    return desk.render_desk(
        "speakers/desk/doubles.html",
        forum=forum,
        section="people",
        rows=rows,
        count=len(pairs),
        elsewhere=[
            {"one": _card(forum, link, ()), "other": {"number": entry.id, **_words(forum, entry)}}
            for link, entry in elsewhere
        ],
        merged=merged,
    )


@blueprint.post(f"{PLACE}/possible-doubles/apart")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def apart(forum: Forum) -> ResponseReturnValue:
    """Remember that two people are not the same."""
    one, other = (_person_or_404(forum, request.form.get(name, "")) for name in ("one", "other"))
    desk.attempt(
        lambda: people.tell_apart(forum, one, other, now=clock.now()),
        words=_("%(one)s and %(other)s are two people.", one=whole_name(one.person), other=whole_name(other.person)),
    )
    return redirect(url_for(".doubles", slug=forum.slug), 303)


@blueprint.post(f"{PLACE}/possible-doubles/share")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def share(forum: Forum) -> ResponseReturnValue:
    """Say of somebody what another forum says of them."""
    link = _person_or_404(forum, request.form.get("person", ""))
    number = request.form.get("number", "")
    entry = next((each for each in known_people(most=MOST_ENTRIES) if str(each.id) == number), None) or abort(404)
    desk.attempt(
        lambda: people.put_person(forum, words_of(forum, entry, link.key), now=clock.now()),
        words=_("%(name)s stands here as in the other forum now.", name=whole_name(entry)),
    )
    return redirect(url_for(".doubles", slug=forum.slug), 303)


@blueprint.post(f"{PLACE}/possible-doubles/back")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def bring_back(forum: Forum) -> ResponseReturnValue:
    """Let somebody who was merged into another one stand in the list again, without sessions."""
    key = request.form.get("person", "")
    desk.attempt(lambda: people.bring_back(forum, {key}), words=_("The entry is on the list again."))
    return redirect(url_for(".doubles", slug=forum.slug), 303)


@blueprint.route(f"{PLACE}/people/<key>/merge/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def merge(subject: Desk) -> ResponseReturnValue:
    """Choose which values stand, and make two entries one; the address names the other one as ``with``."""
    forum, kept = subject.forum, subject.person
    other = _person_or_404(forum, request.args.get("with", ""))
    if other.id == kept.id:
        abort(404)
    form = MergeForm.between(_differing(forum, kept, other))
    if form.validate_on_submit():
        newest = newest_step(forum)
        try:
            with transaction():
                changed = service.merge(forum, kept, other, from_other=form.from_other, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            _tell(forum, changed, after=newest)
            return redirect(url_for(".doubles", slug=forum.slug), 303)
    cards = _cards(forum)
    page = desk.render_desk(
        "speakers/desk/merge.html",
        forum=forum,
        section="people",
        form=form,
        one=cards[kept.id],
        other=cards[other.id],
        is_shared={kept.person_id, other.person_id} & directory.people_of_several(forum),
    )
    return page, form.status


def _tell(forum: Forum, changed: Sequence[str], *, after: int) -> None:
    """Say that two entries are one, with the button that takes it back where sessions changed."""
    if not changed:
        desk.tell(_("The two entries are one now."))
        return
    words = ngettext(
        "The two entries are one now; %(num)d session changed.",
        "The two entries are one now; %(num)d sessions changed.",
        len(changed),
    )
    tell_step(forum, words, after=after, back=url_for(".doubles", slug=forum.slug))


def _person_or_404(forum: Forum, key: str) -> ForumPerson:
    return directory.forum_person_by_key(forum, key) or abort(404)


def _cards(forum: Forum) -> Mapping[int, dict[str, Any]]:
    """Return the cards of a forum's people by the id of the person, with their sessions."""
    titles: dict[int, list[str]] = {}
    for session in sessions(forum):
        title = localized(session.title, forum.languages)
        ids = [part.forum_person_id for part in session.parts]
        ids += [speaker.forum_person_id for report in session.reports for speaker in report.people]
        for number in dict.fromkeys(ids):
            titles.setdefault(number, []).append(title)
    return {link.id: _card(forum, link, titles.get(link.id, [])) for link in directory.forum_people(forum)}


def _card(forum: Forum, link: ForumPerson, titles: Sequence[str]) -> dict[str, Any]:
    card = _words(forum, link.person)
    rows = [*card["rows"], (_("Sessions"), "; ".join(titles))]
    return {"key": link.key, "photo": link.photo, **card, "rows": rows}


def _words(forum: Forum, entry: Person) -> dict[str, Any]:
    rows = [
        (_("Family name"), _text(entry.family_name)),
        (_("Given name"), _text(entry.given_name)),
        (_("Patronymic"), _text(entry.patronymic)),
        (_("Post"), _text(entry.post)),
        (_("Institution"), _institution(forum, entry)),
        (_("Biography"), _short(_text(entry.biography))),
    ]
    return {"name": whole_name(entry), "rows": rows}


def _differing(forum: Forum, kept: ForumPerson, other: ForumPerson) -> dict[str, tuple[str, str]]:
    """Return what two people say differently, in words."""
    pairs = {name: tuple(_text(getattr(each.person, name)) for each in (kept, other)) for name in TEXTS}
    pairs["institution"] = (_institution(forum, kept.person), _institution(forum, other.person))
    pairs["photo"] = tuple(_("the photo of this entry") if each.photo else "" for each in (kept, other))
    stored = {name: (getattr(kept.person, name), getattr(other.person, name)) for name in TEXTS}
    stored |= {
        "institution": (kept.person.institution_id, other.person.institution_id),
        "photo": (kept.photo, other.photo),
    }
    return {
        name: (_short(pairs[name][0]), _short(pairs[name][1]))
        for name, (ours, theirs) in stored.items()
        if (ours or None) != (theirs or None)
    }


def _text(text: LanguageMap | None) -> str:
    """Return a text in all its languages."""
    return "; ".join(f"{words} ({code})" for code, words in (text or {}).items())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rstrip()}…"


def _institution(forum: Forum, entry: Person) -> str:
    institution = entry.institution
    return localized(institution.name, forum.languages) if institution else ""
