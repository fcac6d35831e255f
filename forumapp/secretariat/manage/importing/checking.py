"""A list that was read: its rows as people, good ones, bad ones, and those who are here already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from forumapp.directory.rules import fold
from forumapp.i18n import gettext as _
from forumapp.questions.rules.parts import field_name
from forumapp.registration import queries
from forumapp.registration.queries import Standing
from forumapp.registration.rules.columns import find_heads, guess
from forumapp.registration.rules.doubles import Person, likely_doubles
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.reading import RowSaid, read_rows
from forumapp.registration.service import Entrant
from forumapp.secretariat.manage.importing import replying
from forumapp.secretariat.manage.importing.forms import Grid, PersonRowForm
from forumapp.secretariat.manage.importing.offer import DEFAULTS, Offer
from forumapp.secretariat.manage.importing.packing import packed

MOST_SHOWN = 40
"""Bad rows that a page shows with fields; the others come once those are corrected."""
FIELDS = (
    *("family_name", "given_name", "patronymic", "latin_name", "email", "phone", "country", "institution"),
    *("institution_name", "post", "category", "attendance", "language"),
)
"""What a row says of a person beside the answers, by the names of the form's fields."""
STRANGE = {
    "country": _l("Country: “%(said)s” is no name of a country that we know. Choose it below."),
    "category": _l("Takes part as: “%(said)s” is not among the choices. Choose one below."),
    "attendance": _l("Taking part: “%(said)s” is neither on site nor online. Choose one below."),
    "language": _l("Language: “%(said)s” is not among the choices. Choose one below."),
}


@dataclass
class CheckedRow:
    """A row as a person: good, or with what is wrong and the fields to correct it."""

    number: int
    form: PersonRowForm
    sentences: list[str]
    known: Standing | None = None
    """How the mailbox stands already; then the row is left out."""
    double: str = ""
    """Who looks like the same person, in words."""
    is_out: bool = False
    was_edited: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether the row cannot be entered as it is."""
        return bool(self.sentences) and self.known is None

    @property
    def is_taken(self) -> bool:
        """Whether the row is entered."""
        return not self.is_out and not self.sentences and self.known is None

    @property
    def name(self) -> str:
        """The name as lists have it."""
        said = self.form
        family_name, given_name = said.family_name.data or "", said.given_name.data or ""
        return full_name(family_name=family_name, given_name=given_name, patronymic=said.patronymic.data or None)

    @property
    def facts(self) -> list[str]:
        """What else the row says, in words."""
        offer, said = self.form.offered, self.form
        words = (
            said.email.data,
            offer.country_names.get(said.country.data or "", ""),
            said.institution_name.data or offer.institution_names.get(said.institution.data or "", ""),
            said.post.data,
            dict(offer.modes).get(said.attendance.data or "", ""),
            dict(offer.categories).get(said.category.data or "", ""),
        )
        return [str(word) for word in words if word]

    @property
    def kept(self) -> list[Any]:
        """The fields that a corrected row carries on."""
        return [each for each in self.form if each.short_name != "csrf_token"]


@dataclass
class Check:
    """A list that was read: what its columns say and its rows."""

    grid: Grid
    uses: list[str]
    defaults: Mapping[str, str]
    heads: int | None = None
    rows: list[CheckedRow] = field(default_factory=list)

    @cached_property
    def packed(self) -> str:
        """The list as the form carries it."""
        return packed(self.grid)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """What each column is called, what stands in it, and what it says."""
        first = 0 if self.heads is None else self.heads + 1
        titles = self.grid[self.heads] if self.heads is not None else []
        return [
            {
                "place": place,
                "head": "".join(titles[place : place + 1]),
                "sample": [row[place][:60] for row in self.grid[first : first + 3] if row[place:] and row[place]],
                "use": str(use),
            }
            for place, use in enumerate(self.uses)
        ]

    @cached_property
    def taken(self) -> list[CheckedRow]:
        """The rows that are entered."""
        return [row for row in self.rows if row.is_taken]

    @cached_property
    def open(self) -> list[CheckedRow]:
        """The rows that have to be corrected or left out."""
        return [row for row in self.rows if row.is_bad and not row.is_out]

    @cached_property
    def shown(self) -> list[CheckedRow]:
        """The rows that stand on the page with fields."""
        return self.open[:MOST_SHOWN]

    @cached_property
    def here(self) -> list[CheckedRow]:
        """The rows of those who are registered already."""
        return [row for row in self.rows if row.known is not None]

    @cached_property
    def out(self) -> list[CheckedRow]:
        """The rows that are left out."""
        return [row for row in self.rows if row.is_out and row.known is None]

    def entrants(self) -> list[Entrant]:
        """Return the people that are entered."""
        return [row.form.entrant() for row in self.taken]


def check(offer: Offer, grid: Grid, sent: MultiDict[str, str]) -> Check:
    """Read a list with the choices and corrections of a form that was sent; an empty one has none."""
    heads = find_heads(grid, offer.heads)
    known = {value for value, _word in offer.uses}
    guessed = guess(grid, heads, offer.vocabulary.countries, offer.heads)
    said = [(sent.get(f"column-{place}", ""), use) for place, use in enumerate(guessed)]
    uses = [chosen if chosen in known else use for chosen, use in said]
    found = Check(grid=grid, uses=uses, defaults=offer.defaults(sent), heads=heads)
    kind = PersonRowForm.offering(offer)
    for row in read_rows(grid, uses, heads, offer.vocabulary):
        found.rows.append(_row(kind, offer, row, found.defaults, sent))
    _tell_known(offer, found.rows)
    return found


def tell_doubles(offer: Offer, rows: Iterable[CheckedRow]) -> None:
    """Tell of rows that may be somebody who is registered with another address, or somebody of another row."""
    new = {-row.number: row for row in rows if row.is_taken}
    if not new:
        return
    before = queries.people_who_registered(offer.forum)
    names = {each.number: _name(each) for each in before} | {number: row.name for number, row in new.items()}
    people = [*(_person(row, number) for number, row in new.items()), *before]
    for one, other, _reason in likely_doubles(people, among=new):
        row = new.get(one) or new.get(other)
        if row is None or row.double:
            continue
        number = other if one in new and new[one] is row else one
        where = _("row %(number)s", number=-number) if number < 0 else _("registered already")
        row.double = _("May be the same person as %(name)s (%(where)s).", name=names[number], where=where)


def _row(
    kind: type[PersonRowForm], offer: Offer, said: RowSaid, defaults: Mapping[str, str], sent: MultiDict[str, str]
) -> CheckedRow:
    prefix = f"row-{said.number}-"
    was_edited = f"{prefix}family_name" in sent
    strange = dict(said.strange)
    if was_edited:
        formdata = MultiDict((name, value) for name in _names(offer) for value in sent.getlist(f"{prefix}{name}"))
    else:
        values, unknown = replying.answers_said(offer, said.values)
        strange |= unknown
        formdata = MultiDict({**_with_defaults(offer, said, defaults), **values})
    formdata = MultiDict((f"{prefix}{name}", value) for name, value in formdata.items(multi=True))
    form = kind(formdata=formdata, prefix=prefix, meta={"csrf": False})
    form.validate()
    strange = {name: word for name, word in strange.items() if not form[name].data}
    return CheckedRow(
        number=said.number,
        form=form,
        sentences=[*_strange_words(form, strange), *_errors(form, apart_from=strange)],
        is_out=f"out-{said.number}" in sent,
        was_edited=was_edited,
    )


def _names(offer: Offer) -> tuple[str, ...]:
    return (*FIELDS, *(field_name(each.key) for each in offer.questions))


def _with_defaults(offer: Offer, said: RowSaid, defaults: Mapping[str, str]) -> dict[str, str]:
    """Return a row's words by field, with what is taken where nothing is said; a known institution by its key."""
    values = {name: said.values.get(name, "") for name in FIELDS}
    values |= {name: defaults[name] for name in DEFAULTS if not values[name] and name not in said.strange}
    written = values["institution_name"]
    key = offer.institution_keys.get(written) or offer.institution_keys.get(fold(written), "") if written else ""
    if key:
        values |= {"institution": key, "institution_name": ""}
    return values


def _strange_words(form: PersonRowForm, strange: Mapping[str, str]) -> Iterable[str]:
    for name, said in strange.items():
        if name in STRANGE:
            yield str(STRANGE[name]) % {"said": said}
        else:
            label = form[name].label.text
            yield _("%(question)s: “%(said)s” is not among the choices. Choose below.", question=label, said=said)


def _errors(form: PersonRowForm, *, apart_from: Mapping[str, str]) -> Iterable[str]:
    return [
        f"{each.label.text}: {' '.join(map(str, each.errors))}"
        for each in form
        if each.errors and each.short_name not in apart_from
    ]


def _tell_known(offer: Offer, rows: Sequence[CheckedRow]) -> None:
    """Tell of rows whose mailbox is registered already, or stands in a row before."""
    keys = {row.number: box.key for row in rows if (box := getattr(row.form, "mailbox", None)) is not None}
    standing = queries.standing_by_key(offer.forum, set(keys.values()))
    first: dict[str, int] = {}
    for row in rows:
        key = keys.get(row.number)
        if key is None:
            continue
        row.known = standing.get(key)
        if row.known is None and key in first and not row.is_out:
            row.sentences.append(_("E-mail: row %(number)s has the same address.", number=first[key]))
        elif not row.is_out:
            first.setdefault(key, row.number)


def _name(person: Person) -> str:
    return full_name(family_name=person.family_name, given_name=person.given_name, patronymic=person.patronymic)


def _person(row: CheckedRow, number: int) -> Person:
    said = row.form
    return Person(
        number=number,
        family_name=said.family_name.data or "",
        given_name=said.given_name.data or "",
        patronymic=said.patronymic.data or None,
        latin_name=said.latin_name.data or None,
        email=said.email.data or None,
        phone=said.phone.data or None,
    )
