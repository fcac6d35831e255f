"""Pure rules of invitations: what may be answered when, secret links, lists of people as they are pasted."""
