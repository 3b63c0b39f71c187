"""From a tree of files to dossiers: finding municipalities, giving shape to records, keeping their places."""
