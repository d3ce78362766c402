"""Rules on the API."""
