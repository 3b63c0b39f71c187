"""What ``fgk validate`` prints, one module a format: each gives the pieces of its text, one after the other."""
