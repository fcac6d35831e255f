"""Institutions of a forum, shared with other forums as long as they say the same."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import arrange, assign, differing
from forumapp.directory import queries, rules
from forumapp.directory.models import ForumInstitution, Institution
from forumapp.directory.service.people import follow_institution
from forumapp.directory.service.puts import Put, Shelf, check_key, plain
from forumapp.errors import RuleBroken
from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.exchange.document import InstitutionPart
from forumapp.exchange.fields import UnfitError, library_code
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.merging import Basis, reconciled

Leaving = Callable[[Forum, ForumInstitution], None]

_asked_before_leaving: list[Leaving] = []


def ask_before_institution_leaves(ask: Leaving) -> Leaving:
    """Have ``ask`` called before an institution is taken out of a forum: it refuses (RuleBroken) or lets it go."""
    _asked_before_leaving.append(ask)
    return ask


def institution_part(link: ForumInstitution) -> InstitutionPart:
    """Return an institution of a forum as a value, such that put_institution would store the same."""
    entry = link.institution
    return InstitutionPart(
        key=link.key, name=entry.name, country=entry.country, kind=entry.kind, city=entry.city, isil=entry.isil
    )


def institution_parts(forum: Forum) -> tuple[InstitutionPart, ...]:
    """Return a forum's institutions as values, in its order."""
    return tuple(institution_part(link) for link in queries.forum_institutions(forum))


def new_institution_key(forum: Forum, name: str) -> str:
    """Return a key for a new institution of this name that the forum does not use yet."""
    return rules.free_key(name, frozenset(queries.institution_keys(forum).values()))


def put_institution(forum: Forum, part: InstitutionPart, *, now: datetime) -> ForumInstitution:
    """Add an institution to a forum, or make the one with this key what ``part`` says."""
    return put_institutions(forum, [part], now=now).links[part.key]


def revise_institution(
    forum: Forum, key: str, part: InstitutionPart, *, basis: Basis[InstitutionPart] | None = None, now: datetime
) -> ForumInstitution:
    """Make an institution of a forum what ``part`` says. Raises Overtaken as ``merging.reconciled`` does."""
    link = queries.locked_institution(forum, key)
    if link is None:
        raise RuleBroken(_("Somebody else took this off the list meanwhile."))
    return put_institution(forum, reconciled(part, standing=institution_part(link), basis=basis), now=now)


def put_institutions(forum: Forum, parts: Sequence[InstitutionPart], *, now: datetime) -> Put[ForumInstitution]:
    """Add institutions to a forum, or make those with these keys what the parts say.

    An entry of the directory that says the same is shared; one that other forums name too is never changed: this forum
    gets a copy of its own, to which its people move.
    """
    put = Put({link.key: link for link in queries.forum_institutions(forum)})
    waiting = [part for part in parts if not _stands(part, put)]
    if not waiting:
        return put
    shelf = Shelf(
        queries.institutions_by_search_text({_search_text(part) for part in waiting}),
        taken=[link.institution_id for link in put.links.values()],
    )
    shared = queries.institutions_of_several(forum)
    for part in waiting:
        _check(part)
        if part.key in put.links:
            _revise(forum, part, put, shelf, shared, now=now)
        else:
            _add(forum, part, put, shelf, now=now)
    db.session.flush()
    return put


def remove_institution(forum: Forum, link: ForumInstitution, *, now: datetime) -> None:
    """Take an institution out of a forum; the directory keeps it. Refused while the forum needs it."""
    if link.key in (forum.organizers or ()):
        raise RuleBroken(_("This institution is an organizer of the forum. Take it off that list first."))
    if queries.people_of_institution(forum, link.institution_id):
        raise RuleBroken(_("People of the forum belong to this institution. Change their institution first."))
    for ask in _asked_before_leaving:
        ask(forum, link)
    remove_institutions(forum, [link], now=now)


def remove_institutions(forum: Forum, links: Iterable[ForumInstitution], *, now: datetime) -> None:
    """Take institutions that nothing in the forum needs out of it; the directory keeps them."""
    for link in links:
        before = plain(institution_part(link))
        audit.record("institution:remove", subject=f"institution:{link.key}", forum=forum.slug, before=before, now=now)
        db.session.delete(link)
    db.session.flush()


def order_institutions(forum: Forum, keys: Sequence[str]) -> bool:
    """Put a forum's institutions in the order of ``keys``, which names them all; says whether that changed anything."""
    links = {link.key: link for link in queries.forum_institutions(forum)}
    is_changed = arrange([links[key] for key in keys])
    db.session.flush()
    return is_changed


def _stands(part: InstitutionPart, put: Put[ForumInstitution]) -> bool:
    link = put.links.get(part.key)
    return link is not None and not any(differing(institution_part(link), part))


def _check(part: InstitutionPart) -> None:
    check_key(part.key)
    if not part.name:
        raise RuleBroken(_("Give the institution a name, in one language at least."), field="name")
    if part.country not in COUNTRY_CODES:
        raise RuleBroken(_("Choose a country of the list."), field="country")
    if part.isil is not None:
        try:
            library_code(part.isil)
        except UnfitError as unfit:
            raise RuleBroken(_("This is not a library code (ISO 15511) such as BY-HM0000."), field="isil") from unfit


def _search_text(part: InstitutionPart) -> str:
    return rules.folded(part.name, part.city)


def _values(part: InstitutionPart) -> dict[str, Any]:
    return {
        "name": part.name,
        "country": part.country,
        "kind": part.kind,
        "city": part.city,
        "isil": part.isil,
        "search_text": _search_text(part),
    }


def _add(
    forum: Forum, part: InstitutionPart, put: Put[ForumInstitution], shelf: Shelf[Institution], *, now: datetime
) -> None:
    values = _values(part)
    entry = shelf.take(values) or Institution(**values)
    put.add(ForumInstitution(forum_id=forum.id, key=part.key, institution=entry))
    subject = f"institution:{part.key}"
    audit.record("institution:add", subject=subject, forum=forum.slug, after=plain(part), now=now)


def _revise(
    forum: Forum,
    part: InstitutionPart,
    put: Put[ForumInstitution],
    shelf: Shelf[Institution],
    shared: frozenset[int],
    *,
    now: datetime,
) -> None:
    link, values = put.links[part.key], _values(part)
    before, after = differing(institution_part(link), part)
    if link.institution_id in shared:
        left = link.institution_id
        link.institution = shelf.take(values) or Institution(**values)
        db.session.flush()
        follow_institution(forum, left, link.institution)
    else:
        assign(link.institution, values)
    put.changed.append(part.key)
    subject = f"institution:{part.key}"
    audit.record("institution:revise", subject=subject, forum=forum.slug, before=before, after=after, now=now)
