"""What must hold for every spec."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import dump, read
from tests.strategies import Data, specs
from tfgen.check.policy import check_rules
from tfgen.render.made import addresses
from tfgen.render.main_tf import render
from tfgen.render.tree import configuration


def _main(data: Data) -> str:
    return render(read(dump(data))[1], "spec.yaml")


@draws(shrink=False)
@given(specs())
def test_a_spec_renders_what_parses_and_fits_the_schema(data: Data) -> None:
    from tfgen.check.hcl.parse import parse
    from tfgen.check.hcl.schema import check_schema
    from tfgen.check.hcl.syntax import check_syntax

    source, stack = read(dump(data))
    check_rules(stack, source)
    parsed, diagnostics = parse(configuration(stack, "spec.yaml"))
    assert [*diagnostics, *check_syntax(parsed), *check_schema(parsed)] == []


@draws(shrink=False)
@given(specs(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(data: Data, order: random.Random) -> None:
    assert _main(_shuffled(data, order)) == _main(data)


def _shuffled(value: Any, order: random.Random, path: tuple[str, ...] = ()) -> Any:
    """The same data with its keys in another order, but for what the order of keys says something: regions, keys."""
    if not isinstance(value, dict):
        return value
    names = list(value)
    if path != ("regions",) and path[-1:] != ("key",):
        order.shuffle(names)
    return {name: _shuffled(value[name], order, (*path, name)) for name in names}


@draws(shrink=False)
@given(specs())
def test_a_new_region_changes_no_address(data: Data) -> None:
    assume(data.get("api", {}).get("endpoint") != "edge")  # it has one region
    before = set(addresses(read(dump(data))[1]))
    more = {**data, "retiring": []}
    added = next(
        name
        for name in ("eu-west-3", "us-west-1", "sa-east-1", "ca-central-1", "eu-north-1", "ap-south-1")
        if name not in data["regions"]
    )
    if isinstance(data["regions"], dict):
        more["regions"] = {**data["regions"], added: {}}
    else:
        more["regions"] = [*data["regions"], added]
    for table in more.get("tables", {}).values():
        if isinstance(table.get("encryption"), dict):
            table["encryption"] = {**table["encryption"], added: f"arn:aws:kms:{added}:123456789012:key/0a1b"}
    keys = more.get("encryption", {}).get("existing")
    if isinstance(keys, dict):
        more["encryption"] = {"existing": {**keys, added: f"arn:aws:kms:{added}:123456789012:key/0a1b"}}
    assert before <= set(addresses(read(dump(more))[1]))
