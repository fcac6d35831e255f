"""What speakers say on their own pages."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import AnyOf
from wtforms.widgets import CheckboxInput, ListWidget

from forumapp.exchange.document import PersonPart
from forumapp.i18n import language_name
from forumapp.speakers.models import AnswerState
from forumapp.web.forms import Form, LanguageMapField, TextAreaField, at_most, optional, to_choose
from forumapp.web.revising import RevisingForm

SPOKEN = ("ru", "en", "az", "be", "hy", "kk", "ky", "ro", "tg", "tk", "uz", "tr", "fr", "de", "es", "zh", "ar", "fa")
"""Languages that are offered; the forum's own come first."""


class Boxes(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AnswerForm(Form):
    """Whether somebody comes to a session."""

    session = HiddenField()
    answer = HiddenField(validators=[AnyOf([AnswerState.CONFIRMED.value, AnswerState.DECLINED.value])])
    note = TextAreaField(_l("A note to the organizers"), validators=[optional(), at_most(2000)])


class AboutForm(RevisingForm):
    """What somebody says of themselves."""

    UNSEEN = RevisingForm.UNSEEN | {"languages"}

    post = LanguageMapField(_l("Post"), description=_l("As it stands in the programme, for example “director”."))
    biography = LanguageMapField(
        _l("Biography"), is_long=True, most=6000, description=_l("A few sentences in each language you write.")
    )
    languages = Boxes(_l("Languages you speak"), validators=[optional()])

    @classmethod
    def of(cls, languages: Sequence[str], part: PersonPart, spoken: Sequence[str], *, is_stored: bool = False) -> Self:
        """Return the form filled in with somebody as they stand; with ``is_stored`` whatever was sent."""
        made = cls.made_from(part, is_stored=is_stored)
        values: dict[str, Any] = {"post": part.post, "biography": part.biography, "languages": list(spoken)}
        form = cls(meta={"languages": languages}, **{**made, "data": values | made["data"]})
        codes = dict.fromkeys([*languages, *spoken, *SPOKEN])
        form.languages.choices = to_choose((code, language_name(code)) for code in codes)
        return form

    def part(self, before: PersonPart) -> PersonPart:
        """Return the person as filled in; what was and stays empty is no change."""
        post = self.post.data if self.post.data or before.post else before.post
        biography = self.biography.data if self.biography.data or before.biography else before.biography
        return replace(before, post=post, biography=biography)
