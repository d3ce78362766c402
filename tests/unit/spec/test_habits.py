from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.specs import dump, example
from tfgen.spec import habits
from tfgen.spec.record import Field
from tfgen.spec.source import parse
from tfgen.stack.kinds.function import DEPRECATED, RUNTIMES
from tfgen.stack.resolve import build
from tfgen.stack.spec import SPEC


def records(shape: Any) -> Iterator[dict[str, Field]]:
    """The fields of every record below a shape."""
    below = [
        getattr(shape, name, None) for name in ("item", "value", "shape", "first", "other", "many", "given")
    ]
    below += getattr(shape, "records", {}).values()
    if hasattr(shape, "fields"):
        yield shape.fields
        below += [field.shape for field in shape.fields.values()]
    for each in below:
        if each is not None:
            yield from records(each)


RECORDS = list(records(SPEC))


def test_words_stand_for_keys_of_the_spec_and_are_none_beside_them() -> None:
    for key, words in habits._WORDS.items():
        having = [record for record in RECORDS if key in record]
        assert having, key
        for word in words.split():
            told = [
                record for record in having if word not in record and habits.habitual(word, record) == key
            ]
            assert told, (key, word)


def hints(**changes: Any) -> list[str | None]:
    """The hints that a changed example gets; keys with dots lead into it."""
    spec = example("hello")
    for path, value in changes.items():
        *above, last = path.split("__")
        at = spec
        for step in above:
            at = at[step]
        at[last] = value
    source, found = parse(dump(spec), "spec.yaml")
    assert source
    return [each.hint for each in (*found, *build(source)[1])]


@pytest.mark.parametrize(
    ("path", "value", "meant"),
    [
        ("functions__hello__environment", {"A": "b"}, "env"),
        ("functions__hello__memorySize", 512, "memory"),
        ("functions__hello__memory_size", 512, "memory"),
        ("functions__hello__timeout_seconds", 5, "timeout"),
        ("functions__hello__path", "/hello", "http"),
        ("functions__hello__role_arn", "arn:aws:iam::123456789012:role/x", "role"),
        ("functions__hello__iamRoleStatements", [], "access"),
        ("functions__hello__ReservedConcurrentExecutions", 5, "reserved"),
        ("functions__hello__layer", [], "layers"),
        ("functions__hello__log_retention_in_days", 7, "logs"),
        ("hosted_zone_id", "Z0123", "zone_id"),
        ("provider", {}, "defaults"),
        ("backend", {}, "state"),
        ("timeuot", 3, None),
    ],
)
def test_words_of_other_tools_lead_to_ours(path: str, value: object, meant: str | None) -> None:
    (hint,) = hints(**{path: value})
    assert hint == f"did you mean `{meant}`?" if meant else "known keys" in str(hint)


def test_an_event_that_is_a_route_leads_to_http() -> None:
    (hint,) = hints(functions__hello__events=[{"httpApi": {"path": "/x", "method": "get"}}])
    assert hint
    assert "`http: GET" in hint


def test_a_required_key_under_another_name_is_not_missing_as_well() -> None:
    assert hints(tables={"orders": {"hash_key": "id"}}) == ["did you mean `key`?"]


@pytest.mark.parametrize(
    "written",
    [
        *(runtime.upper() for runtime in RUNTIMES),
        *sorted({runtime[:-1] for runtime in RUNTIMES} - {*RUNTIMES}),
        "python",
        "python3",
        "python3.8",
        "nodejs",
        "nodejs16.x",
        "node18",
        "ruby2.7",
        "provided",
        "dotnet6",
        "java8",
    ],
)
def test_a_deprecated_runtime_is_never_suggested(written: str) -> None:
    for hint in hints(functions__hello__runtime=written):
        assert not set((hint or "").replace("`", " ").replace("?", " ").split()) & DEPRECATED.keys()
