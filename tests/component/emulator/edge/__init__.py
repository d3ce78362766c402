"""Distributions at the edge."""
