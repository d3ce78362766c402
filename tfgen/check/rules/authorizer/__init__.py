"""Rules on authorizers."""
