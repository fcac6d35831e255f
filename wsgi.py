"""The application for a WSGI server: `wsgi:app`; letters leave by `forumapp worker`."""

from forumapp.serving import application

app = application()
