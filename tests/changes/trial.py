"""Changes, tried: a stack is applied, changed, and planned once more."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.changes.changes import OTHER, Change, Data, together
from tests.e2e.planning import write_tree
from tests.specs import dump, stack_of
from tfgen.check.terraform import Terraform, init_failed, initialise
from tfgen.emulator.server import CREDENTIALS, emulated, init_arguments
from tfgen.plan.failed import NOT_PLANNED
from tfgen.plan.review import findings
from tfgen.rehearse.changes import TerraformError, Told, told
from tfgen.render.made import Origins

_ACTIONS = {
    ("create",): "make",
    ("update",): "change",
    ("delete",): "delete",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace, the new one first",
}

_PASSING = re.compile(r"https response error StatusCode: \d+, RequestID: [^,]*, ")
_NUMBERED = re.compile(r"thing-\d+")
"""What differs from run to run."""
_TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", '
    '"Principal": {"Service": "lambda.amazonaws.com"}}]}'
)
_MOST = 2
"""Errors of one change that are kept."""


@dataclass
class Outcome:
    """What came of a change."""

    actions: Counter[str] = field(default_factory=Counter)
    """How many resources: "replace aws_dynamodb_table"."""
    errors: list[str] = field(default_factory=list)
    """Why terraform failed."""
    left: Counter[str] = field(default_factory=Counter)
    """What a second plan would still do."""
    found: list[str] = field(default_factory=list)
    """Codes of what tfgen had said of the plan."""

    def as_json(self) -> Data:
        """To be kept."""
        return {
            "actions": dict(sorted(self.actions.items())),
            "errors": sorted({_NUMBERED.sub("thing", _PASSING.sub("", error)) for error in self.errors})[
                :_MOST
            ],
            "left": dict(sorted(self.left.items())),
            "found": sorted(set(self.found)),
        }


@dataclass(frozen=True)
class Standing:
    """terraform in a folder, and an emulated AWS."""

    runner: Terraform

    def become(self, spec: Data) -> None:
        """Applies a spec. Raises AssertionError with terraform's words if it fails."""
        stack = write_tree(self.runner.folder, dump(spec))
        started = initialise(self.runner, "-reconfigure", *init_arguments(stack))
        assert started.status == 0, started.stderr
        said = self._apply("-auto-approve")
        if said.errors:  # from one kind of record to another takes two
            said = self._apply("-auto-approve")
        assert said.finished.status == 0, said.errors

    def change(self, spec: Data, place: Callable[[str], str]) -> dict[str, Outcome]:
        """What comes of another spec, by where `place` puts each address."""
        outcomes: dict[str, Outcome] = {}

        def at(address: str) -> Outcome:
            return outcomes.setdefault(place(address), Outcome())

        def fails(errors: tuple[TerraformError, ...]) -> None:
            for error in errors:
                where = place(error.address) or place(error.message)
                outcomes.setdefault(where, Outcome()).errors.append(error.message)

        stack = write_tree(self.runner.folder, dump(spec))
        started = initialise(self.runner, *init_arguments(stack))
        if started.status != 0:
            at("").errors.append(_plain(started.stderr))
            at("").found.append(init_failed(started).code)
            return outcomes
        planned, plan = self._plan()
        if plan is None:
            fails(planned.errors)
            at("").found.append(NOT_PLANNED.id)
            return outcomes
        for finding in findings(plan, stack):
            at(finding.address).found.append(finding.code.id)
        for address, action in _changes(plan):
            at(address).actions[action] += 1
        fails(self._apply("tfplan").errors)
        again, plan = self._plan()
        fails(again.errors)
        for address, action in _changes(plan or {}):
            at(address).left[action] += 1
        return outcomes

    def _plan(self) -> tuple[Told, Data | None]:
        said = told(self.runner.run("plan", "-json", "-input=false", "-out=tfplan"))
        if said.finished.status != 0:
            return said, None
        return said, json.loads(self.runner.run("show", "-json", "tfplan").stdout)

    def _apply(self, *arguments: str) -> Told:
        return told(self.runner.run("apply", "-json", "-input=false", "-parallelism=30", *arguments))


def _changes(plan: Data) -> Iterator[tuple[str, str]]:
    for each in plan.get("resource_changes", ()):
        action = _ACTIONS.get(tuple(each["change"]["actions"]))
        if each["mode"] == "managed" and action:
            yield each["address"], f"{action} {each['type']}"


def _plain(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@contextlib.contextmanager
def standing(
    folder: Path, terraform: Path, environment: Mapping[str, str], first: Data
) -> Iterator[Standing]:
    """An emulated AWS with what a spec needs, and nothing applied."""
    folder.mkdir(parents=True, exist_ok=True)
    stack = stack_of(dump({**first, "state": {"bucket": "acme-terraform", "region": "eu-west-1"}}))
    with emulated(stack) as endpoint:
        _make_layers(endpoint)
        _make_zone(endpoint)
        _make_roles(endpoint)
        settings = {"GOGC": "400", **environment, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        yield Standing(Terraform(terraform, folder, settings))


def _make_layers(endpoint: str) -> None:
    """The layer versions that functions name."""
    import boto3

    for region in ("eu-west-1", OTHER):
        functions = boto3.client("lambda", region_name=region, endpoint_url=endpoint)
        for _ in range(2):
            functions.publish_layer_version(LayerName="tools", Content={"ZipFile": b"PK\5\6" + bytes(18)})


def _make_roles(endpoint: str) -> None:
    """The roles that functions name, and the boundary."""
    import boto3

    iam = boto3.client("iam", region_name="us-east-1", endpoint_url=endpoint)
    everything = (
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
    )
    for name in ("payments", "refunds"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=_TRUST)
    iam.create_policy(PolicyName="developers", PolicyDocument=everything)


def _make_zone(endpoint: str) -> None:
    """The hosted zone that a spec changes to."""
    import boto3

    route53 = boto3.client("route53", region_name="us-east-1", endpoint_url=endpoint)
    route53.create_hosted_zone(Name="api.shop.example.com", CallerReference="another")


def try_together(tried: list[Change], stood: Standing) -> dict[str, Outcome]:
    """Changes of things of one kind, in one stack; what comes of each, by its title."""
    named = [(f"thing-{number}", change) for number, change in enumerate(tried)]
    first, second = together(named)
    before, after = (Origins(stack_of(dump(spec))) for spec in (first, second))
    titles = {name: change.title for name, change in named}
    stood.become(first)
    found = stood.change(second, lambda address: titles.get(_thing(address, after, before), ""))
    return {change.title: found.get(change.title, Outcome()) for change in tried} | (
        {"": found[""]} if "" in found else {}
    )


_KEYED = re.compile(r"\b(thing-\d+)\b")


def _thing(address: str, *known: Origins) -> str:
    """The thing of an address: the one that it is keyed by, or else the one that causes it."""
    keyed = _KEYED.search(address)
    if keyed:
        return keyed[1]
    for origins in known:
        origin = origins.of(address)
        if origin and len(origin.path) > 1:
            return str(origin.path[1])
    return ""


def try_alone(change: Change, stood: Standing) -> Outcome:
    """A change of the whole spec."""
    assert change.before and change.after
    stood.become(change.before)
    return stood.change(change.after, lambda _: "").get("", Outcome())
