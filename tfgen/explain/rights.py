"""docs/rights.md and docs/apply-policy.json: what whoever plans, applies and destroys a stack must be allowed to do."""

from __future__ import annotations

import json
from typing import Any

from tfgen.explain.markdown import table
from tfgen.pipeline.rights import EDGE_RIGHTS, LINKED, RIGHTS, actions


def policy() -> dict[str, Any]:
    """A policy document for a stack of all kinds, but for what CloudFront serves."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "Stack", "Effect": "Allow", "Action": actions(), "Resource": "*"},
            _on_condition(
                "HandRolesToFunctions", "PassRole", "iam:PassedToService", ["lambda.amazonaws.com"]
            ),
            _on_condition("RolesOfServices", "CreateServiceLinkedRole", "iam:AWSServiceName", list(LINKED)),
        ],
    }


def edge_policy() -> dict[str, Any]:
    """A policy document for what CloudFront serves."""
    allowed = {"Sid": "Edge", "Effect": "Allow", "Action": actions(EDGE_RIGHTS), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [allowed]}


def _on_condition(sid: str, action: str, key: str, values: list[str]) -> dict[str, Any]:
    condition = {"StringEquals": {key: values}}
    return {"Sid": sid, "Effect": "Allow", "Action": f"iam:{action}", "Resource": "*", "Condition": condition}


def policy_file() -> str:
    """The policy as a file."""
    return json.dumps(policy(), indent=2) + "\n"


def edge_policy_file() -> str:
    """That of what CloudFront serves."""
    return json.dumps(edge_policy(), indent=2) + "\n"


def page() -> str:
    """The page."""
    rows = ([f"[{each.title}]({each.source})", each.actions] for each in (*RIGHTS, *EDGE_RIGHTS))
    return "\n".join(
        [
            "# What an apply needs\n",
            "<!-- Generated from tfgen/pipeline/rights.py: run `make golden` to write it anew. -->\n",
            "An account, and in it the public hosted zone of the domain or of its parent, to which the world's DNS leads:",
            "certificates are issued once their records in it are seen. tfgen makes no zone. With `state`, the bucket.\n",
            "[apply-policy.json](apply-policy.json) is an IAM policy for whoever plans, applies and destroys a stack, of any",
            "kind of thing that a spec may hold; [apply-policy-edge.json](apply-policy-edge.json) goes with it where CloudFront",
            "serves something, such as a `site`. Most actions that make something know no name before, so it allows them on",
            "everything: in an account of several teams, narrow `Resource` to names that begin with the service's, and the",
            "zone. Tests hold it against what Terraform asks the emulated AWS; what AWS asks of an account beyond is from",
            "the pages that are linked.\n",
            table(("what", "actions"), rows),
            "",
            "`iam:PassRole` is for roles of Lambda alone, `iam:CreateServiceLinkedRole` for the roles by which DynamoDB",
            "replicates, scales, and API Gateway reads certificates.\n",
            "Beside it:\n",
            "- `state`: `s3:ListBucket` on the bucket, `s3:GetObject`, `s3:PutObject` and `s3:DeleteObject` on its objects;",
            "- a table's `encryption`, a queue's key: `kms:CreateGrant` on the key;",
            "- `tfgen gate`: [what it reads](gate.md#rights).",
            "",
        ]
    )
