"""What to do about a bill: changes that save money without loss, each with what it saves."""
