"""Global tables and their replicas."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from moto.dynamodb.models import dynamodb_backends

Key = tuple[Any, Any]
"""moto's partition key and sort key of an item; without a sort key, the latter is None."""


def is_region(account: str, name: str) -> bool:
    """Whether there is such a region."""
    return name in dynamodb_backends[account]


class Version(StrEnum):
    """The two kinds of global tables."""

    legacy = "2017.11.29"
    current = "2019.11.21"


class Status(StrEnum):
    """How far a replica has come."""

    creating = "CREATING"
    active = "ACTIVE"
    deleting = "DELETING"


class Stamp(NamedTuple):
    """When and where an item was written; the greater stamp wins."""

    time: int
    """Microseconds since 1970, never the same twice."""
    region: str


@dataclass(eq=False)
class Replica:
    """A table of one region in a global table."""

    account: str
    region: str
    name: str
    status: Status = Status.active
    overrides: dict[str, Any] = field(default_factory=dict)
    """What was said for this replica alone, in the members of CreateReplicationGroupMemberAction."""
    source: str = ""
    """The region that it was copied from; none of a table that replicas were added to."""
    stamps: dict[Key, Stamp] = field(default_factory=dict)
    """Of every item that was written since the table is a replica, deleted ones too."""
    seen: dict[Key, dict[str, int]] = field(default_factory=dict)
    """Of the same items: by region, the time of its last write that the version here rests on."""

    @property
    def table(self) -> Any:
        """moto's table, or None once it is deleted; a transaction that is rolled back replaces the object."""
        return dynamodb_backends[self.account][self.region].tables.get(self.name)

    def drop_table(self) -> None:
        """Deletes moto's table."""
        dynamodb_backends[self.account][self.region].tables.pop(self.name, None)


@dataclass(eq=False)
class Group:
    """A global table."""

    account: str
    name: str
    version: Version
    replicas: dict[str, Replica] = field(default_factory=dict)
    """By region."""
    created: float = field(default_factory=time.time)

    def others(self, region: str) -> Iterator[Replica]:
        """The replicas in other regions."""
        return (replica for replica in list(self.replicas.values()) if replica.region != region)

    @property
    def is_global(self) -> bool:
        """Whether this still is a global table: of the current version, one replica alone is none."""
        return self.version is Version.legacy or len(self.replicas) > 1

    @property
    def is_changing(self) -> bool:
        """Whether a replica is being created or deleted."""
        return any(replica.status is not Status.active for replica in self.replicas.values())


class Groups:
    """Every global table, and the lock around them and moto's tables."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._by_table: dict[tuple[str, str, str], Group] = {}

    def of(self, table: Any) -> Group | None:
        """The global table that one of moto's tables is a replica of."""
        return self.find(table.account_id, table.region_name, table.name)

    def __getitem__(self, table: tuple[str, str, str]) -> Group:
        """The global table that an account's table of a region and a name belongs to. Raises KeyError."""
        return self._by_table[table]

    def find(self, account: str, region: str, name: str) -> Group | None:
        """The global table of which a region's table is a replica."""
        return self._by_table.get((account, region, name))

    def legacy(self, account: str) -> dict[str, Group]:
        """The global tables of version 2017.11.29, by name."""
        groups = self._by_table.items()
        return {
            key[2]: group for key, group in groups if key[0] == account and group.version is Version.legacy
        }

    def holds(self, replica: Replica) -> bool:
        """Whether a replica still belongs to its global table."""
        group = self.find(replica.account, replica.region, replica.name)
        return group is not None and group.replicas.get(replica.region) is replica

    def join(self, group: Group, replica: Replica) -> None:
        """Adds a replica to a global table."""
        group.replicas[replica.region] = replica
        self._by_table[replica.account, replica.region, replica.name] = group

    def leave(self, group: Group, region: str) -> None:
        """Takes a replica out of its global table; what it wrote before still reaches the others."""
        replica = group.replicas.pop(region)
        del self._by_table[replica.account, replica.region, replica.name]

    def clear(self) -> None:
        """Forgets everything."""
        self._by_table.clear()
