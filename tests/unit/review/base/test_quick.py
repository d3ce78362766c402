"""What the quick way leaves out of a base, its state gets back."""

from __future__ import annotations

import json
from typing import Any

from tests.specs import example, stack_of
from tfgen.render.tree import configuration
from tfgen.review.base.quick import BUCKET, overrides, restored

ARN = "arn:aws:sqs:eu-west-1:123456789012:shop-placed"


def _resource(module: str, kind: str, name: str = "this", **attributes: Any) -> dict[str, Any]:
    instances = [{"attributes": attributes, "dependencies": ["a.b"]}]
    return {"module": module, "mode": "managed", "type": kind, "name": name, "instances": instances}


def _attributes(of: str, *resources: dict[str, Any]) -> list[dict[str, Any]]:
    state = {"serial": 3, "resources": [*resources]}
    found = restored(state, stack_of(example(of)))
    assert (state["serial"], found["serial"]) == (3, 4), "the state that was given stays as it is"
    return [each["instances"][0]["attributes"] for each in found["resources"]]


def test_modules_that_are_there_are_overridden() -> None:
    files = configuration(stack_of(example("keyvalue")), "spec.yaml")
    found = {path: text.decode() for path, text in overrides(files).items()}
    assert set(found) == {
        f"modules/{folder}/tfgen_override.tf" for folder in ("function", "replica", "site", "site-bucket")
    }
    assert not set(found) & set(files)
    assert "s3_key    = var.package" in found["modules/function/tfgen_override.tf"]
    assert not overrides(["main.tf", "own/replica/main.tf"]), "modules of the user's own are left alone"


def test_code_lies_in_a_file_again() -> None:
    module, kind = "module.eu_west_1.module.function", "aws_lambda_function"
    quick = _resource(module, kind, s3_bucket=BUCKET, s3_key="./x.zip")
    other = _resource("module.own_x", kind, s3_bucket="theirs", s3_key="./x.zip")
    first, second = _attributes("shop", quick, other)
    assert first == {"s3_bucket": None, "s3_key": None, "filename": "./x.zip"}
    assert second == {"s3_bucket": "theirs", "s3_key": "./x.zip"}


def test_replicas_are_protected_as_the_spec_says() -> None:
    kind = "aws_dynamodb_table_replica"
    known = _resource("module.table_orders_us_east_1", kind, deletion_protection_enabled=False)
    own = _resource("module.own_orders_us_east_1", kind, deletion_protection_enabled=False)
    first, second = _attributes("shop", known, own)
    assert first == {"deletion_protection_enabled": True}
    assert second == {"deletion_protection_enabled": False}


def test_queues_name_their_dead_letter_queue() -> None:
    module = 'module.eu_west_1.module.queue["placed"]'
    found, dead = _attributes(
        "shop",
        _resource(module, "aws_sqs_queue", arn=ARN, redrive_policy=""),
        _resource(module, "aws_sqs_queue", "dead", arn=f"{ARN}-dead", redrive_policy=""),
    )
    assert json.loads(found["redrive_policy"]) == {"deadLetterTargetArn": f"{ARN}-dead", "maxReceiveCount": 5}
    assert dead["redrive_policy"] == ""


def test_sites_get_their_rules_and_modules_of_the_users_own_none() -> None:
    kind = "aws_s3_bucket_versioning"
    *_, distribution, own, rules = _attributes(
        "keyvalue",
        _resource("module.site_eu_west_1", kind, bucket="site", region="eu-west-1"),
        _resource("module.own_invoices_eu_west_1", kind, bucket="invoices"),
        _resource("module.site", "aws_cloudfront_distribution", wait_for_deployment=False),
        _resource("module.own_cdn", "aws_cloudfront_distribution", wait_for_deployment=False),
    )
    assert (distribution["wait_for_deployment"], own["wait_for_deployment"]) == (True, False)
    assert (rules["bucket"], rules["id"], rules["region"]) == ("site", "site", "eu-west-1")
    assert rules["rule"][0]["id"] == "old-versions"
