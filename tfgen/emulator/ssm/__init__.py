"""Systems Manager's parameters."""
