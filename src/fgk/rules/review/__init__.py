"""FGK7xx: what a reviewer of a change must decide; each rule compares a municipality before and after it."""
