"""What cannot be run on this machine."""

from __future__ import annotations


class NotRunHereError(Exception):
    """This machine lacks what a function needs; the message says what, as the end of a sentence about it."""
