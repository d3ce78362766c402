"""Checks, from the cheapest to the dearest."""
