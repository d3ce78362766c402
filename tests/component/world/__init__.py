"""Tests of the map, in a real browser."""
