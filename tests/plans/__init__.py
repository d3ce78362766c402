"""Plans that were recorded of the real terraform, and a few that are written after its documents: cases of reviews.

`make plans` records them anew; `make golden` writes the comments that are told of them.
"""
