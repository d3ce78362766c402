"""The way into the emulated AWS: whether it is installed, and what a stack needs to find there."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from collections.abc import Iterator
from typing import Any

from tfgen.diagnostics import Basis, Code
from tfgen.stack.given_file import NOTHING_GIVEN, Given
from tfgen.stack.kinds.site import has_name, name_of
from tfgen.stack.mapping import MAPPING
from tfgen.stack.names import state_bucket
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region, with_region

EMULATOR_MISSING = Code(
    "TFG905",
    "the emulator is not installed",
    finds="packages that the emulated AWS needs and that are not installed.",
    why="""plans and rehearsals without an account need moto, boto3 and dnslib, which come with the
extra `emulator`.""",
    example="tfgen plan spec.yaml -o build --emulated         # after `pip install tfgen-aws`",
    instead='`pip install "tfgen-aws[emulator]"`, or `pipx inject tfgen-aws "moto[server]" boto3 dnslib`.',
    basis=Basis.ENVIRONMENT,
)

CODES = (EMULATOR_MISSING,)

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "emulated",
    "AWS_SECRET_ACCESS_KEY": "emulated",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_KEPT = frozenset({"AWS_CA_BUNDLE"})
_OF_THE_USER = ("AWS_", "TF_CLI_ARGS", "TF_VAR_", "TF_DATA_DIR", "TF_WORKSPACE")
_FILES = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def is_installed() -> bool:
    """Whether everything that it consists of can be imported, found without importing it."""
    return all(importlib.util.find_spec(name) for name in ("moto", "boto3", "flask", "dnslib"))


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hides from this process, and from what it starts, how the user has set up AWS and Terraform.

    A profile, an endpoint, a workspace or a proxy of theirs would lead away from the emulated AWS, or to a real one.
    """
    before = dict(os.environ)
    for name in before:
        if name.startswith(_OF_THE_USER) and name not in _KEPT:
            del os.environ[name]
    direct = ",".join(filter(None, (os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), "127.0.0.1")))
    os.environ.update({"NO_PROXY": direct, "no_proxy": direct, **_FILES, **CREDENTIALS})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def emulated(stack: Stack, given: Given = NOTHING_GIVEN) -> Iterator[str]:
    """Runs an emulated AWS that has what a plan of the stack looks up; gives its address, for AWS_ENDPOINT_URL.

    The user's own settings are hidden for as long.
    """
    with undisturbed():
        # moto looks for the user's profile when it is imported
        from tfgen.emulator.emulator import Options, emulator

        with emulator(Options(account=stack.account)) as aws:
            prepare(stack, aws.endpoint, given)
            yield aws.endpoint


def session_of(stack: Stack) -> Any:
    """The SDK's session, whose region is home."""
    import boto3

    return boto3.Session("emulated", "emulated", region_name=stack.home.name)


def prepare(stack: Stack, endpoint: str, given: Given = NOTHING_GIVEN, session: Any = None) -> Any:
    """Makes the hosted zone, the bucket of the state, what a stack adopts and reads; gives the SDK's session."""
    from tfgen.emulator import stand_ins

    session = session or session_of(stack)
    if stack.domain or stack.all(MAPPING) or has_name(stack):
        _make_zone(stack, session.client("route53", endpoint_url=endpoint))
    if stack.state and stack.state.bucket:
        # home of the global S3 endpoint, where no location is said
        s3 = session.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        for bucket in _state_buckets(stack):
            s3.create_bucket(Bucket=bucket)
    stand_ins.make(stack, given, session, endpoint)
    return session


def _state_buckets(stack: Stack) -> list[str]:
    """Those that hold its states, and, with a bucket for each region, that of a region which a rehearsal adds."""
    spare = spare_region(stack)
    every = with_region(stack, spare) if spare else stack
    return list(dict.fromkeys(state_bucket(every, root.provider_region) for root in roots(every)))


def _make_zone(stack: Stack, route53: Any) -> None:
    """The hosted zone that the spec names, or one with the id that it says, which holds the domain."""
    from tfgen.emulator.dns import zones

    domain = stack.domain or name_of(stack) or stack.the(MAPPING).existing
    above = domain.partition(".")[2]
    name = stack.zone or (above if "." in above else domain)
    made = route53.create_hosted_zone(Name=name, CallerReference="tfgen")["HostedZone"]
    if stack.zone_id:
        zones.rename(made["Id"].rpartition("/")[2], stack.zone_id)


def init_arguments(stack: Stack) -> tuple[str, ...]:
    """What `terraform init` needs to find the emulated bucket: no name of a bucket in a host's name."""
    return ("-backend-config=use_path_style=true",) if stack.state and stack.state.bucket else ()
