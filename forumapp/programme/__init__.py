"""The working copy of a programme: rooms, tracks, sessions, reports, and the checks of it."""
