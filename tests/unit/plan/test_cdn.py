"""What a plan says of a domain that moves to the edge, or back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import stack_of
from tfgen.plan.review import findings

NAME = "api.example.com"
HOME = "module.eu_west_1.module."
RECORD = 'aws_route53_record.eu_west_1["A"]'
DISTRIBUTION = "module.cdn.aws_cloudfront_distribution.this"
DOMAIN = f"{HOME}domain.aws_apigatewayv2_domain_name.this"
ORIGIN = f'{HOME}origin["api"].aws_apigatewayv2_domain_name.this'
REGION, EDGE = "d-1.execute-api.eu-west-1.amazonaws.com", "d1.cloudfront.net"


def _spec(cdn: dict[str, Any] | None) -> dict[str, Any]:
    function = {"code": "src", "handler": "a.b", "runtime": "python3.13", "http": "GET /health"}
    more = {} if cdn is None else {"cdn": cdn}
    return {
        "tfgen": 1,
        "service": "svc",
        "domain": NAME,
        "regions": ["eu-west-1"],
        "functions": {"one": function},
        **more,
    }


def _change(address: str, *actions: str, **before: Any) -> dict[str, Any]:
    kind = address.split(".")[-2] if address != RECORD else "aws_route53_record"
    after = before if "delete" not in actions or len(actions) > 1 else None
    told = {"actions": list(actions), "before": None if actions == ("create",) else before, "after": after}
    return {"mode": "managed", "type": kind, "address": address, "change": told}


def _record(target: str) -> dict[str, Any]:
    return _change(RECORD, "update", name=NAME, set_identifier="eu-west-1", alias=[{"name": target}])


def _cname(target: str) -> dict[str, Any]:
    return _change(RECORD, "update", name=NAME, set_identifier="eu-west-1", alias=[], records=[target])


def _told(cdn: dict[str, Any] | None, *changes: dict[str, Any]) -> list[tuple[str, str]]:
    found = findings({"resource_changes": list(changes)}, stack_of(_spec(cdn)))
    return [(each.code.id, each.severity or each.code.severity) for each in found]


def _public(*actions: str) -> dict[str, Any]:
    return _change(DOMAIN, *actions, domain_name=NAME)


@pytest.mark.parametrize(
    ("cdn", "changes", "expected"),
    [
        ({"step": "beside"}, [_change(DISTRIBUTION, "create")], []),
        ({"step": "turn"}, [_record(REGION)], []),
        ({}, [_public("delete")], []),
        ({"step": "turn"}, [_public("create")], []),
        ({"step": "beside"}, [_record(EDGE)], []),
        (
            None,
            [
                _change(DISTRIBUTION, "delete"),
                _change(ORIGIN, "delete", domain_name="origin.api.example.com"),
            ],
            [],
        ),
        ({}, [_record(REGION), _change(DISTRIBUTION, "create"), _public("delete")], [("TFG431", "error")]),
        ({}, [_cname(REGION), _public("delete")], [("TFG431", "error")]),
        ({"step": "turn"}, [_record(REGION), _change(DISTRIBUTION, "create")], [("TFG431", "warning")]),
        (None, [_record(EDGE), _change(DISTRIBUTION, "delete")], [("TFG431", "error")]),
        ({"step": "beside"}, [_record(EDGE), _public("create")], [("TFG431", "warning")]),
        ({"step": "beside"}, [_cname(EDGE), _public("create")], [("TFG431", "warning")]),
    ],
)
def test_a_domain_moves_in_steps(cdn: Any, changes: list[Any], expected: list[tuple[str, str]]) -> None:
    assert _told(cdn, *changes) == expected
