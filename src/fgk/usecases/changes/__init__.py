"""Two states of a repository: what changed between them, and what a reviewer of it must decide."""
