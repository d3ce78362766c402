"""How a request counts in an API's metrics: one of HTTP APIs is known by the API's id, one of REST APIs by its name.

Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.front_door.target import Target


def measured(target: Target, status: int) -> dict[str, Any]:
    """The values of its metrics, and their dimensions."""
    client, server = 400 <= status < 500, status >= 500
    if target.is_rest:
        values = {"Count": 1, "4XXError": int(client), "5XXError": int(server)}
        return {"values": values, "ApiName": target.api.name}
    return {"values": {"Count": 1, "4xx": int(client), "5xx": int(server)}, "ApiId": target.api_id}
