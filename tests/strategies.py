"""Valid specs of every form that the model allows, as data."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tfgen.spec.collections import Either, Listed, Many, Named, OneOrMany
from tfgen.spec.record import Field, OneOf, Record, fields
from tfgen.spec.scalars import Choice, Day, Flag, Integer, Text
from tfgen.spec.shape import Shape
from tfgen.stack import csp, provider
from tfgen.stack.existing import OrExisting
from tfgen.stack.kinds.api import AdoptedApi, Api
from tfgen.stack.kinds.authorizer import CognitoAuthorizer, JwtAuthorizer
from tfgen.stack.kinds.cdn import CachedRoute, Cdn
from tfgen.stack.kinds.function import DEFAULTS, RESERVED_VARIABLES, AdoptedFunction, Function
from tfgen.stack.kinds.queue import Queue
from tfgen.stack.kinds.routing import RECORD_TYPES, AdoptedRouting, Routing
from tfgen.stack.kinds.site import Site
from tfgen.stack.kinds.table import Index, Range, Table
from tfgen.stack.reference import Referring
from tfgen.stack.region_name import REGIONS
from tfgen.stack.route import METHODS, signature
from tfgen.stack.spec import ENVIRONMENTS, SPEC
from tfgen.stack.state import Cloud, State

Data = dict[str, Any]

any_text = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\x85\u2028\u2029\ufeff"), max_size=40
).map(lambda text: text.encode("utf-8", "replace").decode())
HOSTILE_TEXTS = [
    '${file("/etc/passwd")}',
    "%{ for x in y }",
    "$${x}",
    "%%{x}",
    "$$${x}",
    '"',
    "\\",
    '\\"${x}',
    "EOT\n<<EOT",
    "a\nb\r\n\tc",
    "\x1b[31m",
    "*/ # //",
    "local.functions",
    "a == b && c",
    '{"json": ["${x}", true]}',
    "\u202e\u00e9e\u0301",
]
hostile_text = st.sampled_from(HOSTILE_TEXTS)
texts = st.one_of(any_text, hostile_text, st.builds(str.__add__, hostile_text, any_text))


_STATE = {"bucket": "acme-state", "key": "net.tfstate", "region": "eu-west-1", "output": "vpc_id"}
REFERENCES: list[Data] = [
    {"spec": "region"},
    {"spec": "service"},
    {"input": "level"},
    {"parameter": {"name": "/shop/vpc-id", "read": "deploy"}},
    {"parameter": {"name": "/shop/{region}/{account}/url", "read": "deploy"}},
    {"export": "network-SubnetA"},
    {"stack": {"name": "network-{region}", "output": "VpcId"}},
    {"state": _STATE},
    {"state": {**_STATE, "bucket": "acme-{region}"}},
]
"""References that need nothing else of a spec but INPUTS, and whose names make their stand-ins obvious."""
INPUTS = [
    {"level": {"default": "info"}},
    {
        "level": {"type": "number", "default": 3, "description": "How much."},
        "rate": {"type": "number", "default": 0.5},
    },
]


def of_shape(shape: Shape[Any]) -> st.SearchStrategy[Any]:
    """Values that a shape takes, as far as the shape alone tells."""
    if isinstance(shape, Text):
        return _of_text(shape)
    if isinstance(shape, Choice):
        return st.sampled_from(shape.choices)
    if isinstance(shape, Integer):
        return st.sampled_from(shape.among) if shape.among else st.integers(shape.low, shape.high)
    if isinstance(shape, Day):
        return st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
    if isinstance(shape, Flag):
        return st.booleans()
    if isinstance(shape, Many):
        return st.lists(
            of_shape(shape.item), min_size=shape.least, max_size=min(shape.most or 3, 3), unique_by=repr
        )
    if isinstance(shape, OneOrMany):
        return st.one_of(of_shape(shape.item), of_shape(shape.many))
    if isinstance(shape, Named):
        values = of_shape(shape.value)
        return st.dictionaries(
            of_shape(shape.name), values, min_size=shape.least, max_size=min(shape.most or 3, 3)
        )
    if isinstance(shape, Listed):
        return of_shape(shape.names) | of_shape(shape.named)
    if isinstance(shape, OneOf):
        return st.one_of(*(of_record(each.cls) for each in shape.records.values()))
    if isinstance(shape, Either):
        return st.one_of(of_shape(shape.first), of_shape(shape.other))
    if isinstance(shape, OrExisting):
        return st.one_of(of_shape(shape.made), of_shape(shape.existing))
    if isinstance(shape, Record):
        return of_record(shape.cls)
    if isinstance(shape, Referring):
        return of_shape(shape.text) | st.sampled_from(REFERENCES)
    raise TypeError(f"no strategy for {type(shape).__name__}")


def _of_text(shape: Text) -> st.SearchStrategy[str]:
    most = shape.most or 60
    if shape.form is None:
        return texts
    form = re.compile(shape.form)
    free = texts.filter(lambda text: form.fullmatch(text) is not None and len(text) <= most)
    if form.fullmatch("any 'thing'; ${x}"):
        return free
    return st.from_regex(form, fullmatch=True).filter(lambda text: len(text) <= most)


def of_record(
    record: type | Mapping[str, Field], /, **given: st.SearchStrategy[Any]
) -> st.SearchStrategy[Data]:
    """Values of a record; `given` replaces what its shapes would say of some fields."""
    known = fields(record) if isinstance(record, type) else record
    assert set(given) <= set(known), f"{set(given) - set(known)} are no fields of {record}"
    strategies = {
        name: given[name] if name in given else of_shape(field.shape) for name, field in known.items()
    }
    required = {name: strategies[name] for name, field in known.items() if field.required}
    optional = {name: strategies[name] for name in known if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


# what an account takes by default of a few tables together
ranges = of_record(Range, min=st.integers(1, 500)).map(
    lambda bounds: {
        **bounds,
        **dict(zip(("min", "max"), sorted((bounds["min"], bounds["max"])), strict=True)),
    }
)
capacities = st.fixed_dictionaries({"read": ranges, "write": ranges})
_attributes = st.sampled_from(["id", "customer", "day", "état", "a b", "x${y}", "Total"])
_names = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5})?", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn, regions: list[str]) -> Data:
    """A table whose keys, indexes and capacities agree."""
    types = draw(
        st.fixed_dictionaries(
            {name: st.sampled_from("SNB") for name in ("id", "customer", "day", "état", "x${y}")}
        )
    )
    names = draw(st.lists(st.sampled_from(sorted(types)), min_size=1, max_size=2, unique=True))
    capacity = draw(st.none() | capacities)
    encryption = st.sampled_from(["aws-owned", "aws-managed"]) | st.just(
        {region: f"arn:aws:kms:{region}:123456789012:key/0a1b2c3d" for region in regions}
    )
    table = draw(
        of_record(
            Table,
            key=st.just({n: types[n] for n in names}),
            indexes=st.just({}),
            capacity=st.just(capacity),
            encryption=encryption,
            adopt=st.sampled_from([[], regions]),  # home among them, whichever it is
        )
    )
    table["indexes"] = draw(
        st.dictionaries(_names.map(lambda n: f"by-{n}"), _indexes(types, names, capacity), max_size=3)
    )
    table.pop("capacity", None)
    if capacity:
        table["capacity"] = capacity
    if not table.get("replicate", True):
        table.pop("global_table", None)
    if table.get("ttl") in types:
        del table["ttl"]
    return table


def _indexes(types: Data, key: list[str], capacity: Data | None) -> st.SearchStrategy[Data]:
    def build(chosen: list[str], local: bool, index: Data) -> Data:
        if local and len(key) == 2:
            sort = next((name for name in chosen if name != key[0]), key[1])
            index = {name: value for name, value in index.items() if name != "capacity"}
            return {**index, "local": True, "key": {key[0]: types[key[0]], sort: types[sort]}}
        return {**index, "local": False, "key": {name: types[name] for name in chosen}}

    chosen = st.lists(st.sampled_from(sorted(types)), min_size=1, max_size=2, unique=True)
    own = capacities if capacity else st.nothing()
    index = (
        of_record(Index, key=st.just({}), local=st.just(False), capacity=own)
        if capacity
        else st.fixed_dictionaries({}, optional={"project": of_shape(fields(Index)["project"].shape)})
    )
    return st.builds(build, chosen, st.booleans(), index)


@st.composite
def routes(draw: st.DrawFn) -> list[str]:
    """Routes that API Gateway can tell apart, REST or HTTP; the health check's among them."""
    found = {"GET /health": "GET /health"}
    for _ in range(draw(st.integers(0, 6))):
        parts = draw(st.lists(st.sampled_from(["items", "orders", "v1", "a.b", "{id}"]), max_size=3))
        unique = [part if part != "{id}" else f"{{id{depth}}}" for depth, part in enumerate(parts)]
        tail = draw(st.sampled_from(["", "", "files/{proxy+}"]))
        path = "/" + "/".join([*unique, tail] if tail else unique)
        route = f"{draw(st.sampled_from(['ANY', *METHODS]))} {path}"
        found.setdefault(signature(route), route)
    return sorted(found.values())


def _filled_in(state: Data) -> Data:
    """One state in one place, which asks for nothing that such specs do not have."""
    texts = {
        name: text.replace("{environment}", "e").replace("{root}", "r").replace("{region}", "eu")
        for name, text in state.items()
        if isinstance(text, str)
    }
    return {**state, **texts}


_in_bucket = of_record(
    {
        name: dataclasses.replace(field, required=name != "key")
        for name, field in fields(State).items()
        if name in ("bucket", "region", "key")
    }
).map(_filled_in)
_in_cloud = of_record(Cloud).map(_filled_in).map(lambda cloud: {"cloud": cloud})
_states = st.one_of(_in_bucket, _in_cloud, st.just({"layout": "single"}))


def _environments(shape: Shape[Any]) -> st.SearchStrategy[Data]:
    return of_shape(shape).filter(lambda env: not set(env) & RESERVED_VARIABLES)


_code = st.sampled_from(["src", "src/orders", "build/app.zip", "a-b_c.d"])
_layers = st.lists(
    st.sampled_from([f"arn:aws:lambda:{{region}}:017000801446:layer:L{n}:{n}" for n in (1, 2, 3)]),
    unique=True,
)


def _adopted(record: type, regions: list[str], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """What exists already of a thing: every part in some of the regions, but those that are given."""
    some = st.lists(st.sampled_from(regions), unique=True)
    return of_record(record, **{**dict.fromkeys(fields(record), some), **given})


def _function(required: bool, adopting: Sequence[str] = ()) -> st.SearchStrategy[Data]:
    """A function, or some of its settings; it may be adopted in the regions that are told."""
    known = fields(Function)
    given = {
        "code": _code,
        "layers": _layers,
        "env": _environments(known["env"].shape),
        "reserved": st.integers(0, 100),  # of the 900 that all functions share
    }
    if adopting:
        given["adopt"] = _adopted(AdoptedFunction, list(adopting))
    strategies = {
        n: given[n] if n in given else of_shape(f.shape)
        for n, f in known.items()
        if n in given
        or n
        not in (
            "http",
            "auth",
            "key",
            "access",
            "allow",
            "deny",
            "role",
            "boundary",
            "events",
            "name",
            "adopt",
        )
    }
    needed = {n: strategies[n] for n in known if required and known[n].required}
    return st.fixed_dictionaries(needed, optional={n: s for n, s in strategies.items() if n not in needed})


_tag_text = st.text(st.sampled_from("abcÜß日 09_.:/=+@-"), min_size=1, max_size=20)
_tags = st.dictionaries(_tag_text.map(lambda name: f"t{name}"), _tag_text, max_size=3).filter(
    lambda tags: len({tag.lower() for tag in tags}) == len(tags)
)


def _queue(regions: list[str]) -> st.SearchStrategy[Data]:
    """Messages stay hidden for as long as any function may take."""
    adopt = st.lists(st.sampled_from(regions), unique=True)
    return of_record(Queue, adopt=adopt).map(
        lambda queue: {**queue, "visibility": 900 + queue.get("visibility", 0) % 40000}
    )


def _routing(active: list[str], apex: bool, zone: str) -> st.SearchStrategy[Data]:
    health = st.fixed_dictionaries(
        {}, optional={"interval": st.sampled_from([10, 30]), "failures": st.integers(1, 10)}
    )

    def of(record: str) -> st.SearchStrategy[Data]:
        records = st.lists(st.sampled_from(RECORD_TYPES[record]), unique=True)
        validation = of_shape(fields(AdoptedRouting)["validation"].shape)
        return of_record(
            Routing,
            record=st.just(record),
            health=health,
            regional=st.just(f"{{region}}.{zone}"),
            drained=st.lists(st.sampled_from(active), max_size=len(active) - 1, unique=True),
            adopt=_adopted(AdoptedRouting, active, validation=validation, records=records),
        ).map(lambda routing: {**routing, "record": record})

    return of("alias") if apex else st.sampled_from(["alias", "cname"]).flatmap(of)


_existing = st.sampled_from(["shop/legacy", "/a.b/c_d-e"])
_secrets: st.SearchStrategy[Data] = st.fixed_dictionaries(
    {}, optional={"recovery": st.integers(7, 30)}
) | st.fixed_dictionaries({"existing": _existing})
_parameters: st.SearchStrategy[Data] = st.fixed_dictionaries({"existing": _existing})
_BOUNDARY = "arn:aws:iam::{account}:policy/developers"
_arns = st.sampled_from(
    ["*", "arn:aws:sns:{region}:{account}:news", "arn:aws:s3:::photos/${aws:PrincipalTag/team}/*"]
)
_permissions = st.fixed_dictionaries(
    {
        "actions": st.lists(
            st.sampled_from(["sns:Publish", "s3:GetObject", "s3:*"]), min_size=1, unique=True
        ),
        "resources": st.lists(_arns, min_size=1, unique=True),
    },
    optional={"when": st.just({"StringLike": {"aws:PrincipalTag/team": ["shop", "${x}"]}})},
)


def _encryption(regions: list[str]) -> st.SearchStrategy[Data]:
    keys = {region: f"arn:aws:kms:{region}:123456789012:key/0a1b2c3d" for region in regions}
    return st.sampled_from([{"own": True}, {"existing": f"mrk-{'0' * 32}"}, {"existing": keys}])


_csp = st.dictionaries(
    st.sampled_from(csp.DIRECTIVES), of_shape(csp.SOURCE).filter(lambda text: "none" not in text), max_size=2
)


_STEPS = ("joining", "leaving", "home_was")


@st.composite
def specs(draw: st.DrawFn, most_regions: int = 4, most_functions: int = 4) -> Data:
    """A spec without mistakes, of any form that the model allows."""
    chosen = draw(st.lists(st.sampled_from(REGIONS), min_size=2, max_size=most_regions + 1, unique=True))
    active = chosen[: draw(st.integers(1, min(most_regions, len(chosen))))]
    named = draw(st.dictionaries(_names.map(lambda name: f"tab{name}"), tables(active), max_size=2))
    functions = draw(st.dictionaries(_names, _function(True, active), min_size=1, max_size=most_functions))
    queues = draw(st.dictionaries(_names.map(lambda name: f"que{name}"), _queue(active), max_size=2))
    secrets = draw(st.dictionaries(_names.map(lambda name: f"sec{name}"), _secrets, max_size=2))
    for name, secret in secrets.items():  # two of one name would be one
        if "existing" in secret:
            secret["existing"] = f"{secret['existing']}{name}"
    parameters = draw(st.dictionaries(_names.map(lambda name: f"par{name}"), _parameters, max_size=2))
    _share_out(draw, functions, draw(routes()), sorted(named), sorted(queues))
    for function in functions.values():
        readable = [*secrets, *parameters]
        if readable:
            read = st.dictionaries(st.sampled_from(readable), st.just("read"), max_size=2)
            function.setdefault("access", {}).update(draw(read))
    _name_some(draw, functions, named, queues)
    zone = draw(st.sampled_from(["example.com", "shop.example.co.uk"]))
    apex = draw(st.booleans())
    spec = draw(
        of_record(
            {name: field for name, field in SPEC.fields.items() if name not in {ENVIRONMENTS, *_STEPS}},
            tfgen=st.just(1),
            service=st.sampled_from(["svc", "a-b", "orders2"]),
            domain=st.just(zone if apex else f"api.{zone}"),
            regions=_region_settings(active, functions, named),
            functions=st.just(functions),
            tables=st.just(named),
            queues=st.just(queues),
            secrets=st.just(secrets),
            parameters=st.just(parameters),
            zone=st.just(zone),
            zone_id=st.just("Z0123456789ABC"),
            retiring=st.just(chosen[len(active) :]),
            modules=st.just({}),  # they lie in folders
            defaults=_function(False, active).map(lambda d: {n: v for n, v in d.items() if n in DEFAULTS}),
            api=of_record(Api, adopt=_adopted(AdoptedApi, active)).map(
                lambda api: _valid_api(api, functions)
            ),
            tags=_tags,
            inputs=st.sampled_from(INPUTS),
            state=_states,
            waves=st.nothing(),
            routing=_routing(active, apex, zone),
            encryption=_encryption(active),
            cdn=of_record(Cdn, origin=st.just(f"origin.{zone}"), cache=st.just({})),
            site=of_record(Site, domain=st.just(f"site.{zone}"), csp=_csp),
            auth=st.just({}),
            keys=st.just({}),
        )
    )
    spec.setdefault("inputs", INPUTS[0])
    _let_in(draw, spec, functions)
    if named:
        spec["tables"] = named
    if queues:
        spec["queues"] = queues
    spec.update({"secrets": secrets, "parameters": parameters})
    if apex:
        spec["zone"] = zone
        spec["domain"] = zone
    if draw(st.booleans()) and "zone_id" in spec:
        spec.pop("zone", None)
    elif "zone" in spec or apex:
        spec.pop("zone_id", None)
    _leave_out(draw, spec, functions)
    if "cdn" in spec:
        _cache(draw, spec)
    _travel(draw, spec, active)
    return spec


def _travel(draw: st.DrawFn, spec: Data, active: list[str]) -> None:
    """Some regions are to come, some to go, and home may have moved."""
    home = next(iter(spec["regions"]))
    leaving = [region for region in spec.get("routing", {}).get("drained", []) if region != home]
    if leaving and draw(st.booleans()) is True:
        spec["leaving"] = leaving
    if not _customer_keys(spec) and "retiring" in spec and draw(st.booleans()):
        spec["joining"] = spec.pop("retiring")
    stays = {"secrets", "cdn", "site"} & {key for key, value in spec.items() if value or key == "site"}
    own_key = bool(spec.get("encryption", {}).get("own"))
    if len(active) > 1 and not stays and not own_key and "joining" not in spec and draw(st.booleans()):
        spec["home_was"] = next(region for region in active if region != home)


def _customer_keys(spec: Data) -> bool:
    """Whether a key is told for each region."""
    keys = [
        spec.get("encryption", {}).get("existing"),
        *(t.get("encryption") for t in spec.get("tables", {}).values()),
    ]
    return any(isinstance(each, dict) for each in keys)


def _cache(draw: st.DrawFn, spec: Data) -> None:
    """Some routes of the edge, which adopts no domain name that is not made."""
    said = [function.get("http", []) for function in spec["functions"].values()]
    routes = [route for each in said for route in ([each] if isinstance(each, str) else each)]
    kept = sorted({route.replace("ANY ", "GET ") for route in routes if route.startswith(("GET ", "ANY "))})
    ways = st.integers(1, 900) | of_record(CachedRoute, headers=st.just(["Accept-Language"]))
    if kept:
        spec["cdn"]["cache"] = draw(st.dictionaries(st.sampled_from(kept), ways, max_size=3))
    if "step" not in spec["cdn"]:
        spec.get("routing", {}).get("adopt", {}).pop("domain", None)


def _leave_out(draw: st.DrawFn, spec: Data, functions: Data) -> None:
    """Functions and domain may be missing, and with them what is about them."""
    regions = spec["regions"]
    differ = isinstance(regions, dict) and any(each.get("functions") for each in regions.values())
    if differ or not (spec.get("tables") or spec.get("queues")) or draw(st.integers(0, 4)):
        spec["functions"] = functions
    else:
        spec.pop("functions", None)
    if not any(function.get("http") for function in spec.get("functions", {}).values()):
        for name in ("api", "domain", "auth"):
            spec.pop(name, None)
    if "domain" not in spec:
        for name in ("zone", "zone_id", "routing", "cdn"):
            spec.pop(name, None)
    _fit_edge(spec)


def _fit_edge(spec: Data) -> None:
    """An edge endpoint is a REST API's, in one region, and without what chooses between regions."""
    api = spec.get("api", {})
    if api.get("endpoint") != "edge":
        return
    if api.get("kind") == "rest" and len(spec["regions"]) == 1 and not spec.get("retiring"):
        spec.pop("routing", None)
        spec.pop("cdn", None)
    else:
        del api["endpoint"]


def _let_in(draw: st.DrawFn, spec: Data, functions: dict[str, Data]) -> None:
    """Some routes are not open: what lets callers in is what the API's kind has."""
    is_rest = spec.get("api", {}).get("kind") == "rest"
    other = CognitoAuthorizer if is_rest else JwtAuthorizer
    asks = st.fixed_dictionaries(
        {"function": st.sampled_from(sorted(functions))}, optional={"cache": st.integers(0, 3600)}
    )
    spec["auth"] = draw(st.fixed_dictionaries({}, optional={"users": of_record(other), "checker": asks}))
    names = st.sampled_from(["none", "iam", *spec["auth"]])
    for function in functions.values():
        function.pop("auth", None)
        function.pop("key", None)
        routes = function.get("http")
        if isinstance(routes, list) and draw(st.booleans()):
            settings = st.fixed_dictionaries({}, optional={"auth": names})
            function["http"] = {route: draw(settings) for route in routes}
    spec.get("api", {}).pop("key", None)
    if "auth" in spec.get("api", {}):
        spec["api"]["auth"] = draw(names)


def _share_out(
    draw: st.DrawFn, functions: dict[str, Data], found: list[str], named: list[str], queues: list[str]
) -> None:
    owners = sorted(functions)
    for route in found:
        functions[draw(st.sampled_from(owners))].setdefault("http", []).append(route)
    statements = st.lists(_permissions, max_size=2, unique_by=lambda each: json.dumps(each, sort_keys=True))
    invoking = st.dictionaries(st.sampled_from(owners), st.just("invoke"), max_size=1)
    for function in functions.values():
        if len(function.get("http", [])) == 1 and draw(st.booleans()):
            function["http"] = function["http"][0]
        if named:
            levels = st.sampled_from(["read", "write", "read-write"])
            function["access"] = draw(st.dictionaries(st.sampled_from(named), levels, max_size=2))
        function.setdefault("access", {}).update(draw(invoking))
        if draw(st.booleans()):
            function.update({"allow": draw(statements), "deny": draw(statements), "boundary": _BOUNDARY})
        if queues:
            words = st.sampled_from(["send", "receive"])
            function.setdefault("access", {}).update(
                draw(st.dictionaries(st.sampled_from(queues), words, max_size=2))
            )
            event = st.fixed_dictionaries(
                {"queue": st.sampled_from(queues)}, optional={"batch": st.integers(1, 10)}
            )
            function["events"] = draw(st.lists(event, max_size=2, unique_by=lambda each: str(each["queue"])))


def _name_some(draw: st.DrawFn, *kinds: dict[str, Data]) -> None:
    """Some things have a name of their own in AWS."""
    for name, thing in (pair for things in kinds for pair in things.items()):
        thing.pop("name", None)
        if draw(st.booleans()):
            thing["name"] = f"own_{name}"


def _region_settings(active: list[str], functions: Data, named: Data) -> st.SearchStrategy[Any]:
    over = st.dictionaries(st.sampled_from(sorted(functions)), _function(required=False), max_size=2)
    provisioned = [name for name, table in named.items() if table.get("capacity")]
    reads: st.SearchStrategy[Data] = st.just({})
    if provisioned:
        reads = st.dictionaries(
            st.sampled_from(provisioned), ranges.map(lambda bounds: {"read": bounds}), max_size=1
        )
    settings = st.fixed_dictionaries({}, optional={"functions": over, "tables": reads})
    return st.just(active) | st.fixed_dictionaries(dict.fromkeys(active, settings))


def _valid_api(api: Data, functions: Data) -> Data:
    if api.get("kind") != "rest":
        api.pop("binary", None)
    cors = api.get("cors")
    routes = str([function.get("http") for function in functions.values()])
    if cors and api.get("kind") == "rest" and "OPTIONS" in routes:
        del api["cors"]
        return api
    if cors:
        origins = [origin for origin in cors["origins"] if origin != "*"] or ["https://example.com"]
        if cors.get("credentials") and "headers" in cors:
            cors["headers"] = [header for header in cors["headers"] if header != "*"]
        cors["origins"] = origins[:1] if api.get("kind") == "rest" else origins
    return api


def specs_of_5() -> st.SearchStrategy[Data]:
    """Specs that the AWS provider 5.100 takes: what only 6 knows is left out."""
    return specs().map(_older).filter(lambda data: not any(name in str(data) for name in provider.REGIONS))


def _older(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "python3.13" if key == "runtime" and each in provider.RUNTIMES else _older(each)
            for key, each in value.items()
        }
    return value
