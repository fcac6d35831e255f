"""The registrars' desk: lists, decisions, entry on behalf, files, over everything that delegates and delegations did."""
