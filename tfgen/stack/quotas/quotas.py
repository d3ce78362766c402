"""Every quota that a spec could meet, by service."""

from __future__ import annotations

from tfgen.stack.quotas import api_gateway, cloudfront, compute, data, network
from tfgen.stack.quotas.quota import Quota

QUOTAS: tuple[Quota, ...] = (
    *api_gateway.QUOTAS,
    *compute.QUOTAS,
    *data.QUOTAS,
    *network.QUOTAS,
    *cloudfront.QUOTAS,
)

BY_NAME = {quota.name: quota for quota in QUOTAS}

SETTABLE = {quota.name: quota for quota in QUOTAS if quota.adjustable and quota.error}
"""Those that may be others in an account that is emulated."""

SEEN = "2026-11-26"
"""The day on which the sources were read."""
