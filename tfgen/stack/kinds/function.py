"""Lambda functions, deployed in every region."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Set
from typing import Any

from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Many, Named
from tfgen.spec.record import Field, OneOf, Partial, Record, blanks, field, fields, meant, missing, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.spec.shape import Shape, either
from tfgen.spec.source import Path, Source
from tfgen.stack import codes, names, permission
from tfgen.stack.adoption import THERE, check_regions
from tfgen.stack.existing import OrExisting, existing_name
from tfgen.stack.kind import Access, Difference, Kind, Kinds, Name, Said, Statement
from tfgen.stack.package import OWN_CODE, Package
from tfgen.stack.permission import PERMISSIONS, Permission
from tfgen.stack.reading import Reading
from tfgen.stack.reference import Referring, Value
from tfgen.stack.role import BOUNDARY, NO_RIGHTS, Role
from tfgen.stack.route import AUTH, ROUTES, Route
from tfgen.stack.stack import Stack

RUNTIMES = (
    "dotnet8",
    "dotnet10",
    "java8.al2",
    "java8.al2023",
    "java11",
    "java11.al2023",
    "java17",
    "java17.al2023",
    "java21",
    "java25",
    "nodejs18.x",
    "nodejs20.x",
    "nodejs22.x",
    "nodejs24.x",
    "provided.al2",
    "provided.al2023",
    "python3.9",
    "python3.10",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "ruby3.2",
    "ruby3.3",
    "ruby3.4",
    "ruby4.0",
)
"""Runtimes for zips, but for previews.
Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""

_PREVIEW = "Lambda has it as a public preview alone"
_NOT_OFFERED = {
    "dotnet9": "Lambda has it for container images alone",
    "go1.x": "Go runs on `provided.al2023`",
    "nodejs26.x": _PREVIEW,
    "python3.15": _PREVIEW,
}
"""Runtimes that Lambda knows and that are not offered, and why."""

DEPRECATED = {
    "dotnet8": "2026-11-10",
    "nodejs18.x": "2025-09-01",
    "nodejs20.x": "2026-04-30",
    "provided.al2": "2026-07-31",
    "python3.9": "2025-12-15",
    "python3.10": "2026-10-31",
    "ruby3.2": "2026-03-31",
}
"""The day from which AWS patches a runtime no more and later blocks it, as announced by November 2026.
Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""

RETENTIONS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""Days that CloudWatch Logs can keep a log group.
Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"""

MAX_NAME = 64
MAX_FUNCTION_NAME = 58
MAX_ENVIRONMENT = 4096
RESERVED_VARIABLES = frozenset(
    {
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR",
    }
)

INVOKE = "invoke"
"""The word of access to a function."""
ALIAS = "live"
"""The alias of the version that is in use."""

FUNCTION_NAME = Text(
    "a name of lower-case letters, digits and hyphens",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    most=MAX_FUNCTION_NAME,
)
_THING = Text("the name of a thing")
_VARIABLE = Text(
    "a name of two or more letters, digits and `_` that starts with a letter", r"^[a-zA-Z][a-zA-Z0-9_]+$"
)
_CODE = Text(
    "a folder (or a ready .zip or .jar) below the spec's folder, in letters, digits and `._-/`",
    r"^[A-Za-z0-9._/-]+$",
    most=200,
)
_HANDLER = Text("a name such as `get_key.main`", r"^[^\s]+$", most=128)
_LAYER = Text(
    "a layer version's ARN, with `{region}` where the region's name goes",
    r"^arn:aws:lambda:(\{region\}|[a-z0-9-]+):[0-9]{12}:layer:[a-zA-Z0-9_-]+:[0-9]+$",
)
_ANY_TEXT = Text("text", r"^[^\u0000]*$", most=MAX_ENVIRONMENT)


@record
class AdoptedFunction:
    """What exists already of a function, and in which regions."""

    function: tuple[str, ...] = field(
        THERE, "The function itself: it gets the code, the role and the settings of the spec.", default=()
    )
    logs: tuple[str, ...] = field(
        THERE, "Its log group, which Lambda makes by itself when a function is called.", default=()
    )


@record
class Function:
    """A Lambda function with its role, its log group and the alias `live`."""

    code: str = field(_CODE, "The code that it runs; functions that name the same folder share a zip.")
    handler: str = field(_HANDLER, "What Lambda calls: `module.function` for Python.")
    runtime: str = field(
        Choice(
            *RUNTIMES,
            what="a Lambda runtime such as `python3.13`",
            code=spec_codes.UNKNOWN_RUNTIME,
            hints=_NOT_OFFERED,
            outdated=DEPRECATED,
            versions=True,
        ),
        "The Lambda runtime.",
    )
    http: dict[str, Route] = field(
        ROUTES, "The routes that it answers; in a mapping each with settings of its own.", default={}
    )
    auth: str = field(AUTH, "What lets callers of its routes in, instead of the API's `auth`.", default="")
    key: bool | None = field(
        Flag(), "REST APIs only: whether its routes need one of the `keys` as well.", default=None
    )
    access: dict[str, str] = field(
        Named("thing", _THING, Text("a word of access")),
        "What it may use, and for what. How each is reached is in the environment: a table's name as `TABLE_<NAME>`, a queue's URL as `QUEUE_<NAME>`, a function's name with its alias as `FUNCTION_<NAME>`, a secret's or parameter's name as `SECRET_<NAME>` or `PARAMETER_<NAME>`.",
        default={},
    )
    allow: tuple[Permission, ...] = field(
        PERMISSIONS,
        "What it may do beside that, in IAM's own words: what `defaults` allows, and this.",
        default=(),
    )
    deny: tuple[Permission, ...] = field(
        PERMISSIONS,
        "What it may not do, whatever allows it: what `defaults` denies, and this.",
        default=(),
    )
    role: Role | None = field(
        Record(Role),
        "A role that exists, in the place of one of its own. It gets no rights here.",
        default=None,
    )
    boundary: str = field(
        BOUNDARY,
        "The permissions boundary of its role: a policy that says the most that it may do.",
        default="",
    )
    events: tuple[Any, ...] = field(Many(Text("an event")), "What else starts it.", default=())
    env: dict[str, Value] = field(
        Named("variable", _VARIABLE, Referring(_ANY_TEXT)),
        "Environment variables: text, or [references](#references), which give no rights.",
        default={},
    )
    memory: int = field(Integer(128, 10240, "MB"), "Memory, and with it CPU.", default=256)
    timeout: int = field(Integer(1, 900, "seconds"), "The longest that a call may take.", default=10)
    arch: str = field(
        Choice("arm64", "x86_64", hints=dict.fromkeys(("amd64", "x64", "x86"), "did you mean `x86_64`?")),
        "The processor.",
        default="arm64",
    )
    description: str = field(
        Text("text", r"^[^\u0000-\u001f\u007f]*$", most=256),
        "A description, shown in the console.",
        default="",
    )
    reserved: int | None = field(
        Integer(0, 10000), "Reserved concurrency in each region: a guarantee and a limit.", default=None
    )
    layers: tuple[str, ...] = field(Many(_LAYER, most=5), "Lambda layers.", default=())
    logs: int = field(Integer(1, 3653, "days", RETENTIONS), "How long its logs are kept.", default=365)
    tracing: bool = field(Flag(), "AWS X-Ray traces.", default=True)
    name: str = field(
        Text("a name of letters, digits, `-` and `_`", r"^[A-Za-z0-9_-]+$", most=MAX_NAME),
        "Its name in AWS; `<service>-<function>` if left out.",
        default="",
    )
    adopt: AdoptedFunction = field(
        Record(AdoptedFunction), "What exists already and is taken over.", default=AdoptedFunction()
    )

    @property
    def package(self) -> Package:
        """The zip that it runs."""
        return Package(self.code, self.runtime, self.arch)


@record
class ExistingFunction:
    """A function that somebody else made, in every region one, which functions may invoke."""

    existing: str = field(existing_name("a function", "A-Za-z0-9_-", MAX_NAME), "Its name in AWS.")


OWN = ("http", "auth", "key", "access", "events", "description", "reserved", "name")
"""What functions do not share."""

DEFAULTS = tuple(name for name in fields(Function) if name not in OWN)
"""What `defaults` may hold for all functions."""


def _resolved(
    defaults: Mapping[str, Any], given: Mapping[str, Any], written: Set[str]
) -> tuple[Function, list[str]]:
    """The function with its defaults filled in, and what it lacks.

    `written` holds the keys that stand in the spec, whether or not their values were valid.
    """
    known = fields(Function)
    merged = _merge(defaults, given)
    lacking = missing(known, {*merged, *written})
    return Function(**{**blanks(known), **merged}), lacking


def written_at(path: Path, source: Source) -> Path:
    """Where a function's setting is written: with the function, with its region's `defaults`, or with those of all."""
    if FUNCTION.key not in path[:-2]:
        return path
    at = path.index(FUNCTION.key)
    *above, setting = below = path[at + 2 :]
    of_region = (path[at : at + 2], (*path[:at], "defaults")) if at else ()
    for place in (path[: at + 2], *of_region, ("defaults",)):
        if str(setting) in source.names(*map(str, (*place, *above))):
            return (*place, *below)
    return path


_EVENT_HINTS = dict.fromkeys(
    ("api", "Api", "http", "HttpApi", "httpApi"), "routes stand in the function's `http`: `http: GET /orders`"
)
"""What to say of events of serverless.yml and SAM."""


_ACCESS_HINTS = {
    word: f"did you mean `{meant}`?"
    for meant, words in (
        ("read", "r ro get readonly read-only select"),
        ("write", "w put"),
        ("read-write", "rw wr all full crud write-read readwrite read_write read/write"),
        ("send", "publish produce sendmessage"),
        ("receive", "consume subscribe poll receivemessage"),
        (INVOKE, "call execute invokefunction lambda:invokefunction run"),
    )
    for word in words.split()
}
"""What access is called elsewhere, in lower case."""


_ADDED = ("allow", "deny")
"""Settings of a function that count beside those of the defaults."""


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Settings over others: `env` is merged, rights are added, all else is replaced."""
    merged = {**base, **over}
    if "env" in base and "env" in over:
        merged["env"] = {**base["env"], **over["env"]}
    for word in _ADDED:
        if word in merged:
            merged[word] = (*base.get(word, ()), *over.get(word, ()))
    return merged


def _placed(given: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Settings whose rights know where they stand."""
    return {**given, **{word: permission.placed(given, word, path) for word in _ADDED if word in given}}


def _check_settings(owner: str, given: dict[str, Any], path: Path, reading: Reading) -> None:
    """Reports what cannot be, where it is said: in a function, in the defaults, in a region."""
    code = given.get("code", "")
    parts = code.split("/")
    where = (*path, "code")
    if code.startswith("/") or ".." in parts:
        message = f"the code of {owner} lies outside the project: `{code}`"
        reading.report(codes.CODE_PATH, where, message, "code lies in a folder below the spec's own")
    elif code == OWN_CODE:
        message = f"the code of {owner} lies where tfgen puts its own: `{code}`"
        reading.report(codes.CODE_PATH, where, message, "call the folder otherwise")
    elif code == ".":
        message = f"the code of {owner} is the spec's own folder, which holds more than code"
        reading.report(codes.CODE_PATH, where, message, "move the code to a folder below it, such as `src`")
    elif code and any(part in ("", ".") for part in parts):
        plain = "/".join(part for part in parts if part not in ("", "."))
        message = f"the code of {owner} is no plain path: `{code}`"
        reading.report(codes.CODE_PATH, where, message, f"write `{plain}`" if plain else None)
    for name in given.get("env", {}):
        if name in RESERVED_VARIABLES:
            message = f"{owner} sets `{name}`, which Lambda reserves for itself"
            reading.report(codes.ENVIRONMENT, (*path, "env", name), message, at_key=True)


def _check_adopted(owner: str, given: dict[str, Any], path: Path, reading: Reading) -> None:
    adopted: AdoptedFunction = given.get("adopt", AdoptedFunction())
    check_regions(owner, adopted.function, (*path, "adopt", "function"), reading)
    check_regions(f"the log group of {owner}", adopted.logs, (*path, "adopt", "logs"), reading)


def _read(kind: Kind[Function], said: Said, reading: Reading) -> dict[str, Function]:
    found = {}
    known = fields(Function)
    defaults = _placed(said["defaults"], ("defaults",))
    shared = meant(reading.source.names("defaults"), known)
    _check_settings("`defaults`", defaults, ("defaults",), reading)
    _check_adopted("every function", defaults, ("defaults",), reading)
    for region, settings in said["regions"].items() if isinstance(said["regions"], Mapping) else ():
        _check_settings(
            f"`defaults` of region {region}", settings["defaults"], ("regions", region, "defaults"), reading
        )
    for name, given in said[kind.key].items():
        path = (kind.key, name)
        written = meant(reading.source.names(*path), known) | shared
        function, lacking = _resolved(defaults, _placed(given, path), written)
        found[name] = _with_role(function, path, reading)
        for key in lacking:
            hint = f"`{key}` takes {known[key].shape.words()}"
            reading.report(spec_codes.MISSING, path, f"function `{name}` lacks `{key}`", hint, at_key=True)
        _check_settings(f"function `{name}`", given, path, reading)
        _check_adopted(f"function `{name}`", given, path, reading)
    return found


def _with_role(function: Function, path: Path, reading: Reading) -> Function:
    """The function with the role of its environment."""
    if function.role is None or "{environment}" not in (function.role.existing or ""):
        return function
    where = written_at((*path, "role"), reading.source)
    called = permission.in_environment(function.role.existing, where, reading)
    return dataclasses.replace(function, role=Role(existing=called))


def _differing(difference: Difference[Function], reading: Reading) -> Function:
    of_region = _placed(
        difference.said["regions"][difference.region].get("defaults", {}),
        ("regions", difference.region, "defaults"),
    )
    defaults = _merge(_placed(difference.said["defaults"], ("defaults",)), of_region)
    own = _placed(
        difference.said[difference.kind.key][difference.name], (difference.kind.key, difference.name)
    )
    base = _merge(defaults, own)
    found, _ = _resolved(base, difference.given, frozenset(fields(Function)))
    _check_settings(f"function `{difference.name}`", difference.given, difference.path, reading)
    return dataclasses.replace(found, role=difference.thing.role)


def _arn(stack: Stack, name: str) -> str:
    """Of the alias, which leads to the version that is in use."""
    return names.arn("lambda", f"function:{live(stack, name)}")


def _names(stack: Stack, name: str) -> Iterator[Name]:
    yield Name("function", names.of(stack, FUNCTION, name), MAX_NAME)
    longest = max((region.name for region in stack.regions), key=len, default="")
    if not stack.all(FUNCTION)[name].role:
        yield Name("role", names.role(names.of(stack, FUNCTION, name), longest), MAX_NAME)


def _statements(stack: Stack, name: str, _: str) -> Iterator[Statement]:
    arn = _arn(stack, name)
    of_versions = (f"{arn}:*",) if name in stack.existing(FUNCTION) else ()
    yield Statement(("lambda:InvokeFunction",), (arn, *of_versions))


def live(stack: Stack, name: str) -> str:
    """By what the SDK's `invoke` finds the version that is in use: of a function of somebody else's, its name."""
    if name in stack.existing(FUNCTION):
        return names.of(stack, FUNCTION, name)
    return f"{names.of(stack, FUNCTION, name)}:{ALIAS}"


def _check_role(name: str, function: Function, reading: Reading) -> None:
    """Rights of a function whose role is left as it is. What `defaults` gives, other functions have."""
    for word in ("access", *_ADDED, "boundary"):
        if getattr(function, word):
            own: Path = (FUNCTION.key, name, word)
            is_shared = word not in reading.source.names(FUNCTION.key, name)
            if is_shared and word == "boundary":  # it is for the roles that are made
                continue
            path = written_at((FUNCTION.key, name, "role"), reading.source) if is_shared else own
            message = f"function `{name}` has a role that exists, which gets nothing of its `{word}`"
            reading.report(NO_RIGHTS, path, message, at_key=True)


def _check(stack: Stack, reading: Reading) -> None:
    for name, function in stack.all(FUNCTION).items():
        if function.role:
            _check_role(name, function, reading)
    found = (each for function in stack.all(FUNCTION).values() for each in (*function.allow, *function.deny))
    permission.check({each.path: each for each in found}.values(), stack, reading)


def _shape(kinds: Kinds) -> Shape[Any]:
    return Named("function", FUNCTION_NAME, OrExisting(Partial(_known(kinds), of=Function), ExistingFunction))


def _known(kinds: Kinds) -> dict[str, Field]:
    """The fields of a function, with the words of access and the events that the kinds know."""
    known = fields(Function)
    reached = [kind for kind in kinds if kind.access]
    words = dict.fromkeys(word for kind in kinds if kind.access for word in kind.access.words)
    one, several = (either(names) for names in zip(*((k.one, k.key) for k in reached), strict=True))
    of_each = [
        f"{', '.join(f'`{word}`' for word in kind.access.words)} for a {kind.one}"
        for kind in kinds
        if kind.access
    ]
    taken = Choice(*words, what="; ".join(of_each), hints=_ACCESS_HINTS)
    access = Named(one, _THING, taken, several=several)
    events = OneOf("what starts it", {kind.one: kind.event for kind in kinds if kind.event}, _EVENT_HINTS)
    return {
        **known,
        "access": dataclasses.replace(known["access"], shape=access),
        "events": dataclasses.replace(known["events"], shape=Many(events, most=50)),
    }


REGION_DEFAULTS = Field(
    "defaults",
    Partial(Function, but=(*OWN, "adopt")),
    "Settings that functions share in this region, where they do not say their own.",
    {},
    required=False,
)


FUNCTION: Kind[Function] = Kind(
    one="function",
    key="functions",
    name=FUNCTION_NAME,
    record=Function,
    shape=_shape,
    doc="The Lambda functions.",
    existing=ExistingFunction,
    service="functions",
    also={
        "defaults": Field(
            "defaults", Partial(Function, but=OWN), "Settings that functions share.", {}, required=False
        )
    },
    differs=Partial(
        Function,
        but=("http", "auth", "key", "access", *_ADDED, "role", "boundary", "events", "name", "adopt"),
    ),
    check=_check,
    resolve=_read,
    differ=_differing,
    names=_names,
    access=Access((INVOKE,), _statements, live),
    arn=_arn,
    codes=(NO_RIGHTS, permission.PLACEHOLDER),
)


def has_routes(said: Said) -> bool:
    """Whether a function has a route, in what a spec says."""
    return any(given.get("http") for given in said[FUNCTION.key].values())


def routes(stack: Stack) -> list[str]:
    """Every route of the API."""
    return [route for function in stack.all(FUNCTION).values() for route in function.http]


def everywhere(stack: Stack) -> Iterator[tuple[tuple[str, ...], Function]]:
    """Every function with its path in the spec, and once more for each region in which it differs."""
    for name, function in stack.all(FUNCTION).items():
        yield (FUNCTION.key, name), function
    for region in stack.regions:
        for name, function in region.own(FUNCTION).items():
            yield ("regions", region.name, FUNCTION.key, name), function


def invoked(stack: Stack) -> list[str]:
    """The functions that others invoke."""
    functions = stack.all(FUNCTION)
    named = {name for each in functions.values() for name, word in each.access.items() if word == INVOKE}
    return sorted(named & stack.known(FUNCTION).keys())


def packages(stack: Stack) -> dict[Package, Path]:
    """Every zip, and the path in the spec of the code it is made of."""
    found: dict[Package, Path] = {}
    for region in stack.regions:
        for name, function in region.own(FUNCTION).items():
            found[function.package] = ("regions", region.name, "functions", name, "code")
    found.update({f.package: ("functions", name, "code") for name, f in stack.all(FUNCTION).items()})
    return dict(sorted(found.items()))
