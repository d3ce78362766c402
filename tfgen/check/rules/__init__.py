"""tfgen's own policies on a Stack: a rule is a file here, a line in the tuple, a bad and a good case."""
