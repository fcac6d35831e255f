"""Writing to speakers."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from forumapp.speakers.forms.own import Boxes
from forumapp.speakers.rules.answers import Lack
from forumapp.speakers.words import REQUESTS
from forumapp.web.forms import Form, TextAreaField, at_most, optional, to_choose


class LettersForm(Form):
    """What to ask for, of whom, and in which words besides."""

    lacks = Boxes(
        _l("Ask for what is missing"), choices=to_choose((lack.value, word) for lack, word in REQUESTS.items())
    )
    words = TextAreaField(
        _l("Your own words"),
        validators=[optional(), at_most(4000)],
        description=_l(
            "They stand in every letter as they are, in whatever language it is. The rest is written in each reader’s."
        ),
    )
    people = SelectMultipleField(validate_choice=False)

    @classmethod
    def of(cls, people: Iterable[str], lacks: Iterable[Lack]) -> Self:
        """Return the form with these people and requests chosen."""
        values: dict[str, Any] = {"lacks": [lack.value for lack in lacks], "people": list(people)}
        return cls(data=values)

    @property
    def wanted(self) -> Collection[Lack]:
        """What is asked for."""
        return frozenset(Lack(value) for value in self.lacks.data or () if value in set(Lack))
