"""Pages for a terminal: the only place that knows rich."""
