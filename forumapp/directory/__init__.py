"""Countries, institutions and people that several forums share."""
