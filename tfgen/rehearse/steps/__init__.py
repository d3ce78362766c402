"""The steps of a rehearsal, in the order of a stack's life."""
