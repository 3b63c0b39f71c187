"""The command line: options, commands, exit codes. The only layer that prints."""
