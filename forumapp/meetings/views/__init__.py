"""The invitation's page, by secret link, and who is known as invited on the forum's public pages."""

from forumapp.meetings.views import devices, invitations
from forumapp.meetings.views.base import asker_of_request, blueprint

__all__ = ["asker_of_request", "blueprint", "devices", "invitations"]
