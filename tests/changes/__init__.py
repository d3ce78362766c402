"""What changes of the spec do to a stack that stands: tried on the embedded AWS, told in docs/changes.md."""
