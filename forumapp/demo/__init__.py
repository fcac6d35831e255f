"""The demo: two forums with a team and delegates, so that a newcomer finds everything at work."""

from forumapp.demo.loading import FORUMS, MEMBERS, PASSWORD, load

__all__ = ["FORUMS", "MEMBERS", "PASSWORD", "load"]
