"""What differs between two states of a municipality: its records (``changes``), and what follows (``derived``)."""
