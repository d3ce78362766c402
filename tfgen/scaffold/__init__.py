"""A project to start from: what `tfgen init` writes."""
