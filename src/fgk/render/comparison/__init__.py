"""The differences between two states of a repository: in words, as JSON, and as a document for Markdown and HTML."""
