"""The facts: frozen records without positions and without a clock, one module for each kind of file."""
