"""A review against a base: its spec applied to the embedded AWS, and the head's planned on that."""
