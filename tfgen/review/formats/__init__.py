"""A review in each of its formats."""
