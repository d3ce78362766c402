"""The spec language: YAML with positions, shapes of values, and what can be wrong with them."""
