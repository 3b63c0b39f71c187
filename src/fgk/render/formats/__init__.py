"""One module a format: how a report becomes a file."""
