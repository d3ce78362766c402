"""Spec to Stack: defaults, what differs by region, names, limits, cross-references."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.spec import codes as spec_codes
from tfgen.spec import source as tree
from tfgen.spec.record import THE_SPEC, fields
from tfgen.spec.shape import closest
from tfgen.spec.source import Source
from tfgen.stack import (
    access,
    callers,
    codes,
    domain,
    inputs,
    journey,
    own_order,
    parting,
    presence,
    references,
    state,
)
from tfgen.stack.existing import SETTING_OF_EXISTING
from tfgen.stack.health import with_health
from tfgen.stack.kind import Difference, Kind, Said
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import has_routes
from tfgen.stack.kinds.routing import EDGE_DOMAIN, ROUTING
from tfgen.stack.kinds.site import SITE
from tfgen.stack.mapping import MAPPING, SharedDomain
from tfgen.stack.own_domain import OWN_DOMAIN, OwnDomain
from tfgen.stack.permission import in_environment
from tfgen.stack.reading import Reading
from tfgen.stack.region import Region
from tfgen.stack.spec import ENVIRONMENT_TAG, MAX_TAGS, OWN_TAGS, SPEC, Spec
from tfgen.stack.stack import Stack

Things = dict[str, Mapping[str, Any]]
_TAKE_OVER = "one that is made cannot exist as well; to take it over, write `adopt` instead of `existing`"


def build(source: Source) -> tuple[Stack | None, list[Diagnostic]]:
    """The Stack that a source describes, and every mistake in it. No Stack where it has errors."""
    reading = Reading(source)
    said = SPEC.read(source.root, THE_SPEC, reading.diagnostics)
    if not isinstance(source.root, tree.Mapping):
        return None, reading.diagnostics
    references.misplaced(reading)
    stack = _resolve(said, reading)
    return (None if reading.diagnostics else stack), reading.diagnostics


def _resolve(said: Said, reading: Reading) -> Stack:
    spec = Spec(**{name: said[name] for name in fields(Spec)})
    others: Things = {kind.key: _by_name(_existing(kind, said, reading)) for kind in KINDS if kind.existing}
    said = {**said, **{key: _without(said[key], found) for key, found in others.items()}}
    things: Things = {kind.key: _by_name(kind.resolve(kind, said, reading)) for kind in KINDS}
    own = spec.domain if isinstance(spec.domain, str) else ""
    if any(api.endpoint == "edge" for api in things[API.key].values()):
        things[EDGE_DOMAIN.key] = things.pop(ROUTING.key)
        things[ROUTING.key] = {}
    for routing in things[ROUTING.key].values():
        if routing.regional:
            things[OWN_DOMAIN.key] = {"": OwnDomain(routing.regional)}
    if isinstance(spec.domain, SharedDomain) and has_routes(said):
        things[MAPPING.key] = {"": spec.domain}
    site = next((each.domain for each in things[SITE.key].values()), "")
    zone = spec.zone if "zone" in reading.source.names() else domain.parent(own or site)
    stack = Stack(
        service=spec.service,
        domain=own,
        zone="" if spec.zone_id else zone,
        zone_id=spec.zone_id,
        regions=tuple(
            _region(name, each, said, things, others, reading) for name, each in _settings(spec).items()
        ),
        retiring=tuple(sorted(spec.retiring)),
        tags=_by_name(spec.tags),
        state=spec.state,
        things=things,
        inputs=_by_name(spec.inputs),
        account=spec.account.id if spec.account else "",
        environment=reading.source.environment,
        waves=spec.waves,
        others=others,
        joining=tuple(map(Region, sorted(spec.joining))),
        leaving=tuple(sorted(spec.leaving)),
        home_was=spec.home_was,
        frozen=spec.frozen,
    )
    inputs.check(spec.inputs, reading)
    references.check(said, spec.inputs, reading)
    for kind in KINDS:
        kind.check(stack, reading)
    presence.check(said, reading)
    access.check(stack, reading)
    own_order.check(stack, reading)
    journey.check(stack, reading)
    stack = journey.without_protection(with_health(stack))
    callers.check(stack, reading)
    _check_names(stack, reading)
    _check_retiring(spec, stack, reading)
    _check_tags(spec.tags, reading)
    state.check(spec.state, spec.waves, tuple(region.name for region in stack.regions), reading)
    parting.check(stack, reading)
    return stack


def _existing(kind: Kind[Any], said: Said, reading: Reading) -> dict[str, Any]:
    """The things of a kind that somebody else made."""
    things: Mapping[str, Any] = said[kind.key]
    return {
        name: dataclasses.replace(
            thing, existing=in_environment(thing.existing, (kind.key, name, "existing"), reading)
        )
        for name, thing in things.items()
        if kind.existing and issubclass(type(thing), kind.existing)
    }


def _without(things: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: thing for name, thing in things.items() if name not in names}


def _by_name(things: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(things.items()))


def _settings(spec: Spec) -> Mapping[str, Said]:
    return spec.regions if isinstance(spec.regions, dict) else {name: {} for name in spec.regions}


def _region(
    name: str, settings: Said, said: Said, things: Things, others: Things, reading: Reading
) -> Region:
    found: Things = {}
    for kind in KINDS:
        given = settings.get(kind.key, {})
        _check_existing(kind, name, given, others, reading)
        if any(settings.get(key) for key in kind.also):  # what they share differs: so may each of them
            given = {**{each: {} for each in things[kind.key]}, **given}
        own = _own(kind, name, given, said, things[kind.key], reading)
        if own:
            found[kind.key] = _by_name(own)
    return Region(name, found)


def _own(
    kind: Kind[Any],
    region: str,
    settings: Said,
    said: Said,
    things: Mapping[str, Any],
    reading: Reading,
) -> dict[str, Any]:
    """The things of a kind as a region changes them."""
    found = {}
    for name, given in settings.items():
        difference = Difference(kind, name, things.get(name), region, given, said)
        if name in things:
            own = kind.differ(difference, reading)
            if given or own != things[name]:
                found[name] = own
        elif name not in reading.source.names(kind.key) and not reading.source.is_mistaken(kind.key):
            message = f"region {region} changes {kind.one} `{name}`, which is not there"
            reading.report(codes.UNKNOWN_NAME, difference.path, message, closest(name, things), at_key=True)
    return found


def _check_existing(
    kind: Kind[Any], region: str, changed: Collection[str], others: Things, reading: Reading
) -> None:
    for name in changed:
        if name in others.get(kind.key, {}):
            message = (
                f"region {region} changes {kind.one} `{name}`, which exists already: nothing of it is made"
            )
            path = ("regions", region, kind.key, name)
            reading.report(SETTING_OF_EXISTING, path, message, "take it out", at_key=True)


def _check_names(stack: Stack, reading: Reading) -> None:
    """Reports names that are longer than AWS takes them, and names that two things of a kind would share."""
    for kind in KINDS:
        first: dict[str, str] = {}
        for thing in stack.all(kind):
            path = (kind.key, thing)
            fits = kind.name.most is None or len(thing) <= kind.name.most
            for name in kind.names(stack, thing) if stack.service and fits else ():
                if len(name.text) > name.most:
                    called = f"of {kind.one} `{thing}` "
                    message = f"the {name.what} `{name.text}` {called}has {len(name.text)} characters, {name.most} at most are allowed"
                    hint = f"shorten it by {len(name.text) - name.most}"
                    reading.report(codes.NAME_TOO_LONG, path, message, hint, at_key=True)
                taken = first.setdefault(name.text, thing)
                if taken != thing:
                    message = f"{kind.one} `{thing}` would be called `{name.text}` in AWS, as `{taken}` is"
                    reading.report(codes.SAME_NAME, path, message, at_key=True)
        for thing, other in stack.existing(kind).items():
            if not other.existing:
                continue
            taken = first.setdefault(other.existing, thing)
            if taken != thing:
                message = f"{kind.one} `{thing}` is called `{other.existing}` in AWS, as `{taken}` is"
                hint = "keep one of them" if taken in stack.existing(kind) else _TAKE_OVER
                reading.report(codes.SAME_NAME, (kind.key, thing, "existing"), message, hint)


def _check_tags(tags: dict[str, str], reading: Reading) -> None:
    """Reports what AWS refuses: symbols, and, in IAM, tags whose names differ by case alone."""
    of_tfgen = (*OWN_TAGS, ENVIRONMENT_TAG) if reading.source.environment else OWN_TAGS
    if len(tags) == MAX_TAGS and ENVIRONMENT_TAG in of_tfgen and ENVIRONMENT_TAG not in tags:
        message = f"with `{ENVIRONMENT_TAG}`, which tfgen sets, {MAX_TAGS - 1} tags at most are allowed, found {len(tags)}"
        reading.report(spec_codes.BAD_VALUE, ("tags",), message)
    first = {name: name for name in of_tfgen}
    for name, value in tags.items():
        odd = next(
            (c for c in name + value if unicodedata.category(c)[0] not in "LZN" and c not in "_.:/=+@-"), None
        )
        if odd:
            message = (
                f"tag `{name}` has the character `{odd}`: AWS takes letters, digits, spaces and `_.:/=+@-`"
            )
            reading.report(spec_codes.BAD_VALUE, ("tags", name), message)
        taken = first.setdefault(name.lower(), name)
        if taken != name:
            own = ", which tfgen sets" if taken in of_tfgen else ""
            message = f"tag `{name}` differs by case alone from `{taken}`{own}: IAM refuses both together"
            reading.report(spec_codes.DUPLICATE, ("tags", name), message, f"write `{taken}`", at_key=True)


def _check_retiring(spec: Spec, stack: Stack, reading: Reading) -> None:
    active = {region.name for region in stack.regions}
    for region in spec.retiring:
        if region in active:
            message = f"region {region} is both active and retiring"
            hint = "take it out of `regions` to retire it"
            reading.report(codes.REGION_ROLES, ("retiring", region), message, hint)
