"""fgk: the audit "Familiengerechte Kommune" as plain files in git."""

__version__ = "0.1.0"
