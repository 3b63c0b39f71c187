"""Speaking to git: running it, what a revision holds, what lies between two, and the commits with what each changed."""
