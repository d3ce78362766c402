"""The page of a report: one file that loads nothing, and works without scripts."""
