"""The arithmetic of registration: terms, places, the queue, addresses, secret links and lists. No web, no tables, no clock."""
