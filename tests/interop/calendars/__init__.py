"""Calendars read by seven parsers that know nothing of each other."""
