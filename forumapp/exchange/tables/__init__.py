"""Programmes as people send them: tables and lists from word processors, spreadsheets and mail, read into a draft."""
