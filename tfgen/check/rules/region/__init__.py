"""Rules on the regions."""
