"""Bringing in what others send: tables from Word, Excel and mail, and calendars, into the working copy."""
