"""How a base is applied without waiting, and its state mended to what waiting would have made of it.

The AWS provider waits whatever AWS answers: 90 seconds after a change of a replica's deletion protection, 55 for the rules
of a bucket's lifecycle, 30 for a distribution, 25 for a queue, and 5 for each function whose code is a file, one after
another in a region (measured with 5.100). A state does not tell how it came about. So files that override the modules' resources leave that
out, and the state gets what it would hold. A test holds that a plan of the base on it is empty.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tfgen.render.made import made
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.names import dead_letter_queue
from tfgen.stack.stack import Stack

BUCKET = "tfgen-base"
"""In which functions find their code: of code that lies there, the provider reads several at once."""
_FILE = "tfgen_override.tf"
_FUNCTION, _LIFECYCLE = "aws_lambda_function", "aws_s3_bucket_lifecycle_configuration"
_REPLICA, _DISTRIBUTION = "aws_dynamodb_table_replica", "aws_cloudfront_distribution"
_VERSIONING, _QUEUE = "aws_s3_bucket_versioning", "aws_sqs_queue"

_OVERRIDES = {
    "function": (_FUNCTION, f'filename  = null\n  s3_bucket = "{BUCKET}"\n  s3_key    = var.package'),
    "replica": (_REPLICA, "deletion_protection_enabled = false"),
    "site": (_DISTRIBUTION, "wait_for_deployment = false"),
    "cdn": (_DISTRIBUTION, "wait_for_deployment = false"),
    "site-bucket": (_LIFECYCLE, "count = 0"),
    "queue": (_QUEUE, "redrive_policy = null"),  # so that it need not wait for the other queue
}
"""By module: the type of the resource `this` there, and the arguments that it is applied with.

Source: https://developer.hashicorp.com/terraform/language/files/override
"""

State = dict[str, Any]


def overrides(files: Iterable[str]) -> dict[str, bytes]:
    """The files that override those of a rendered tree, by path."""
    folders = {path.split("/")[1] for path in files if path.startswith("modules/")}
    return {
        f"modules/{folder}/{_FILE}": f'resource "{kind}" "this" {{\n  {arguments}\n}}\n'.encode()
        for folder, (kind, arguments) in _OVERRIDES.items()
        if folder in folders
    }


def restored(state: State, stack: Stack) -> State:
    """The state of a base that was applied with the overrides, as it is without."""
    found = copy.deepcopy(state)
    settings = dict(_settings(stack))
    for resource in found["resources"]:
        for instance in resource["instances"]:
            _restore(resource, instance["attributes"], settings)
    found["resources"] += [_lifecycle(each) for each in found["resources"] if _is_of_site(each, _VERSIONING)]
    found["serial"] += 1
    return found


def _restore(resource: State, attributes: State, settings: Mapping[str, Any]) -> None:
    setting = settings.get(f"{resource.get('module', '')}.{resource['type']}.{resource['name']}")
    if resource["type"] == _FUNCTION and attributes["s3_bucket"] == BUCKET:
        attributes.update(filename=attributes["s3_key"], s3_bucket=None, s3_key=None)
    elif resource["type"] == _REPLICA and setting is not None:
        attributes["deletion_protection_enabled"] = setting
    elif resource["type"] == _QUEUE and setting is not None:
        redrive = {"deadLetterTargetArn": dead_letter_queue(attributes["arn"]), "maxReceiveCount": setting}
        attributes["redrive_policy"] = json.dumps(redrive, separators=(",", ":"))
    elif _is_of_site(resource, _DISTRIBUTION):
        attributes["wait_for_deployment"] = True


def _is_of_site(resource: State, kind: str) -> bool:
    """Whether it is of a site or a CDN, and not of a module of the user's own."""
    called = resource.get("module", "").split(".")
    return bool(
        resource["type"] == kind and called[:1] == ["module"] and called[1].startswith(("site", "cdn"))
    )


def _settings(stack: Stack) -> Iterator[tuple[str, Any]]:
    """What the spec says of what the overrides leave out, by address: of replicas and queues."""
    regions = {region.name: region for region in stack.regions}
    for each in made(stack):
        if each.address.endswith(f".{_REPLICA}.this"):
            yield each.address, stack.at(TABLE, regions[each.region])[str(each.path[1])].protect
        elif each.address.endswith(f".{_QUEUE}.this"):
            yield each.address, stack.at(QUEUE, regions[each.region])[str(each.path[1])].receives


def _lifecycle(versioning: State) -> State:
    """The rules of modules/site-bucket, of which a bucket has no others, for a bucket whose versions are kept."""
    (instance,) = versioning["instances"]
    known = instance["attributes"]
    attributes = {
        "bucket": known["bucket"],
        "expected_bucket_owner": "",
        "id": known["bucket"],
        "rule": [_RULE],
        "timeouts": None,
        "transition_default_minimum_object_size": "all_storage_classes_128K",
        **{name: known[name] for name in ("region",) if name in known},
    }
    made_of = f"{versioning['module']}.{versioning['type']}.{versioning['name']}"
    dependencies = sorted({*instance.get("dependencies", ()), made_of})
    return {
        **versioning,
        "type": _LIFECYCLE,
        "instances": [{"schema_version": 1, "attributes": attributes, "dependencies": dependencies}],
    }


_RULE = {
    "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}],
    "expiration": [],
    "filter": [
        {"and": [], "object_size_greater_than": None, "object_size_less_than": None, "prefix": "", "tag": []}
    ],
    "id": "old-versions",
    "noncurrent_version_expiration": [{"newer_noncurrent_versions": None, "noncurrent_days": 30}],
    "noncurrent_version_transition": [],
    "prefix": "",
    "status": "Enabled",
    "transition": [],
}
"""Source: a state that the AWS provider 5.100 wrote."""
