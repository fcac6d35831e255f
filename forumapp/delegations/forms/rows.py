"""A pasted or sent list of people, and its check: a form of one person for each row.

Between the two pages the list travels in the form itself, so that nothing is stored before it is confirmed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict

from forumapp.delegations import queries
from forumapp.delegations.forms.member import MemberForm, Offer
from forumapp.delegations.rules.doubles import double_of
from forumapp.directory import queries as directory
from forumapp.directory.rules import fold
from forumapp.errors import RuleBroken
from forumapp.exchange.tables import sources
from forumapp.exchange.tables.grids import MOST_COLUMNS
from forumapp.exchange.tables.sources import SourceKind
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.intake.forms import IntakeForm, TableTextField
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.columns import Use, country_key, find_heads, guess
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.reading import LONGEST, RowSaid, Vocabulary, grid_of, read_rows
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service import Answers, Nominee
from forumapp.text import clean
from forumapp.web.forms import Form

Grid = list[list[str]]

MOST_ROWS = 300
"""Rows of one list that are read."""

FIELDS = (
    *("family_name", "given_name", "patronymic", "latin_name", "email", "country", "institution", "institution_name"),
    *("post", "category", "attendance", "language"),
)
"""What a row says of a person, by the names of the form's fields."""


class RowsForm(IntakeForm):
    """Where a list is pasted or chosen."""

    text = TableTextField(
        _l("Paste the list here"),
        description=_l("From Excel, Word or a letter: select the rows there, copy them, and paste them here."),
    )
    file = FileField(_l("Or choose a file"), description=_l("Excel (.xlsx), Word (.docx) or CSV, 20 MB at most."))

    def grid(self) -> Grid:
        """Return the rows that were sent; raises RuleBroken or ExchangeError where there are none."""
        source = self.source()
        if source is None:
            raise RuleBroken(_("Paste a list or choose a file."), field="text")
        if source.kind is SourceKind.ICS:
            raise RuleBroken(_("This is a calendar and no list of people."), field="file")
        return short_enough(grid_of(sources.read(source)))


class CheckForm(Form):
    """What only guards the check of a list."""


def short_enough(rows: Grid) -> Grid:
    """Return rows as they are; raises RuleBroken when there are more than anybody's delegation has."""
    if len(rows) > MOST_ROWS:
        raise RuleBroken(
            _("The list has too many rows: at most %(most)s are read at once.", most=MOST_ROWS), field="text"
        )
    return rows


@dataclass
class CheckedRow:
    """A row as a person: good, or with what is wrong and the fields to correct it."""

    number: int
    form: MemberForm
    sentences: list[str]
    double: str = ""
    """What is told where somebody of that name is on the list already."""
    is_out: bool = False
    is_other: bool = False
    was_edited: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether the row cannot be entered as it is."""
        return bool(self.sentences)

    @property
    def is_taken(self) -> bool:
        """Whether the row is entered."""
        return not self.is_out and not self.is_bad and (not self.double or self.is_other)

    @property
    def name(self) -> str:
        """The name as lists have it."""
        answers = self.form
        return full_name(
            family_name=answers.family_name.data or "",
            given_name=answers.given_name.data or "",
            patronymic=answers.patronymic.data or None,
        )

    @property
    def country(self) -> str:
        """The country in words."""
        return dict(self.form.offer.countries).get(self.form.country.data, "")

    @property
    def attendance(self) -> str:
        """The way of taking part in words."""
        return dict(self.form.offer.modes).get(self.form.attendance.data, "")

    @property
    def library(self) -> str:
        """Where the person comes from, in words."""
        keys = {key: word for choices in self.form.offer.institutions.values() for key, word in choices if key}
        return self.form.institution_name.data or keys.get(self.form.institution.data, "")

    @property
    def kept(self) -> tuple[str, ...]:
        """The fields that a corrected row carries on."""
        return FIELDS


@dataclass
class Check:
    """A list that was read: what its columns say and its rows."""

    grid: Grid
    uses: list[str]
    rows: list[CheckedRow] = field(default_factory=list)
    heads: int | None = None

    @property
    def packed(self) -> str:
        """The list as the form carries it."""
        return json.dumps(self.grid, ensure_ascii=False, separators=(",", ":"))

    @property
    def columns(self) -> list[dict[str, Any]]:
        """What each column is called, what stands in it, and what it says."""
        first = 0 if self.heads is None else self.heads + 1
        return [
            {
                "place": place,
                "head": self.grid[self.heads][place]
                if self.heads is not None and self.grid[self.heads][place:]
                else "",
                "sample": [row[place] for row in self.grid[first : first + 3] if row[place:] and row[place]],
                "use": str(use),
            }
            for place, use in enumerate(self.uses)
        ]

    @property
    def taken(self) -> list[CheckedRow]:
        """The rows that are entered."""
        return [row for row in self.rows if row.is_taken]

    @property
    def open(self) -> list[CheckedRow]:
        """The rows that have to be corrected or left out first."""
        return [row for row in self.rows if row.is_bad and not row.is_out]

    def nominees(self) -> list[Nominee]:
        """Return the people that are entered."""
        return [replace(row.form.nominee(), is_other=row.is_other) for row in self.taken]


def unpacked(text: str) -> Grid | None:
    """Return the list that a form carried, None for what is none."""
    try:
        rows = json.loads(text)
    except ValueError:
        return None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        return None
    if not all(isinstance(row, list) and len(row) <= MOST_COLUMNS for row in rows):
        return None
    return [[clean(str(cell)[:LONGEST], keep_lines=False) for cell in row] for row in rows]


def without_rows(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return what a form sent but for the rows, which are read anew when the columns say something else."""
    return MultiDict([(name, value) for name, value in sent.items(multi=True) if not name.startswith("row-")])


def check(offer: Offer, grid: Grid, sent: MultiDict[str, str]) -> Check:
    """Read a list with the choices and corrections of a form that was sent; an empty one has none."""
    vocabulary = vocabulary_of(offer)
    heads = find_heads(grid)
    guessed = [Use.IGNORE if use == Use.PHONE else use for use in guess(grid, heads, vocabulary.countries)]
    uses = _chosen(guessed, sent)
    found = Check(grid=grid, uses=uses, heads=heads)
    institutions = {fold(word): key for choices in offer.institutions.values() for key, word in choices if key}
    for said in read_rows(grid, uses, heads, vocabulary):
        found.rows.append(_row(offer, said, institutions, sent))
    _tell_doubles(offer, found.rows)
    return found


def vocabulary_of(offer: Offer) -> Vocabulary:
    """Return what countries are called in every language of the interface, and the forum's categories in all of theirs."""
    countries: dict[str, str] = {}
    for language in LANGUAGE_NAMES:
        for code, name in directory.country_names(language).items():
            countries |= {country_key(name): code, code.casefold(): code}
    categories = {country_key(word): each.key for each in offer.offered for word in each.title.values()}
    return Vocabulary(countries=countries, categories=categories)


def _chosen(guessed: Sequence[str], sent: Mapping[str, str]) -> list[str]:
    known = {use.value for use in Use if use is not Use.PHONE}
    chosen = [(sent.get(f"column-{place}", ""), use) for place, use in enumerate(guessed)]
    return [said if said in known else use for said, use in chosen]


def _row(offer: Offer, said: RowSaid, institutions: Mapping[str, str], sent: MultiDict[str, str]) -> CheckedRow:
    prefix = f"row-{said.number}-"
    was_edited = f"{prefix}family_name" in sent
    if was_edited:
        values = {name: sent.get(f"{prefix}{name}", "") for name in FIELDS}
    else:
        values = _with_defaults(offer, said, institutions)
    formdata = MultiDict({f"{prefix}{name}": value for name, value in values.items()})
    form = MemberForm.of(offer, formdata=formdata, prefix=prefix, meta={"csrf": False})
    form.validate()
    strange = {name: word for name, word in said.strange.items() if not values[name]}
    sentences = [*_strange_words(strange), *_errors(form, apart_from=strange)]
    return CheckedRow(
        number=said.number,
        form=form,
        sentences=sentences,
        is_out=f"out-{said.number}" in sent,
        is_other=f"other-{said.number}" in sent,
        was_edited=was_edited,
    )


def _with_defaults(offer: Offer, said: RowSaid, institutions: Mapping[str, str]) -> dict[str, str]:
    """Return a row's words by field, with what is taken where nothing is said; a known institution by its key."""
    values = {**dict.fromkeys(FIELDS, ""), **offer.defaults(), **said.values}
    written = said.values.get("institution_name", "")
    if written:
        key = institutions.get(fold(written), "")
        values |= {"institution": key, "institution_name": "" if key else written}
    return values


def _strange_words(strange: Mapping[str, str]) -> Iterable[str]:
    words = {
        "country": _l("Country: “%(said)s” is no name of a country that we know. Choose it below."),
        "category": _l("Takes part as: “%(said)s” is not among the choices. Choose one below."),
        "attendance": _l("Taking part: “%(said)s” is neither on site nor online. Choose one below."),
        "language": _l("Language: “%(said)s” is not among the choices. Choose one below."),
    }
    return [str(words[name]) % {"said": said} for name, said in strange.items()]


def _errors(form: MemberForm, *, apart_from: Mapping[str, str]) -> Iterable[str]:
    return [
        f"{each.label.text}: {' '.join(map(str, each.errors))}"
        for each in form
        if each.errors and each.short_name not in apart_from
    ]


def _tell_doubles(offer: Offer, rows: Iterable[CheckedRow]) -> None:
    """Tell of rows that name somebody who is on the list, in the list before, or registered with the same address."""
    standing = [each.registration for each in queries.members(offer.delegation)]
    standing = [each for each in standing if each.seen_status not in ENDED]
    keys = {
        row.number: nominee.mailbox.key for row in rows for nominee in [_nominee(row)] if nominee and nominee.mailbox
    }
    taken = queries.taken_addresses(offer.delegation.forum, keys.values())
    own = {each.email_key for each in standing if each.email_key}
    before: list[Answers] = []
    for row in rows:
        nominee = _nominee(row)
        if nominee is None or row.is_out:
            continue
        key = keys.get(row.number)
        known: Registration | Answers | None = double_of(nominee.answers, standing) or double_of(
            nominee.answers, before
        )
        if key is not None and key in own:
            row.sentences.append(_("E-mail: somebody on your list has this address."))
        elif key is not None and key in taken:
            row.sentences.append(_("E-mail: this address is registered already."))
        elif known is not None:
            row.double = _("On the list already: %(name)s", name=_name(known))
        own |= {key} if key else set()
        before.append(nominee.answers)


def _nominee(row: CheckedRow) -> Nominee | None:
    return None if row.form.errors else row.form.nominee()


def _name(known: Registration | Answers) -> str:
    if isinstance(known, Registration):
        return name_of(known)
    return full_name(family_name=known.family_name, given_name=known.given_name, patronymic=known.patronymic)
