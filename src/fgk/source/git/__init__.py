"""Speaking to git: running it (``process``), what a revision holds (``revision``), when it changed (``history``)."""
