"""Further events: what participants of a forum are invited to beside its programme."""
