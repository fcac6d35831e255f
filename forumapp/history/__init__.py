"""The history of a forum: every deed of the audit trail in words, whichever feature did it."""
