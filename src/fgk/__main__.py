"""``python -m fgk``."""

from fgk.cli.main import main

main()
