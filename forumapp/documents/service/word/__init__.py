"""A programme as a Word file, in the form in which ministries circulate it: a heading, and a table for each day."""

from forumapp.documents.service.word.files import write

__all__ = ["write"]
