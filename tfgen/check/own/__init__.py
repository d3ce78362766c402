"""Modules of the user's own: what is read of them, and what they may not do."""
