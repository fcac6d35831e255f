"""All blueprints of the application, in one place."""

from flask import Flask

from forumapp import health, identity
from forumapp.accounts import views as accounts_views


def register(app: Flask) -> None:
    """Register every blueprint, and know who asks."""
    identity.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(accounts_views.blueprint)
