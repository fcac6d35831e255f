"""Calendars, machine-readable programmes and the sitemap."""
