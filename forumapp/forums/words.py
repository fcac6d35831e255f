"""Roles, settings and deeds in words of the current language."""

from flask_babel import LazyString

from forumapp.exchange.document import Attendance
from forumapp.i18n import lazy_gettext as _l
from forumapp.policy import TeamRole

ROLES: dict[TeamRole, tuple[LazyString, LazyString]] = {
    TeamRole.OWNER: (_l("Owner"), _l("everything, the team included")),
    TeamRole.PROGRAMME_EDITOR: (_l("Programme editor"), _l("writes and publishes the programme")),
    TeamRole.REGISTRAR: (_l("Registrar"), _l("looks after registrations")),
    TeamRole.MODERATOR: (_l("Moderator"), _l("reads the programme before it is published")),
    TeamRole.CHECK_IN: (_l("Check-in"), _l("reads the list of delegates")),
    TeamRole.READ_ONLY: (_l("Reader"), _l("reads the programme before it is published")),
}
"""The name of each role and what it is for."""

ATTENDANCES: dict[Attendance, LazyString] = {
    Attendance.ONLINE: _l("Online"),
    Attendance.ONSITE: _l("On site"),
    Attendance.HYBRID: _l("On site and online"),
}

SETTINGS: dict[str, LazyString] = {
    "slug": _l("Address"),
    "title": _l("Title"),
    "theme": _l("Theme"),
    "description": _l("Description"),
    "languages": _l("Languages"),
    "timezone": _l("Time zone"),
    "city_zones": _l("Cities"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "attendance": _l("How people take part"),
    "venue": _l("Venue"),
    "organizers": _l("Organizers"),
    "accent": _l("Accent color"),
    "has_registration": _l("Registration"),
    "registration_opens_at": _l("Registration opens"),
    "registration_closes_at": _l("Registration closes"),
    "registration_capacity": _l("Places"),
    "registration_approval": _l("Approval"),
    "registration_waitlist": _l("Waiting list"),
    "registration_country_quota": _l("Places by country"),
    "roles": _l("Roles"),
    "email": _l("E-mail address"),
    "name": _l("Name"),
    "status": _l("Status"),
    "visibility": _l("Visibility"),
    "kind": _l("Kind"),
    "room": _l("Room"),
    "track": _l("Track"),
    "starts_at": _l("Begins"),
    "ends_at": _l("Ends"),
    "abstract": _l("Abstract"),
    "interpretation": _l("Interpretation"),
    "capacity": _l("Places"),
    "people": _l("People"),
    "color": _l("Color"),
    "number": _l("Number"),
    "note": _l("Note"),
    "family_name": _l("Family name"),
    "given_name": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "latin_name": _l("Name in Latin letters"),
    "post": _l("Post"),
    "biography": _l("Biography"),
    "institution": _l("Institution"),
    "country": _l("Country"),
    "city": _l("City"),
    "phone": _l("Telephone"),
    "category": _l("Takes part as"),
    "language": _l("Language"),
    "session": _l("Session"),
    "signup": _l("Sign-up"),
    "reports": _l("Reports"),
    "join_url": _l("Address to join"),
    "arrived": _l("Number"),
    "created_at": _l("Registered at"),
    "verified_at": _l("Address confirmed at"),
    "hold_until": _l("Held until"),
    "decided_at": _l("Decided at"),
    "decision_reason": _l("Reason"),
    "withdrawn_at": _l("Withdrawn at"),
    "purpose": _l("Consent"),
}
"""What columns are called."""

DEEDS: dict[str, LazyString] = {
    "forum:create": _l("Made the forum"),
    "forum:revise": _l("Changed the settings"),
    "forum:paint": _l("Changed the accent color"),
    "team:invite": _l("Invited to the team"),
    "team:revoke": _l("Took an invitation back"),
    "team:join": _l("Joined the team"),
    "team:set-roles": _l("Changed roles"),
    "team:remove": _l("Removed from the team"),
    "team:restore": _l("Took back into the team"),
    "forum:import": _l("Read the forum from a file"),
    "room:add": _l("Added a room"),
    "room:revise": _l("Changed a room"),
    "room:remove": _l("Removed a room"),
    "track:add": _l("Added a track"),
    "track:revise": _l("Changed a track"),
    "track:remove": _l("Removed a track"),
    "session:add": _l("Added a session"),
    "session:revise": _l("Changed a session"),
    "session:move": _l("Moved a session"),
    "session:cancel": _l("Cancelled a session"),
    "session:uncancel": _l("Took a cancellation back"),
    "session:delete": _l("Deleted a session"),
    "session:bring-back": _l("Brought a session back"),
    "report:add": _l("Added a report"),
    "report:revise": _l("Changed a report"),
    "report:order": _l("Changed the order of reports"),
    "report:remove": _l("Removed a report"),
    "person:add": _l("Added a person"),
    "person:revise": _l("Changed a person"),
    "person:remove": _l("Removed a person"),
    "institution:add": _l("Added an institution"),
    "institution:revise": _l("Changed an institution"),
    "institution:remove": _l("Removed an institution"),
    "release:publish": _l("Published the programme"),
    "registration:register": _l("Sent the registration"),
    "registration:enter": _l("Entered a registration"),
    "registration:return": _l("Registered again"),
    "registration:verify": _l("Confirmed the address"),
    "registration:expire": _l("The hold ended"),
    "registration:promote": _l("Gave a place from the waiting list"),
    "registration:switch": _l("Changed the way of taking part"),
    "registration:revise": _l("Changed a registration"),
    "registration:withdraw": _l("Withdrew a registration"),
    "registration:approve": _l("Approved a registration"),
    "registration:confirm": _l("Confirmed a registration"),
    "registration:decline": _l("Declined a registration"),
    "registration:agree": _l("Agreed to the list of participants"),
    "registration:disagree": _l("Took back the consent to the list of participants"),
    "registration:star": _l("Marked a session"),
    "registration:unstar": _l("Took a mark away"),
    "registration:renew-calendar": _l("Made a calendar address"),
    "registration:revoke-calendar": _l("Closed the calendar"),
    "registration:export": _l("Exported the registrations"),
    "letter:retry": _l("Sent a letter again"),
}
"""What was done, by the action of the audit trail; others show the action itself."""


def role_words(role: TeamRole) -> LazyString:
    """Return the name of a role."""
    return ROLES[role][0]


def deed_words(action: str) -> str:
    """Return what was done."""
    return str(DEEDS.get(action, action.replace(":", ": ").replace("-", " ")))


def setting_words(name: str) -> str:
    """Return what a column is called."""
    return str(SETTINGS.get(name, name.replace("_", " ")))
