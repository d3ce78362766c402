"""The generated pages: the spec reference, the rules and the READMEs of the modules."""
