"""A month, and the sizes that AWS bills by."""

from __future__ import annotations

from decimal import Decimal

HOURS = Decimal(730)
"""Hours of a month, as AWS counts them. Source: https://calculator.aws"""
SECONDS = HOURS * 3600
DAYS = HOURS / 24
GB = Decimal(1024 * 1024)
"""KB of a GB."""
EACH_GB = 1 / GB
"""GB of a KB."""
KB = Decimal(1024)
"""Bytes of a KB."""
