"""The commands, one module each; what a command does not need, its module does not import."""
