"""Drift as one issue of a repository, which is made, written anew and closed."""
