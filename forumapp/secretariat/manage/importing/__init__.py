"""Bringing in a list of people: paste or file, a check screen, then all good rows in one go."""

from forumapp.secretariat.manage.importing import pages

__all__ = ["pages"]
