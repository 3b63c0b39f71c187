"""What differs between two states of a municipality: its records, what follows from them, and how that is said."""
