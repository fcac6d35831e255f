"""Registration as delegates and registrars meet it."""
