"""The application for a WSGI server: `wsgi:app`."""

from forumapp import create_app

app = create_app()
