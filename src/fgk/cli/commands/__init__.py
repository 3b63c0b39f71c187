"""The commands, one module each; what a command does not need, its module does not import."""

COMMANDS = (
    "validate",
    "fix",
    "status",
    "deadlines",
    "ready",
    "diff",
    "review",
    "history",
    "report",
    "verify",
    "explain",
    "schema",
)
"""Every command, in the order of the help: the name of its module here, and of the function in it."""
