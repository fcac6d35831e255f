"""The published forum that takes registrations, for the desk."""

from tests.web.registration.conftest import Clock, forum, hours, register

__all__ = ["Clock", "forum", "hours", "register"]
