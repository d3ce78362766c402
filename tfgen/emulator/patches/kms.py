"""Key Management Service: a replica key shares one description with its primary in moto.

Replicating turns the primary into whatever the replica is told to be. In AWS each keeps its own.
Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

from moto.kms.models import KmsBackend

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Gives every replica key a configuration of its own."""
    replicate = KmsBackend.replicate_key

    def replicate_key(self: Any, key_id: str, replica_region: str) -> Any:
        replica = replicate(self, key_id, replica_region)
        if replica.multi_region:
            replica.multi_region_configuration = copy.deepcopy(replica.multi_region_configuration)
            replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
        return replica

    with replaced(KmsBackend, replicate_key=replicate_key):
        yield
