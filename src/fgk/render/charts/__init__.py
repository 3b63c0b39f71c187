"""Pictures as inline SVG, made by pure functions.

They have no fixed width: lengths along the line are shares of it or pixels, never scaled, so that their text is as
large on a phone as on paper. Colours come from the page's style sheet through classes.
"""
