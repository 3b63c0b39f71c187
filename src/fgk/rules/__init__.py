"""What can be wrong: every rule with its code, its words and, where it checks records, its function."""
