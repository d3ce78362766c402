"""What a stack costs a month: quantities of a Stack and its usage, priced by facts with a source and a date."""
