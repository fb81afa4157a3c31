"""The command line: the same engine with a terminal for a face; no widgets, no display."""
