"""What serving costs: our pages and feeds against a bare Flask route that returns the same bytes under the same server."""
