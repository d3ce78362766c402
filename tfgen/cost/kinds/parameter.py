"""Parameters: those that exist are their maker's, and reading them at the standard throughput costs nothing.

Source: https://aws.amazon.com/systems-manager/pricing
"""

from __future__ import annotations

from tfgen.cost.kind import Cost

COST = Cost()
