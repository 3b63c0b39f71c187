"""Deadlines as every output shows them: rows of finished text, and one module a format."""
