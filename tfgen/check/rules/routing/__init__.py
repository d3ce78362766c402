"""Rules on routing."""
