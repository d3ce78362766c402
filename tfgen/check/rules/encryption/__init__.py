"""Rules about the service's key."""
