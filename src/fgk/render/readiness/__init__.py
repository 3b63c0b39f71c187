"""The answer of ``fgk ready`` in its formats."""
