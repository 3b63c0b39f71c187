"""What the commits of a repository tell: which records they changed, and how measures moved from status to status."""
