"""What somebody else made: named and allowed, and nothing of it made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.specs import dump, example, stack_of
from tfgen.render.kinds.queue import PART
from tfgen.render.made import made
from tfgen.render.main_tf import render
from tfgen.render.modules import files
from tfgen.stack import access, names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.loaded import Readable, loaded


def _spec() -> dict[str, Any]:
    spec = example("hello")
    spec["tables"] = {
        "customers": {"existing": "crm-customers", "key": {"id": "S"}},
        "carts": {"existing": "carts-{region}", "key": {"id": "S"}, "replicate": False},
    }
    spec["queues"] = {"mails": {"existing": "crm-mails"}}
    spec["functions"]["charge"] = {"existing": "billing-charge"}
    spec["functions"]["hello"]["access"] = {"customers": "read", "carts": "write", "mails": "send"}
    return spec


def test_nothing_is_made_of_it() -> None:
    spec = _spec()
    plain = example("hello")
    assert [each.address for each in made(stack_of(spec))] == [each.address for each in made(stack_of(plain))]
    assert files(stack_of(spec)) == files(stack_of(plain))
    stack = stack_of(spec)
    assert not stack.all(TABLE) and not stack.all(QUEUE) and "charge" not in stack.all(FUNCTION)
    assert set(stack.known(FUNCTION)) == {"charge", "hello"}


def test_it_is_reached_by_its_name() -> None:
    stack = stack_of(_spec())
    assert names.of(stack, FUNCTION, "charge") == "billing-charge"
    assert access.reached(stack, stack.all(FUNCTION)["hello"]) == {
        "TABLE_CUSTOMERS": "crm-customers",
        "TABLE_CARTS": "carts-{region}",
        "QUEUE_MAILS": "https://sqs.{region}.amazonaws.com/{account}/crm-mails",
    }
    [read] = access.statements(stack, "customers", "read")
    table = "arn:aws:dynamodb:{region}:{account}:table/crm-customers"
    assert read.resources == (table, f"{table}/index/*")


def test_nothing_is_looked_up() -> None:
    spec = _spec()
    spec["zone_id"] = "Z0123456789ABC"
    text = render(stack_of(spec), "spec.yaml")
    assert '"carts-{region}"' in text
    assert "data " not in text


def test_rights_follow_to_the_customer_key_of_an_existing_table() -> None:
    spec = _spec()
    key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b"
    spec["regions"] = ["eu-west-1"]
    spec["tables"]["customers"]["encryption"] = {"eu-west-1": key}
    stack = stack_of(spec)
    _, of_key = access.statements(stack, "customers", "read")
    assert (of_key.actions, of_key.resources) == (("kms:Decrypt", "kms:DescribeKey"), (key,))


def test_functions_handle_the_messages_of_an_existing_queue() -> None:
    spec = _spec()
    spec["functions"]["work"] = {**spec["functions"]["hello"], "reserved": 20, "events": [{"queue": "mails"}]}
    del spec["functions"]["work"]["http"]
    stack = stack_of(spec)
    [consumed] = PART.locals(stack)
    arn = "arn:aws:sqs:{region}:{account}:crm-mails"
    assert consumed.value == {"mails": {"arn": arn, "consumers": {"work": {"batch": 10, "concurrency": 20}}}}
    assert {"modules/consumer/consumer.tf", "modules/region/consumer.tf"} <= set(files(stack))
    mappings = [each for each in made(stack) if "event_source_mapping" in each.address]
    label = stack.home.label
    address = f'module.{label}.module.consumer["mails"].aws_lambda_event_source_mapping.this["work"]'
    assert (mappings[0].address, mappings[0].path) == (address, ("queues", "mails"))
    assert len(mappings) == len(stack.regions)


def test_the_environment_may_be_a_part_of_the_name() -> None:
    spec = _spec()
    spec["tables"]["customers"]["existing"] = "crm-{environment}-customers"
    spec["functions"]["hello"] |= {"role": {"existing": "crm-{environment}"}, "access": {}}
    without = loaded(dump(spec).encode(), "spec.yaml", Path())
    assert [each.code for each in getattr(without, "diagnostics", ())] == ["TFG177", "TFG177"]
    found = loaded(dump({**spec, "environments": {"prod": {}}}).encode(), "spec.yaml", Path(), "prod")
    assert isinstance(found, Readable)
    assert names.of(found.stack, TABLE, "customers") == "crm-prod-customers"
    role = found.stack.all(FUNCTION)["hello"].role
    assert role and role.existing == "crm-prod"
