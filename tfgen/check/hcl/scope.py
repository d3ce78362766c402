"""What a module declares, by name."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tfgen.check.hcl.model import Attribute, Block, Configuration, Module

ROOT = "."


@dataclass(frozen=True, slots=True)
class Scope:
    """What a module declares. `aliases` has every provider configuration that is not the default one."""

    variables: Mapping[str, Block]
    locals: Mapping[str, Attribute]
    outputs: Mapping[str, Block]
    calls: Mapping[str, Block]
    resources: Mapping[tuple[str, ...], Block]  # ("aws_x", "y"), ("data", "aws_x", "y")
    required_providers: frozenset[str]
    aliases: frozenset[tuple[str, ...]]
    needed_aliases: frozenset[tuple[str, ...]]
    complete: bool

    @classmethod
    def of(cls, module: Module) -> Scope:
        """The declarations among the blocks of `module`."""
        blocks = module.blocks
        required = [inner for block in blocks if block.type == "terraform" for inner in block.blocks]
        entries = [
            it for block in required if block.type == "required_providers" for it in block.attributes.values()
        ]
        needed = frozenset(reference.names for entry in entries for reference in entry.value.references)
        own = [
            (block.labels[0], alias)
            for block in blocks
            if block.type == "provider" and block.labels and isinstance(alias := block.literal("alias"), str)
        ]
        return cls(
            variables=_named(blocks, "variable"),
            locals={
                name: it
                for block in blocks
                if block.type == "locals"
                for name, it in block.attributes.items()
            },
            outputs=_named(blocks, "output"),
            calls=_named(blocks, "module"),
            resources=dict(_resources(blocks)),
            required_providers=frozenset(entry.name for entry in entries),
            aliases=needed | frozenset(own),
            needed_aliases=needed,
            complete=module.complete,
        )


def _named(blocks: Collection[Block], type_: str) -> dict[str, Block]:
    return {block.labels[0]: block for block in blocks if block.type == type_ and block.labels}


def _resources(blocks: Collection[Block]) -> Iterator[tuple[tuple[str, ...], Block]]:
    for block in blocks:
        if block.type == "resource" and len(block.labels) == 2:
            yield block.labels, block
        elif block.type in ("data", "ephemeral", "action") and len(block.labels) == 2:
            yield (block.type, *block.labels), block
        elif block.type == "check":
            yield from _resources([inner for inner in block.blocks if inner.type == "data"])


def target_of(directory: str, call: Block) -> str | None:
    """The directory that a call's local source names; None for any other source."""
    source = call.literal("source")
    if isinstance(source, str) and source.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(directory, source))
    return None


def is_above(directory: str) -> bool:
    """Whether a directory lies outside of a tree that is known by the names of its files alone."""
    return directory.split("/")[0] == ".."


def closures(configuration: Configuration, root: str) -> dict[str, Configuration]:
    """The root module, and every other that no module calls, each with all that it calls. Each module is in one at least."""
    uses = {directory: list(_targets(directory, module)) for directory, module in configuration.items()}
    called = {target for targets in uses.values() for target in targets}
    found: dict[str, Configuration] = {}
    left = dict.fromkeys(configuration)
    for start in sorted(
        configuration, key=lambda directory: (directory != root, directory in called, directory)
    ):
        if start == root or start not in called or start in left:
            reached = _reached(start, uses)
            found[start] = {
                directory: configuration[directory] for directory in configuration if directory in reached
            }
            for directory in reached:
                left.pop(directory, None)
    return found


def _targets(directory: str, module: Module) -> Iterator[str]:
    for block in module.blocks:
        if block.type == "module" and (target := target_of(directory, block)) is not None:
            yield target


def _reached(start: str, uses: Mapping[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        directory = waiting.pop()
        if directory in uses and directory not in reached:
            reached.add(directory)
            waiting += uses[directory]
    return reached
