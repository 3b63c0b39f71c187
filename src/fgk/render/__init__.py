"""How results look: text for a terminal, JSON for programs, HTML and Markdown for readers."""
