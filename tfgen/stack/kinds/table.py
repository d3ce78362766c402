"""DynamoDB tables, replicated into every region."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Code
from tfgen.spec.collections import Either, Many, Named
from tfgen.spec.record import Partial, Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.spec.source import Path
from tfgen.stack import codes, names
from tfgen.stack.adoption import CANNOT_ADOPT, THERE, check_regions
from tfgen.stack.existing import SETTING_OF_EXISTING, OrExisting, existing_name
from tfgen.stack.kind import Access, Check, Difference, Kind, Name, Said, Statement
from tfgen.stack.kinds import encryption as service_key
from tfgen.stack.kinds.encryption import KMS_KEY, OF_SERVICE
from tfgen.stack.reading import Reading
from tfgen.stack.region_name import REGION_NAME, REGIONS
from tfgen.stack.stack import Stack

V2017 = "2017.11.29"
V2019 = "2019.11.21"
MAX_LOCAL_INDEXES = 5
MAX_GLOBAL_INDEXES = 20
MAX_PROJECTED = 20
MAX_PROJECTED_IN_ALL = 100
"""Attributes that one index, and all of a table's together, may list.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html"""
CAPACITY_UNITS = "capacity units a second"

MAX_NAME = 255

REPLICATED_OR_NOT = Code(
    "TFG182",
    "replicated and not",
    finds="a table that one setting makes a global table, and another one a table of each region for itself.",
    why="""a global table has one name and one set of items in all its regions; tables that are not replicated
know nothing of each other.""",
    example="""\
tables: {customers: {existing: "crm-{region}", key: {id: S}}}     # replicated by default
""",
    instead="`replicate: false` where each region has a table for itself, and no such setting where there is one table.",
)

TABLE_NAME = Text("a name of 3 to 255 letters, digits, `_`, `-` and `.`", r"^[a-zA-Z0-9_.-]{3,255}$")
_INDEX_NAME = TABLE_NAME
_ATTRIBUTE = Text(
    "an attribute's name of up to 255 characters",
    r"^[^\s\u0000-\u001f\u007f](.*[^\s\u0000-\u001f\u007f])?$",
    most=255,
)
_TYPES = {
    word: f"write `{letter}`"
    for letter, words in (
        ("S", "str string text uuid varchar"),
        ("N", "decimal float int integer long num number"),
        ("B", "binary blob bytes"),
    )
    for word in words.split()
}
"""What types are called elsewhere, in lower case."""
_KEY = Named(
    "key attribute",
    _ATTRIBUTE,
    Choice("S", "N", "B", what="`S` (text), `N` (number) or `B` (binary)", hints=_TYPES),
    least=1,
    most=2,
)


@record
class Range:
    """Bounds of an autoscaled capacity."""

    min: int = field(Integer(1, 40000), "The lower bound.")
    max: int = field(Integer(1, 40000), "The upper bound.")
    target: int = field(Integer(20, 90), "The utilisation in percent that autoscaling aims at.", default=70)


@record
class Capacity:
    """Provisioned capacity, autoscaled between bounds."""

    read: Range = field(Record(Range), "Read capacity, in each region for itself.")
    write: Range = field(Record(Range), "Write capacity, the same in every region.")


@record
class Index:
    """A secondary index."""

    key: dict[str, str] = field(_KEY, "The partition key, then an optional sort key, each with its type.")
    local: bool = field(
        Flag(),
        "Whether it shares the table's partition key; such an index is made with the table.",
        default=False,
    )
    project: str | tuple[str, ...] = field(
        Either(Choice("all", "keys"), Many(_ATTRIBUTE, least=1, most=MAX_PROJECTED)),
        "The attributes that the index holds beside the keys.",
        default="all",
    )
    capacity: Capacity | None = field(
        Record(Capacity),
        "Capacity of a global index of a provisioned table; the table's if left out.",
        default=None,
    )


@record
class Keyed:
    """What functions must know of a table, whoever made it."""

    key: dict[str, str] = field(_KEY, "The partition key, then an optional sort key, each with its type.")
    indexes: dict[str, Index] = field(
        Named("index", _INDEX_NAME, Record(Index)), "Secondary indexes.", default={}
    )

    def attributes(self) -> dict[str, str]:
        """Every key attribute of the table and its indexes, with its type, by name."""
        found = dict(self.key)
        for index in self.indexes.values():
            found.update(index.key)
        return dict(sorted(found.items()))

    def global_indexes(self) -> dict[str, Index]:
        """Indexes that are not local."""
        return {name: index for name, index in self.indexes.items() if not index.local}

    def local_indexes(self) -> dict[str, Index]:
        """Indexes that share the table's partition key."""
        return {name: index for name, index in self.indexes.items() if index.local}


@record
class Table(Keyed):
    """A table that every region reads and writes."""

    capacity: Capacity | None = field(
        Record(Capacity), "Provisioned, autoscaled capacity. Left out, the table is on demand.", default=None
    )
    ttl: str = field(
        _ATTRIBUTE,
        "The attribute that holds the time in seconds at which an item expires. To take it away, disable TTL in AWS first.",
        default="",
    )
    recovery: bool = field(Flag(), "Point-in-time recovery, in every region.", default=True)
    protect: bool = field(Flag(), "Deletion protection, in every region.", default=True)
    encryption: str | dict[str, str] = field(
        Either(Choice("aws-owned", "aws-managed"), Named("region", REGION_NAME, KMS_KEY, least=1)),
        "The key that encrypts the table, if not the service's `encryption`: AWS's own, AWS's in your account, or one of yours for each region.",
        default="aws-owned",
    )
    replicate: bool = field(
        Flag(),
        "Whether the regions share its items; `false` makes a table in each region for itself, of which the others know nothing.",
        default=True,
    )
    global_table: str = field(
        Choice(V2019, V2017),
        "The version of global tables. AWS creates no new ones of 2017.11.29: it serves those that exist.",
        default=V2019,
    )
    name: str = field(TABLE_NAME, "Its name in AWS; `<service>-<table>` if left out.", default="")
    adopt: tuple[str, ...] = field(
        THERE,
        "The regions in which it exists already: the table or its replica there is taken over, with its data.",
        default=(),
    )


def is_replicated(table: Table, stack: Stack) -> bool:
    """Whether a table has replicas in other regions."""
    return table.replicate and len(stack.holding) > 1


@record
class ExistingTable(Keyed):
    """A table that somebody else made, for `access`. Of its indexes, those that functions query."""

    existing: str = field(existing_name("a table", "a-zA-Z0-9_.-", MAX_NAME), "Its name in AWS.")
    replicate: bool = field(
        Flag(),
        "Whether it is a global table; `false` says that each region has one of that name for itself.",
        default=True,
    )
    encryption: str | dict[str, str] = field(
        Either(Choice("aws-owned", "aws-managed"), Named("region", REGION_NAME, KMS_KEY, least=1)),
        "The key that encrypts it, as of a table that is made: functions get rights to a customer key.",
        default="aws-owned",
    )


def _resolve(kind: Kind[Table], said: Said, reading: Reading) -> dict[str, Table]:
    """What says nothing of its key has the service's."""
    found: dict[str, Table] = said[kind.key]
    if service_key.ENCRYPTION.key not in reading.source.names():
        return found
    return {
        name: table
        if "encryption" in reading.source.names(kind.key, name)
        else dataclasses.replace(table, encryption=OF_SERVICE)
        for name, table in found.items()
    }


def label(table: str) -> str:
    """A table's name as a part of a Terraform name."""
    return re.sub(r"[^A-Za-z0-9_]", "_", table)


def _check(stack: Stack, reading: Reading) -> None:
    _check_labels(stack, reading)
    regions = reading.holding()
    for name, table in stack.known(TABLE).items():
        path: Path = ("tables", name)
        _check_attribute_types(name, table, path, reading)
        _check_local_indexes(name, table, path, reading)
        _check_projections(name, table, path, reading)
        if isinstance(table.encryption, dict):
            _check_keys(name, table.encryption, regions, (*path, "encryption"), reading)
        if isinstance(table, ExistingTable):
            _check_existing(name, table, path, reading)
    for name, table in stack.all(TABLE).items():
        path = ("tables", name)
        _check_capacities(name, table, path, reading)
        _check_adopted(name, table, stack, reading)
        if not table.replicate and table.global_table == V2017:
            message = f"table `{name}` is not replicated, and `global_table` is of tables that are"
            reading.report(
                REPLICATED_OR_NOT, (*path, "global_table"), message, "take one of them out", at_key=True
            )
        if table.ttl and table.ttl in _fixed_keys(table):
            message = f"the TTL of table `{name}` is its key attribute `{table.ttl}`"
            hint = "a TTL takes an attribute of its own, such as `expires_at`"
            reading.report(codes.TTL_ON_KEY, (*path, "ttl"), message, hint)


def _check_existing(name: str, table: ExistingTable, path: Path, reading: Reading) -> None:
    if table.replicate and "{region}" in table.existing:
        message = f"table `{name}` has another name in each region, and a global table has one"
        hint = "write `replicate: false` if each region has a table for itself"
        reading.report(REPLICATED_OR_NOT, (*path, "existing"), message, hint)
    for index_name, index in table.indexes.items():
        if index.capacity:
            message = f"table `{name}` exists already, and nothing of it is made: index `{index_name}` takes no capacity"
            where = (*path, "indexes", index_name, "capacity")
            reading.report(SETTING_OF_EXISTING, where, message, "take it out", at_key=True)


def _check_adopted(name: str, table: Table, stack: Stack, reading: Reading) -> None:
    path = ("tables", name, "adopt")
    check_regions(f"table `{name}`", table.adopt, path, reading)
    regions = reading.regions()
    home = stack.home.name if stack.regions else ""
    replicas = [region for region in table.adopt if region in regions]
    if replicas and table.replicate and table.global_table == V2019 and home not in table.adopt:
        message = f"table `{name}` is adopted in {replicas[0]} as a replica, but not at home, {home}"
        hint = f"add {home}; or write the region first in `regions` where the table was made"
        reading.report(CANNOT_ADOPT, (*path, replicas[0]), message, hint)


def _fixed_keys(table: Table) -> set[str]:
    return {*table.key, *(attribute for index in table.local_indexes().values() for attribute in index.key)}


def _check_labels(stack: Stack, reading: Reading) -> None:
    first: dict[str, str] = {}
    for name in stack.all(TABLE):
        if label(name) in first:
            message = f"tables `{first[label(name)]}` and `{name}` would get the same Terraform address"
            reading.report(codes.SAME_ADDRESS, ("tables", name), message, at_key=True)
        first.setdefault(label(name), name)


def _check_attribute_types(name: str, table: Keyed, path: Path, reading: Reading) -> None:
    types = dict(table.key)
    for index_name, index in table.indexes.items():
        for attribute, kind in index.key.items():
            if types.setdefault(attribute, kind) != kind:
                message = f"attribute `{attribute}` of table `{name}` is of type {types[attribute]} elsewhere, {kind} here"
                where = (*path, "indexes", index_name, "key", attribute)
                reading.report(codes.BAD_INDEX, where, message)


def _check_local_indexes(name: str, table: Keyed, path: Path, reading: Reading) -> None:
    local, other = table.local_indexes(), table.global_indexes()
    for kind, found, most in (("local", local, MAX_LOCAL_INDEXES), ("global", other, MAX_GLOBAL_INDEXES)):
        if len(found) > most:
            message = f"table `{name}` has {len(found)} {kind} indexes, {most} at most are allowed"
            where = (*path, "indexes", list(found)[most])
            reading.report(codes.BAD_INDEX, where, message, at_key=True)
    key = _whole_key(path, table.key, reading)
    for index_name, index in local.items():
        where = (*path, "indexes", index_name)
        index_key = _whole_key(where, index.key, reading)
        if len(key) == 1:
            message = f"table `{name}` has no sort key, so it can have no local index like `{index_name}`"
            hint = "a global index needs none: leave `local` out"
            reading.report(codes.BAD_INDEX, where, message, hint, at_key=True)
        elif len(index_key) == 1:
            message = f"local index `{index_name}` lacks a sort key"
            hint = "a local index has the table's partition key, then an attribute to sort by"
            reading.report(codes.BAD_INDEX, (*where, "key"), message, hint)
        elif index_key and key and index_key[0] != key[0]:
            message = f"local index `{index_name}` must start with the table's partition key `{key[0]}`"
            reading.report(codes.BAD_INDEX, (*where, "key"), message)


def _whole_key(path: Path, key: dict[str, str], reading: Reading) -> list[str]:
    """The attributes of a key; none where one of them was mistaken."""
    names = reading.source.names(*map(str, path), "key")
    return list(key) if len(key) == len(names) else []


def _check_projections(name: str, table: Keyed, path: Path, reading: Reading) -> None:
    listed = sum(len(index.project) for index in table.indexes.values() if not isinstance(index.project, str))
    if listed > MAX_PROJECTED_IN_ALL:
        message = f"the indexes of table `{name}` list {listed} attributes, {MAX_PROJECTED_IN_ALL} at most are allowed"
        reading.report(
            codes.BAD_INDEX, (*path, "indexes"), message, "`project: all` has no such limit", at_key=True
        )


def _check_capacities(name: str, table: Table, path: Path, reading: Reading) -> None:
    if table.capacity:
        _check_capacity(f"table `{name}`", table.capacity, (*path, "capacity"), reading)
    for index_name, index in table.indexes.items():
        where = (*path, "indexes", index_name, "capacity")
        if not index.capacity:
            continue
        _check_capacity(f"index `{index_name}`", index.capacity, where, reading)
        if index.local:
            message = f"local index `{index_name}` uses the capacity of its table and has none of its own"
            reading.report(codes.BAD_CAPACITY, where, message, "leave it out", at_key=True)
        elif not table.capacity and "capacity" not in reading.source.names(*map(str, path)):
            message = f"index `{index_name}` has a capacity, but table `{name}` is on demand"
            hint = "give the table a capacity, or the index none"
            reading.report(codes.BAD_CAPACITY, where, message, hint, at_key=True)


def _check_capacity(owner: str, capacity: Capacity, path: Path, reading: Reading) -> None:
    for name, bounds in (("read", capacity.read), ("write", capacity.write)):
        if bounds:
            _check_range(f"the {name} capacity of {owner}", bounds, (*path, name), reading)


def _check_range(owner: str, bounds: Range, path: Path, reading: Reading) -> None:
    if bounds.max and bounds.min > bounds.max:
        message = f"{owner} has a minimum of {bounds.min}, above its maximum of {bounds.max}"
        reading.report(codes.BAD_CAPACITY, (*path, "min"), message)


def _check_keys(
    name: str, keys: dict[str, str], regions: tuple[str, ...], path: Path, reading: Reading
) -> None:
    written = reading.source.names(*map(str, path))
    for region in regions:
        if region not in written and written <= set(REGIONS):  # a misspelt region is reported already
            message = f"table `{name}` has no encryption key for region {region}"
            reading.report(codes.ENCRYPTION_KEYS, path, message, at_key=True)
    for region, arn in keys.items():
        lies_in = arn.split(":")[3]
        if region not in REGIONS:
            continue
        if regions and region not in regions:
            message = f"table `{name}` has an encryption key for {region}, which is no region of this spec"
            reading.report(codes.ENCRYPTION_KEYS, (*path, region), message, at_key=True)
        elif lies_in != region:
            message = f"the encryption key of table `{name}` for {region} lies in {lies_in}"
            reading.report(codes.ENCRYPTION_KEYS, (*path, region), message)


@record
class TableSettings:
    """What differs of a table in one region."""

    read: dict[str, int] = field(
        Partial(Range),
        f"The bounds of the read capacity in {CAPACITY_UNITS}; what is left out is as in the table.",
        default={},
    )
    write: dict[str, int] = field(
        Partial(Range),
        "The bounds of the write capacity, of a table that each region has for itself: replicas have all the same.",
        default={},
    )
    protect: bool | None = field(
        Flag(),
        "Deletion protection; `false` lets a region's replica go before the region retires.",
        default=None,
    )


def _differing(difference: Difference[Table], reading: Reading) -> Table:
    table, given = difference.thing, difference.given
    protect = table.protect if given.protect is None else given.protect
    return dataclasses.replace(table, protect=protect, capacity=_capacity_in(difference, reading))


def _capacity_in(difference: Difference[Table], reading: Reading) -> Capacity | None:
    capacity = difference.thing.capacity
    for way, bounds in (("read", difference.given.read), ("write", difference.given.write)):
        if not bounds:
            continue
        if way == "write" and difference.thing.replicate:
            _report_same_writes(difference, reading)
        elif capacity is None or getattr(capacity, way) is None:
            _report_on_demand(difference, way, reading)
        else:
            capacity = dataclasses.replace(capacity, **{way: _bounds_in(difference, way, bounds, reading)})
    return capacity


def _report_same_writes(difference: Difference[Table], reading: Reading) -> None:
    message = f"region {difference.region} sets the write capacity of table `{difference.name}`, whose replicas all have the same"
    hint = "set it on the table; or write `replicate: false` if each region has a table for itself"
    reading.report(REPLICATED_OR_NOT, (*difference.path, "write"), message, hint, at_key=True)


def _report_on_demand(difference: Difference[Table], way: str, reading: Reading) -> None:
    if "capacity" not in reading.source.names("tables", difference.name):
        message = f"region {difference.region} sets the {way} capacity of table `{difference.name}`, which is on demand"
        hint = "give the table a capacity"
        reading.report(codes.BAD_CAPACITY, difference.path, message, hint, at_key=True)


def _bounds_in(difference: Difference[Table], way: str, given: dict[str, int], reading: Reading) -> Range:
    path = (*difference.path, way)
    bounds: Range = dataclasses.replace(getattr(difference.thing.capacity, way), **given)
    if reading.source.names(*map(str, path)) == frozenset(given):
        owner = f"the {way} capacity of table `{difference.name}` in {difference.region}"
        _check_range(owner, bounds, path, reading)
    return bounds


_READ = ("BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan")
_WRITE = ("BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PutItem", "UpdateItem")
_WORDS = {"read": _READ, "write": _WRITE, "read-write": tuple(sorted({*_READ, *_WRITE}))}
_KEY_READ = ("Decrypt", "DescribeKey")
_KEY_WRITE = (*_KEY_READ, "Encrypt", "GenerateDataKey*", "ReEncrypt*")


def _arn(stack: Stack, name: str) -> str:
    return names.arn("dynamodb", f"table/{names.of(stack, TABLE, name)}")


def _statements(stack: Stack, name: str, word: str) -> Iterator[Statement]:
    arn = _arn(stack, name)
    yield Statement(tuple(f"dynamodb:{action}" for action in _WORDS[word]), (arn, f"{arn}/index/*"))
    yield from _key_statements(stack, name, word)


def _check_statements(stack: Stack, name: str) -> Iterator[Statement]:
    yield Statement(("dynamodb:GetItem",), (_arn(stack, name),))
    yield from _key_statements(stack, name, "read")


def _key_statements(stack: Stack, name: str, word: str) -> Iterator[Statement]:
    encryption = stack.known(TABLE)[name].encryption
    if encryption == OF_SERVICE:
        yield from service_key.statements(stack, "dynamodb", _KEY_READ if word == "read" else _KEY_WRITE)
    if isinstance(encryption, dict):
        actions = _KEY_READ if word == "read" else _KEY_WRITE
        yield Statement(
            tuple(f"kms:{action}" for action in actions),
            tuple(sorted(set(encryption.values()))),
            {"StringEquals": {"kms:ViaService": "dynamodb.{region}.amazonaws.com"}},
        )


def _key(stack: Stack, name: str) -> Mapping[str, str]:
    key: Mapping[str, str] = stack.known(TABLE)[name].key
    return key


def _value(stack: Stack, name: str) -> str:
    return names.of(stack, TABLE, name)


def _names(stack: Stack, name: str) -> Iterator[Name]:
    yield Name("table", names.of(stack, TABLE, name), MAX_NAME)


TABLE: Kind[Table] = Kind(
    one="table",
    key="tables",
    name=TABLE_NAME,
    record=Table,
    shape=lambda _: Named("table", TABLE_NAME, OrExisting(Record(Table), ExistingTable)),
    doc="The DynamoDB tables.",
    existing=ExistingTable,
    service="dynamodb",
    differs=Record(TableSettings),
    resolve=_resolve,
    differ=_differing,
    check=_check,
    codes=(REPLICATED_OR_NOT,),
    names=_names,
    access=Access(tuple(_WORDS), _statements, _value, Check(_check_statements, _key)),
    arn=_arn,
)
