"""Closed meetings: who is invited to a session or a further event, the letters with secret links, and what was answered."""
