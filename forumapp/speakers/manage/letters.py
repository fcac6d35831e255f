"""Writing to speakers: whoever lacks something, what the letters say, and the button that sends them."""

from collections.abc import Collection, Iterable, Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, language_name, ngettext
from forumapp.mail import Letter
from forumapp.policy import Permission
from forumapp.speakers import service
from forumapp.speakers.forms import LettersForm
from forumapp.speakers.manage.frame import PLACE, blueprint, forum_of_desk, whole_name
from forumapp.speakers.rules.answers import Lack
from forumapp.speakers.words import LACKS
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/write-to-people/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def letters(forum: Forum) -> ResponseReturnValue:
    """Show of whom something is missing."""
    found = service.candidates(forum, now=clock.now())
    asked = [lack for lack in Lack if lack.value in request.args.getlist("lack")] or [Lack.ANSWER]
    form = LettersForm.of((each.person.key for each in found if _can(each, asked)), asked)
    return _page(forum, form, found)


@blueprint.post(f"{PLACE}/write-to-people/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
@limiter.limit(limits.MAIL)
def write(forum: Forum) -> ResponseReturnValue:
    """Show the letters as they would be, or send them."""
    form = LettersForm()
    found = service.candidates(forum, now=clock.now())
    if not form.validate_on_submit():
        return _page(forum, form, found), form.status
    chosen = [each for each in found if each.person.key in set(form.people.data or ()) and _can(each, form.wanted)]
    if not chosen:
        form.reject(
            RuleBroken(_("Choose somebody who has an address, got no letter today and lacks what you ask for."))
        )
        return _page(forum, form, found), form.status
    if request.form.get("step") != "send":
        return _page(forum, form, found, _previews(forum, chosen, form), count=len(chosen))
    try:
        with transaction():
            written = service.write_to(
                forum,
                {each.person.key for each in chosen},
                lacks=form.wanted,
                words=form.words.data or "",
                now=clock.now(),
            )
    except RuleBroken as broken:
        form.reject(broken)
        return _page(forum, form, found), form.status
    desk.tell(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", len(written)))
    return redirect(url_for(".letters", slug=forum.slug), 303)


def _can(candidate: service.Candidate, lacks: Collection[Lack]) -> bool:
    return bool(candidate.email and candidate.may_write and candidate.lacks & set(lacks))


def _previews(forum: Forum, chosen: Iterable[service.Candidate], form: LettersForm) -> list[tuple[str, Letter]]:
    """Return the first letter in each language."""
    found: dict[str, Letter] = {}
    for candidate in chosen:
        letter = service.preview(forum, candidate, lacks=form.wanted, words=form.words.data or "")
        found.setdefault(letter.language, letter)
    return [(language_name(language), letter) for language, letter in found.items()]


def _page(
    forum: Forum,
    form: LettersForm,
    found: Iterable[service.Candidate],
    previews: Sequence[tuple[str, Letter]] = (),
    *,
    count: int = 0,
) -> str:
    return desk.render_desk(
        "speakers/desk/letters.html",
        forum=forum,
        section="people",
        form=form,
        rows=[_row(forum, each) for each in found if each.lacks],
        chosen=set(form.people.data or ()),
        previews=previews,
        count=count,
    )


def _row(forum: Forum, candidate: service.Candidate) -> dict[str, object]:
    written_at = candidate.speaker.written_at if candidate.speaker else None
    return {
        "key": candidate.person.key,
        "name": whole_name(candidate.person.person),
        "email": candidate.email,
        "lacks": ", ".join(str(word).lower() for lack, word in LACKS.items() if lack in candidate.lacks),
        "may_write": candidate.may_write,
        "written": instant_words(written_at, forum.timezone) if written_at else "",
    }
