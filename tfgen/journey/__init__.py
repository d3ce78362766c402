"""Regions that come and go: which step is next, and the edit of the spec that takes it."""
