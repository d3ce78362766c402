"""Key Management Service: replicas, the usage that goes without saying, and keys that wait for their deletion.

In moto a replica key shares one description with its primary: replicating turns the primary into whatever the replica
is told to be, and shares its aliases and grants, and its policy whatever it was given, without tags. In AWS each keeps its own,
and one key has one replica in a region. moto also says no usage of a key that was told none, and encrypts with keys
that are disabled or wait for their deletion, for which it takes any number of days.
Sources: https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html and
https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.exceptions import ValidationException
from moto.kms.models import KmsBackend, kms_backends
from moto.kms.responses import KmsResponse

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
        primary = self.keys[self.any_id_to_key_id(key_id)]
        if not primary.multi_region:
            raise JsonRESTError("UnsupportedOperationException", f"{primary.arn} is not a multi-region key.")
        if primary.id in kms_backends[self.account_id][replica_region].keys:
            raise JsonRESTError("AlreadyExistsException", f"{primary.id} is in {replica_region} already.")
        replica = replicate(self, primary.id, replica_region)
        replica.multi_region_configuration = copy.deepcopy(replica.multi_region_configuration)
        replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
        replica.aliases, replica.grants = {}, {}
        return replica

    def answer(self: Any) -> str:
        answered = str(replicate_answer(self))
        region, primary = self._get_param("ReplicaRegion"), self._get_param("KeyId")
        backend = kms_backends[self.current_account][region]
        replica = backend.keys[self.kms_backend.any_id_to_key_id(primary)]
        replica.policy = self._get_param("Policy") or replica.generate_default_policy()
        replica.description = self._get_param("Description") or ""
        backend.tagger.tag_resource(replica.id, self._get_param("Tags") or [])
        told = {"ReplicaKeyMetadata": replica.to_dict()["KeyMetadata"], "ReplicaPolicy": replica.policy}
        return json.dumps({**json.loads(answered), **told})

    def create_key(self: Any, policy: Any, key_usage: Any, *said: Any, **named: Any) -> Any:
        return create(self, policy, key_usage or "ENCRYPT_DECRYPT", *said, **named)

    def schedule_key_deletion(self: Any, key_id: str, pending_window_in_days: int) -> float:
        least, most = _DAYS
        if not least <= int(pending_window_in_days) <= most:
            raise ValidationException(
                f"PendingWindowInDays is {pending_window_in_days}, and has to be {least} to {most}."
            )
        return schedule(self, key_id, pending_window_in_days)

    replicate_answer = KmsResponse.replicate_key
    with (
        replaced(KmsResponse, replicate_key=answer),
        replaced(
            KmsBackend,
            replicate_key=replicate_key,
            create_key=create_key,
            schedule_key_deletion=schedule_key_deletion,
            **{name: _by_usable(getattr(KmsBackend, name)) for name in ("encrypt", "generate_data_key")},
        ),
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
