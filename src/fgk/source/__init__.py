"""Reading: bytes from a tree of files, and YAML documents with the place of every value."""
