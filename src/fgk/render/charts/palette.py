"""The colours of reports, by name, on a light and on a dark page. Each pair has a contrast of at least 4.5:1."""

LIGHT = {
    "surface": "#fff",
    "raised": "#f4f6f8",
    "text": "#1d232a",
    "quiet": "#55606b",
    "rule": "#c9d0d7",
    "grid": "#d5dae0",
    "accent": "#0b4f8a",
    "overdue": "#b3261e",
    "thread": "rgb(255 255 255 / .16)",
    "planned": "#5b6672",
    "preparing": "#7a4fa3",
    "in-progress": "#0b5fad",
    "partly-done": "#0f6f86",
    "done": "#1b6e3c",
    "ongoing": "#3f6b16",
    "postponed": "#8a5200",
    "left": "#6a6a6a",
}
"""On white, and in print."""

DARK = {
    "surface": "#14181d",
    "raised": "#1d232a",
    "text": "#e6eaee",
    "quiet": "#a9b4c0",
    "rule": "#3c4650",
    "grid": "#353e47",
    "accent": "#8cc4ff",
    "overdue": "#ff9a92",
    "thread": "rgb(20 24 29 / .16)",
    "planned": "#a9b4c0",
    "preparing": "#c3a3e6",
    "in-progress": "#7db8f2",
    "partly-done": "#6cc6dc",
    "done": "#6fcf97",
    "ongoing": "#a3d36b",
    "postponed": "#f0b45c",
    "left": "#b0b0b0",
}
"""On a dark page."""

STATUS_COLOURS = {
    "planned": "planned",
    "preparing": "preparing",
    "in_progress": "in-progress",
    "partly_done": "partly-done",
    "done": "done",
    "ongoing": "ongoing",
    "postponed": "postponed",
    "dropped": "left",
    "replaced": "left",
    "unknown": "left",
}
"""For each status of a measure the name of its colour."""
