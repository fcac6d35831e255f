"""Pure rules of delegations: how one stands, secret links, pasted rows, doubles."""
