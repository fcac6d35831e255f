"""Who may do what: permissions, roles of a forum's team, and the one question ``can``. What is not listed is denied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class TeamRole(StrEnum):
    """What a member of a forum's team answers for."""

    OWNER = "owner"
    PROGRAMME_EDITOR = "programme_editor"
    REGISTRAR = "registrar"
    MODERATOR = "moderator"
    CHECK_IN = "check_in"
    READ_ONLY = "read_only"


class Permission(StrEnum):
    """What can be done, as ``subject:action``."""

    PUBLIC_READ = "public:read"
    REGISTRATION_CREATE = "registration:create"
    REGISTRATION_OWN = "registration:own"
    SPEAKER_OWN = "speaker:own"
    DELEGATION_OWN = "delegation:own"
    DRAFT_OWN = "draft:own"
    INVITATION_OWN = "invitation:own"
    ACCOUNT_SIGN_IN = "account:sign-in"
    ACCOUNT_OWN = "account:own"
    FORUM_CREATE = "forum:create"
    FORUM_READ = "forum:read"
    FORUM_EDIT = "forum:edit"
    TEAM_READ = "team:read"
    TEAM_EDIT = "team:edit"
    PROGRAMME_READ = "programme:read"
    PROGRAMME_EDIT = "programme:edit"
    RELEASE_PUBLISH = "release:publish"
    REGISTRATION_READ = "registration:read"
    REGISTRATION_EDIT = "registration:edit"
    REGISTRATION_EXPORT = "registration:export"
    REGISTRATION_SPECIAL = "registration:special"
    MEETING_INVITE = "meeting:invite"
    AUDIT_READ = "audit:read"
    INSTANCE_READ = "instance:read"
    INSTANCE_EDIT = "instance:edit"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks: nobody known, or an account with its roles by forum id."""

    account_id: int | None = None
    is_admin: bool = False
    roles: Mapping[int, frozenset[TeamRole]] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Say whether somebody signed in."""
        return self.account_id is not None

    def is_in_team(self, forum_id: int | None) -> bool:
        """Say whether the actor may know of everything in a forum."""
        return self.is_admin or (forum_id is not None and bool(self.roles.get(forum_id)))


ANYONE = frozenset(
    {
        Permission.PUBLIC_READ,
        Permission.REGISTRATION_CREATE,
        Permission.REGISTRATION_OWN,
        Permission.SPEAKER_OWN,
        Permission.DELEGATION_OWN,
        Permission.DRAFT_OWN,
        Permission.INVITATION_OWN,
        Permission.ACCOUNT_SIGN_IN,
    }
)
"""Open to everybody; what is secret there is in the address (a token) or held back by visibility."""

SIGNED_IN = frozenset({Permission.ACCOUNT_OWN})

ADMIN_ONLY = frozenset({Permission.FORUM_CREATE, Permission.INSTANCE_READ, Permission.INSTANCE_EDIT})

_WHOLE_TEAM = frozenset(TeamRole)
_OWNER = frozenset({TeamRole.OWNER})
_PROGRAMME = frozenset({TeamRole.OWNER, TeamRole.PROGRAMME_EDITOR})
_REGISTRATION = frozenset({TeamRole.OWNER, TeamRole.REGISTRAR})

BY_ROLE: Mapping[Permission, frozenset[TeamRole]] = {
    Permission.FORUM_READ: _WHOLE_TEAM,
    Permission.FORUM_EDIT: _OWNER,
    Permission.TEAM_READ: _WHOLE_TEAM,
    Permission.TEAM_EDIT: _OWNER,
    Permission.PROGRAMME_READ: _WHOLE_TEAM,
    Permission.PROGRAMME_EDIT: _PROGRAMME,
    Permission.RELEASE_PUBLISH: _PROGRAMME,
    Permission.REGISTRATION_READ: frozenset({TeamRole.OWNER, TeamRole.REGISTRAR, TeamRole.CHECK_IN}),
    Permission.REGISTRATION_EDIT: _REGISTRATION,
    Permission.REGISTRATION_EXPORT: _REGISTRATION,
    Permission.REGISTRATION_SPECIAL: _REGISTRATION,
    Permission.MEETING_INVITE: _PROGRAMME | _REGISTRATION,
    Permission.AUDIT_READ: _OWNER,
}
"""Roles of a forum's team that may; administrators may everything."""


def can(actor: Actor, permission: Permission, forum_id: int | None = None) -> bool:
    """Say whether the actor may, in the forum of ``forum_id`` where the permission is one of a forum."""
    if permission in ANYONE:
        return True
    if not actor.is_known:
        return False
    if actor.is_admin or permission in SIGNED_IN:
        return True
    if permission in ADMIN_ONLY or forum_id is None:
        return False
    allowed = BY_ROLE.get(permission, frozenset())
    return bool(allowed & actor.roles.get(forum_id, frozenset()))


def is_private(permission: Permission) -> bool:
    """Say whether the permission asks for a signed-in account."""
    return permission not in ANYONE


def unruled() -> list[Permission]:
    """Return the permissions that no rule names; the application refuses to start with one."""
    return [
        permission
        for permission in Permission
        if permission not in ANYONE | SIGNED_IN | ADMIN_ONLY and permission not in BY_ROLE
    ]
