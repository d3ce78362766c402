"""What a change of a spec comes to, by both specs alone: the one that is there, and the one that it is to be."""
