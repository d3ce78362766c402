"""What is to be built: the kinds of thing a spec names, each with its model and its resolution."""
