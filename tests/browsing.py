"""A browser without a screen: opens pages, fills in forms, sends them with the page's own token."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


@dataclass
class PageForm:
    """A form of a page: where it goes and what stands in it."""

    action: str = ""
    method: str = "get"
    identifier: str = ""
    values: MultiDict[str, str] = field(default_factory=MultiDict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.outside: dict[str, MultiDict[str, str]] = {}
        self._select: str | None = None
        self._option: str | None = None
        self._text: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down forms and their fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                PageForm(given.get("action", ""), given.get("method", "get").lower(), given.get("id", ""))
            )
        if not self.forms:
            return
        name = given.get("name", "")
        values = self._values_for(given)
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind == "submit":
                self.forms[-1].buttons.append((name, given.get("value", "")))
            elif kind not in {"checkbox", "radio"} or "checked" in given:
                values.add(name, given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "button" and name:
            self.forms[-1].buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self._select, self._option = name, None
        elif tag == "option" and self._select and ("selected" in given or self._option is None):
            self._option = given.get("value", "")
        elif tag == "textarea":
            self._text = (name, [])

    def _values_for(self, given: dict[str, str]) -> MultiDict[str, str]:
        """Return where a field's value belongs: to the form that it names, else to the one it stands in."""
        if "form" not in given:
            return self.forms[-1].values
        return self.outside.setdefault(given["form"], MultiDict())

    def handle_data(self, data: str) -> None:
        """Take down the text of a text area."""
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close a text area or a list."""
        if tag == "textarea" and self._text is not None:
            self.forms[-1].values.add(self._text[0], "".join(self._text[1]).removeprefix("\n"))
            self._text = None
        elif tag == "select":
            if self._select and self._option is not None and self.forms:
                self.forms[-1].values.add(self._select, self._option)
            self._select = None


def forms_of(page: TestResponse) -> list[PageForm]:
    """Return the forms of a page, in order."""
    parser = _Forms()
    parser.feed(page.get_data(as_text=True))
    for form in parser.forms:
        form.values.update(parser.outside.get(form.identifier, {}))
    return parser.forms


class Browser:
    """Opens pages and sends their forms."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **keywords: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(address, **keywords)

    def fill(self, address: str, values: dict[str, Any] | None = None, *, form: int | str = -1) -> TestResponse:
        """Open ``address``, fill in a form of it (by place or id; default the last that posts) and send it.

        A value of None takes the field out (an unchecked box); a list sends several values.
        """
        page = self.client.get(address)
        assert page.status_code == 200, (page.status_code, page.location)
        return self.send(page, address, values, form=form)

    def send(
        self, page: TestResponse, address: str, values: dict[str, Any] | None = None, *, form: int | str = -1
    ) -> TestResponse:
        """Fill in a form of a page that is open already, and send it."""
        found = _chosen([each for each in forms_of(page) if each.method == "post"], form)
        data: dict[str, Any] = {name: found.values.getlist(name) for name in found.values}
        for name, value in (values or {}).items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        return self.client.post(found.action or address, data=data)


def _chosen(forms: list[PageForm], which: int | str) -> PageForm:
    if isinstance(which, int):
        return forms[which]
    return next(form for form in forms if form.identifier == which or form.action.endswith(which))
