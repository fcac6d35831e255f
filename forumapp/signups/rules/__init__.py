"""Pure rules of sign-ups: what can be chosen, who gets a place, what clashes."""
