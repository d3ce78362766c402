"""Playing with a stack: a page shows it on the emulated AWS, breaks it, heals it, and counts what its clients notice."""
