"""Reviews, at their edges."""
