"""Key Management Service: replicas, the usage that goes without saying, and keys that wait for their deletion.

In moto a replica key shares one description with its primary: replicating turns the primary into whatever the replica
is told to be. In AWS each keeps its own. moto also says no usage of a key that was told none, and encrypts with keys
that are disabled or wait for their deletion, for which it takes any number of days.
Sources: https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html and
https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.exceptions import ValidationException
from moto.kms.models import KmsBackend

from tfgen.emulator.patching import replaced

_DAYS = (7, 30)
"""For which a key may wait for its deletion."""


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Gives every replica key a configuration of its own, and refuses what its state does not allow."""
    replicate, create, schedule = (
        KmsBackend.replicate_key,
        KmsBackend.create_key,
        KmsBackend.schedule_key_deletion,
    )

    def replicate_key(self: Any, key_id: str, replica_region: str) -> Any:
        replica = replicate(self, key_id, replica_region)
        if replica.multi_region:
            replica.multi_region_configuration = copy.deepcopy(replica.multi_region_configuration)
            replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
        return replica

    def create_key(self: Any, policy: Any, key_usage: Any, *said: Any, **named: Any) -> Any:
        return create(self, policy, key_usage or "ENCRYPT_DECRYPT", *said, **named)

    def schedule_key_deletion(self: Any, key_id: str, pending_window_in_days: int) -> float:
        least, most = _DAYS
        if not least <= int(pending_window_in_days) <= most:
            raise ValidationException(
                f"PendingWindowInDays is {pending_window_in_days}, and has to be {least} to {most}."
            )
        return schedule(self, key_id, pending_window_in_days)

    with replaced(
        KmsBackend,
        replicate_key=replicate_key,
        create_key=create_key,
        schedule_key_deletion=schedule_key_deletion,
        **{name: _by_usable(getattr(KmsBackend, name)) for name in ("encrypt", "generate_data_key")},
    ):
        yield


def _by_usable(original: Any) -> Any:
    def use(self: Any, key_id: str, *said: Any, **named: Any) -> Any:
        key = self.keys[self.any_id_to_key_id(key_id)]
        if key.key_state == "PendingDeletion":
            raise JsonRESTError("KMSInvalidStateException", f"{key.arn} is pending deletion.")
        if not key.enabled:
            raise JsonRESTError("DisabledException", f"{key.arn} is disabled.")
        return original(self, key_id, *said, **named)

    return use
