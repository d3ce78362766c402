"""Comments, posted to stand-ins of the platforms."""
