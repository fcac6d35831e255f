"""What templates know: assets, languages, dates in words, Markdown, the policy."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from flask import Flask, g, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from forumapp import i18n, paths
from forumapp.exchange.document import LanguageMap
from forumapp.i18n.languages import language_asked_for
from forumapp.web.actors import current_actor, may

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable("linkify")


def init_app(app: Flask) -> None:
    """Give templates their filters and globals; a name that does not exist is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(
        localized=localized,
        date_words=i18n.date_words,
        date_range=i18n.date_range,
        weekday=i18n.weekday_words,
        time=i18n.clock_time,
        instant=i18n.instant_words,
        city=i18n.zone_words,
        language_name=i18n.language_name,
        in_words=i18n.in_words,
        markdown=markdown,
    )
    app.jinja_env.globals.update(asset=asset, can=may, csrf_token=generate_csrf)
    app.context_processor(_context)
    app.url_defaults(_keep_language)


def localized(text: LanguageMap | None) -> str:
    """Return the text in the page's language, else in the first of the forum's languages that has one."""
    return i18n.localized(text, g.get("content_languages", ()))


def markdown(text: str) -> Markup:
    """Return Markdown as safe HTML: no raw HTML in, no scripts, images or foreign frames out."""
    html = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return Markup(html)  # noqa: S704


def asset(name: str) -> str:
    """Return the address of a built asset by its source name ("site.css")."""
    return url_for("static", filename=f"dist/{manifest()[name]}")


@cache
def manifest() -> dict[str, str]:
    """Return the built assets' file names by source name."""
    file: Path = paths.ASSETS / "manifest.json"
    names: dict[str, str] = json.loads(file.read_text())
    return names


def _context() -> dict[str, Any]:
    return {
        "current_language": i18n.current_language(),
        "languages": _languages(),
        "actor": current_actor,
    }


def _languages() -> list[tuple[str, str, str]]:
    """Return the interface's languages: code, own name, address of this page in it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"] if request else []
    parts = dict(request.view_args or {}) if request and request.endpoint else {}
    endpoint = request.endpoint if request else None
    if endpoint is None or request.method not in {"GET", "HEAD"}:
        return []
    query = dict(kept)
    return [
        (code, name, url_for(endpoint, **{**query, **parts, "lang": code}))
        for code, name in i18n.LANGUAGE_NAMES.items()
    ]


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Carry the language that the address names over to the links of the page."""
    asked = language_asked_for()
    if asked is not None and endpoint != "static" and "lang" not in values:
        values["lang"] = asked
