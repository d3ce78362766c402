"""Expressions of conditions, projections, keys and updates: parsed as DynamoDB does, with its messages."""
