"""People who sign in: accounts, sign-ins, links by mail."""
