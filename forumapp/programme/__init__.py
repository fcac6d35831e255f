"""The working copy of a programme: rooms, tracks, sessions, reports, clashes."""
