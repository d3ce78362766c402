"""Secrets Manager, as the emulator has it: moto replicates, and refuses what AWS does on a replica.

moto gives each replica AWS's own key, whichever it was to have.
Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicaRegionType.html
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend, secretsmanager_backends

from tfgen.emulator.chaos import Part
from tfgen.emulator.patching import replaced
from tfgen.emulator.service import Access, Call, Ground, Service

_OF_NONE = ("BatchGetSecretValue", "GetRandomPassword", "ListSecrets")
VALUE = "rehearsal"
"""Of a secret that was made without one, where rehearsals ask for it."""


class Secrets:
    """What runs of it."""

    def __init__(self) -> None:
        self.stands_in = False
        """Whether secrets that are made without a value get one: nobody is there to set it."""

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Patches moto."""
        create = SecretsManagerBackend.create_secret

        def create_secret(
            backend: Any, name: str, secret_string: str | None, *said: Any, **named: Any
        ) -> str:
            has_none = secret_string is None and not (said and said[0]) and not named.get("secret_binary")
            value = VALUE if has_none and self.stands_in else secret_string
            return create(backend, name, value, *said, **named)

        with (
            replaced(SecretsManagerBackend, create_secret=create_secret),
            replaced(FakeSecret, create_replicas=_keyed(FakeSecret.create_replicas)),
        ):
            yield


def _keyed(create: Any) -> Any:
    def create_replicas(secret: Any, replica_regions: list[dict[str, str]], force_overwrite: bool) -> Any:
        replicas = create(secret, replica_regions, force_overwrite)
        for replica, said in zip(replicas, replica_regions, strict=True):
            replica.config["KmsKeyId"] = said.get("KmsKeyId") or replica.config["KmsKeyId"]
        return replicas

    return create_replicas


def secret_access(call: Call) -> list[Access]:
    """What a request needs. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"""
    action = f"secretsmanager:{call.action}"
    if call.action in _OF_NONE:
        return [Access(action, ["*"])]
    said = str(call.parameters.get("SecretId") or call.parameters.get("Name") or "")
    return [Access(action, [_arn(call.region, said)])]


def _arn(region: str, said: str) -> str:
    """Of a secret that is named, or told by its ARN, in whole or but for the six characters at its end."""
    name = said.rpartition(":secret:")[2]
    secrets: Any = secretsmanager_backends[DEFAULT_ACCOUNT_ID][region].secrets
    for secret in list(dict.values(secrets)):
        if name in (secret.name, secret.arn.rpartition(":secret:")[2]):
            return str(secret.arn)
    ending = "" if re.search(r"-[A-Za-z0-9]{6}$", name) and ":secret:" in said else "-??????"
    return f"arn:aws:secretsmanager:{region}:{DEFAULT_ACCOUNT_ID}:secret:{name}{ending}"


@contextlib.contextmanager
def _run(_: Ground) -> Iterator[Secrets]:
    secrets = Secrets()
    with secrets.installed():
        yield secrets


SECRETSMANAGER = Service(
    "secretsmanager",
    Part.control,
    frozenset(),
    secret_access,
    (400, "AccessDeniedException"),
    _run,
)
