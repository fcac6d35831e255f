"""A programme as what is printed of it: papers, tables, and the octets of both."""

from forumapp.documents.presentation.rendering import Edition, octets_of, speaking

__all__ = ["Edition", "octets_of", "speaking"]
