"""tfgen's own policies on a Stack: a rule is a file here, in the folder of the kind that it looks at, and a line in the tuple."""
