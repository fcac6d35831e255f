"""The audit trail: who did what, when, and what it was before and after."""

from forumapp.audit.models import AuditEntry
from forumapp.audit.service import act_as, acting, changes_of, current_actor_name, forget_values, record

__all__ = ["AuditEntry", "act_as", "acting", "changes_of", "current_actor_name", "forget_values", "record"]
