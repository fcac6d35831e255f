"""What must not be possible, tried through the client."""
