"""What follows from the facts on a given day. Nothing here is ever stored."""
