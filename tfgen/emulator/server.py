"""A moto server on 127.0.0.1, with what a plan looks up: the hosted zone, and the bucket of the state."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import urllib.request
from collections.abc import Iterator

from tfgen.diagnostics import Kind
from tfgen.stack.stack import Stack

MOTO_MISSING = Kind(
    "TFG905",
    "the emulator is not installed",
    """Plans without an account need moto and boto3, which come with the extra `emulator`.

Use instead: `pip install "tfgen[emulator]"`, or `pipx inject tfgen "moto[server]" boto3`.""",
)

KINDS = (MOTO_MISSING,)

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "emulated",
    "AWS_SECRET_ACCESS_KEY": "emulated",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_SHADOWED = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")


def is_installed() -> bool:
    """Whether moto's server and boto3 can be imported, found without importing them."""
    return all(importlib.util.find_spec(name) for name in ("moto", "boto3", "flask"))


@contextlib.contextmanager
def emulated(stack: Stack) -> Iterator[dict[str, str]]:
    """Runs the server; gives the environment variables that lead Terraform and SDKs to it.

    It listens on a free port of the loopback interface and is gone when the block ends.
    """
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    try:
        _prepare(stack, address)
        yield {**dict.fromkeys(_SHADOWED, ""), **CREDENTIALS, "AWS_ENDPOINT_URL": address}
    finally:
        _forget(address)
        server.stop()


def _forget(address: str) -> None:
    """moto's state belongs to the process, not to the server: the next one would find it.

    Source: https://docs.getmoto.org/en/latest/docs/server_mode.html#reset-api
    """
    request = urllib.request.Request(f"{address}/moto-api/reset", method="POST")  # noqa: S310  # our own server
    urllib.request.urlopen(request).close()  # noqa: S310  # our own server


def _prepare(stack: Stack, address: str) -> None:
    import boto3

    session = boto3.Session("emulated", "emulated", region_name=stack.home.name)
    if stack.zone:
        route53 = session.client("route53", endpoint_url=address)
        route53.create_hosted_zone(Name=stack.zone, CallerReference="tfgen")
    if stack.state:
        # home of the global S3 endpoint, where no location is said
        s3 = session.client("s3", endpoint_url=address, region_name="us-east-1")
        s3.create_bucket(Bucket=stack.state.bucket)


def init_arguments(stack: Stack) -> tuple[str, ...]:
    """What `terraform init` needs to find the emulated bucket: no name of a bucket in a host's name."""
    return ("-backend-config=use_path_style=true",) if stack.state else ()
