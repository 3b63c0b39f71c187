"""The kinds of reports: one module a kind, which says what stands in it, and the frame that all have."""
