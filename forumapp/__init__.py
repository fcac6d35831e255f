"""forumapp: multi-day forums of libraries, from agenda to calendar."""

import zoneinfo
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from forumapp import blueprints, paths
from forumapp.cli import register_commands
from forumapp.config import Settings
from forumapp.db import db, install, let_go
from forumapp.db.engines import engine_options
from forumapp.extensions import babel, csrf, login_manager, migrate
from forumapp.i18n import select_language
from forumapp.web import errors, guards, limits, logs, odd, packing, security, templating

__version__ = "0.1.0"


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; raises ConfigurationError when a setting is missing or wrong."""
    zoneinfo.reset_tzpath(to=())
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder=str(paths.TEMPLATES), static_folder=str(paths.STATIC))
    app.config.from_mapping(_configuration(settings))
    app.extensions["forumapp.settings"] = settings
    logs.configure()
    logs.init_app(app)
    _extend(app, settings)
    security.init_app(app, is_secure=settings.is_secure)
    packing.init_app(app)
    errors.init_app(app)
    templating.init_app(app)
    limits.init_app(app, is_on=settings.rate_limits, redis_url=settings.redis_url)
    odd.init_app(app)
    blueprints.register(app)
    register_commands(app)
    guards.check_guards(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)  # type: ignore[method-assign]
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "SESSION_COOKIE_NAME": "__Host-forumapp" if settings.is_secure else "forumapp",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,
        "BABEL_DEFAULT_LOCALE": settings.default_language,
        "BABEL_TRANSLATION_DIRECTORIES": str(paths.TRANSLATIONS),
    }


def _extend(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    app.teardown_appcontext(let_go)
    with app.app_context():
        install(db.engine)
    migrate.init_app(app, db, directory=str(paths.MIGRATIONS), render_as_batch=settings.is_embedded)
    babel.init_app(app, locale_selector=select_language)
    csrf.init_app(app)
    login_manager.init_app(app, add_context_processor=False)
