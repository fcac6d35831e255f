"""How far translations are, and what a translator's file would change."""
