"""The instance: its accounts, its letters and what it runs on."""
