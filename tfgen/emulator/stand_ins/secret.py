"""Secrets that somebody else made."""

from __future__ import annotations

from tfgen.emulator.secretsmanager.service import VALUE
from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.stack import Stack


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist, one in each region, with a made-up value."""
    for name, secret in stack.all(SECRET).items():
        for region in stack.regions if secret.existing else ():
            called = names.of(stack, SECRET, name)
            client("secretsmanager", region.name).create_secret(Name=called, SecretString=VALUE)
