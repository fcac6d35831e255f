"""All blueprints of the application, in one place."""

from flask import Flask

from forumapp import health


def register(app: Flask) -> None:
    """Register every blueprint."""
    app.register_blueprint(health.blueprint)
