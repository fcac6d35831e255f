"""The forms of an import: where a list is chosen, one row as a person, and how all of them come in."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from forumapp.errors import RuleBroken
from forumapp.exchange.tables import sources
from forumapp.exchange.tables.grids import MOST_ROWS
from forumapp.exchange.tables.sources import SourceKind
from forumapp.i18n import current_language
from forumapp.i18n import gettext as _
from forumapp.intake.forms import IntakeForm, TableTextField
from forumapp.registration.forms import EntryForm
from forumapp.registration.models import ConsentPurpose
from forumapp.registration.rules.columns import Use
from forumapp.registration.rules.reading import grid_of
from forumapp.registration.rules.statuses import ComingIn
from forumapp.registration.service import Answers, ConsentGiven, Entrant
from forumapp.registration.words import COMING_WORDS, CONSENT_ON_BEHALF_OF_ALL, USES
from forumapp.secretariat.manage.importing.offer import Offer
from forumapp.web.forms import Form, to_choose

Grid = list[list[str]]
LONGEST = 5000
"""Characters of a cell that are kept: as many as the longest answer has."""


SPOKEN_OF = frozenset({Use.CATEGORY, Use.ATTENDANCE, Use.LANGUAGE})
"""Fields whose labels speak to the delegate elsewhere."""


class ListForm(IntakeForm):
    """Where a list is pasted or chosen."""

    text = TableTextField(
        _l("Paste the list here"),
        description=_l("From Excel, Word or a letter: select the rows there, copy them, and paste them here."),
    )
    file = FileField(_l("Or choose a file"), description=_l("Excel (.xlsx), Word (.docx) or CSV, 20 MB at most."))

    def grid(self) -> Grid:
        """Return the rows that were sent; raises RuleBroken or ExchangeError where there are none, or too many."""
        source = self.source()
        if source is None:
            raise RuleBroken(_("Paste a list or choose a file."), field="text")
        if source.kind is SourceKind.ICS:
            raise RuleBroken(_("This is a calendar and no list of people."), field="file")
        sheet = sources.read(source)
        if max((row.number for row in sheet.rows), default=0) >= MOST_ROWS:
            sentence = _("The list has too many rows: fewer than %(most)s are read at once. Divide it.", most=MOST_ROWS)
            raise RuleBroken(sentence, field="file" if self.file.data else "text")
        return grid_of(sheet, longest=LONGEST)


class PersonRowForm(EntryForm):
    """One row of a list as a person."""

    consent_data = None  # type: ignore[assignment]  # so WTForms takes a field out
    consent_special = None  # type: ignore[assignment]
    interpretation = None  # type: ignore[assignment]
    must_answer = False
    offered: ClassVar[Offer]

    @classmethod
    def offering(cls, offer: Offer) -> type[Self]:
        """Return this form with a forum's questions and everything that can be chosen."""
        kind = cls.asking(offer.sheet, offer.questions, left=offer.left)
        kind.offered = offer
        return kind

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        offer = self.offered
        self.country.choices = offer.countries
        self.institution.choices = offer.institutions
        self.category.choices = offer.categories
        self.attendance.choices = offer.modes
        self.language.choices = offer.languages
        self.category.flags.required = self.language.flags.required = True
        for each in self:
            each.description = ""
            if each.short_name in SPOKEN_OF:
                each.label.text = str(USES[Use(each.short_name)])
        self.attendance.validators = [InputRequired(_("Choose one."))]
        for field in (self.country, self.institution):
            field.validate_choice = False  # Looking through long lists for each row takes longer than everything else.

    def validate_country(self, field: SelectField) -> None:
        """Refuse what is no country."""
        if field.data not in self.offered.country_names:
            raise ValidationError(_("Choose a country."))

    def validate_institution(self, field: SelectField) -> None:
        """Refuse what is not offered."""
        if field.data and field.data not in self.offered.institution_names:
            raise ValidationError(_("Choose from the list, or write the name."))

    def entrant(self) -> Entrant:
        """Return who was entered, once the form is checked; what was left empty is None."""
        answers = Answers(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            patronymic=self.patronymic.data or None,
            latin_name=self.latin_name.data or None,
            phone=self.phone.data or None,
            country=self.country.data,
            institution_id=self.offered.ids.get(self.institution.data or ""),
            institution_name=self.institution_name.data or None,
            post=self.post.data or None,
            category=self.category.data,
            language=self.language.data,
        )
        return Entrant(mailbox=self.mailbox, answers=answers, attendance=self.mode, replies=self.replies())


class ComingInForm(Form):
    """How the people of a list come in."""

    coming = RadioField(
        _l("How they come in"),
        choices=to_choose((way.value, words) for way, words in COMING_WORDS.items()),
        validators=[InputRequired(_l("Choose how they come in."))],
    )
    letters = BooleanField(
        _l("Write to them how their registration stands"),
        description=_l("Those who confirm themselves get their letter in any case."),
    )
    written = BooleanField(
        CONSENT_ON_BEHALF_OF_ALL,
        description=_l("Those who confirm themselves can be asked on their own page instead."),
    )

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Self:
        """Return the form as it was sent, else with letters."""
        if "asked" in sent:
            return cls()
        return cls(formdata=None, data={"letters": True})

    def validate_written(self, field: BooleanField) -> None:
        """Ask for the consent in writing of those who are not asked themselves."""
        if not field.data and self.coming.data in {ComingIn.SEATED, ComingIn.PENDING}:
            raise ValidationError(_("Without this consent nobody can be registered. Or let each confirm by a letter."))

    @property
    def way(self) -> ComingIn:
        """How they come in, once the form is checked."""
        return ComingIn(self.coming.data)

    def consents(self) -> tuple[ConsentGiven, ...]:
        """Return the consent that the registrar holds in writing."""
        if not self.written.data:
            return ()
        words = str(CONSENT_ON_BEHALF_OF_ALL)
        return (ConsentGiven(purpose=ConsentPurpose.DATA, language=current_language(), words=words),)
