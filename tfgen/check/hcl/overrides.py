"""Override files: their blocks change those of the module's other files.

Source: https://developer.hashicorp.com/terraform/language/files/override
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from tfgen.check.hcl.model import Block
from tfgen.diagnostics import Code, Diagnostic

NOTHING_TO_OVERRIDE = Code(
    "TFG333",
    "override of what is not declared",
    finds="""a block or a local in an override file (`override.tf`, `*_override.tf`, and the same in JSON) that no
other file of the module declares, or a `moved`, `import` or `removed` block there.""",
    why="Terraform refuses the module: an override file changes what is declared, and declares nothing.",
    example="""\
# override.tf, and no other file declares it
variable "regoin" { default = "eu-west-1" }
""",
    instead="the name that is declared, or a file of another name.",
)

CODES = (NOTHING_TO_OVERRIDE,)

_REFUSED = ("moved", "import", "removed")
_MERGED = ("lifecycle", "required_providers")
_BACKENDS = {"backend", "cloud"}


def overridden(
    blocks: Iterable[Block], overrides: Iterable[Block]
) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """The blocks of a module as its override files change them, in the order read; what these cannot change."""
    result = list(blocks)
    found: list[Diagnostic] = []
    for override in overrides:
        if override.type in _REFUSED:
            message = f"`{override.type}` may not stand in an override file"
            found.append(NOTHING_TO_OVERRIDE(message, override.span, "move it to a file of another name"))
        elif override.type == "locals":
            found += _override_locals(result, override)
        else:
            found += _override_block(result, override)
    return tuple(result), found


def _override_locals(blocks: list[Block], override: Block) -> Iterable[Diagnostic]:
    for name, attribute in override.attributes.items():
        for index, block in enumerate(blocks):
            if block.type == "locals" and name in block.attributes:
                attributes = {**block.attributes, name: attribute}
                blocks[index] = dataclasses.replace(block, attributes=attributes)
                break
        else:
            yield NOTHING_TO_OVERRIDE(f"no other file declares the local `{name}`", attribute.span)


def _override_block(blocks: list[Block], override: Block) -> Iterable[Diagnostic]:
    key = _key(override)
    if override.type == "terraform":
        _unite(blocks)
    for index, block in enumerate(blocks):
        if _key(block) == key:
            blocks[index] = _merged(block, override)
            return
    # The default configuration of a provider is there without being declared.
    if override.type == "terraform" or (override.type == "provider" and "alias" not in override.attributes):
        blocks.append(override)
        return
    name = " ".join((override.type, *(f'"{label}"' for label in override.labels)))
    yield NOTHING_TO_OVERRIDE(f"no other file declares `{name}`", override.span)


def _unite(blocks: list[Block]) -> None:
    """Makes one of a module's `terraform` blocks, any of which may hold what is overridden."""
    own = [block for block in blocks if block.type == "terraform"]
    if len(own) > 1:
        attributes = {name: it for block in own for name, it in block.attributes.items()}
        united = dataclasses.replace(
            own[0], attributes=attributes, blocks=tuple(each for block in own for each in block.blocks)
        )
        blocks[:] = [united, *(block for block in blocks if block.type != "terraform")]


def _key(block: Block) -> tuple[object, ...]:
    alias = block.attributes["alias"].value.value if "alias" in block.attributes else None
    return (
        (block.type, *block.labels, str(alias)) if block.type == "provider" else (block.type, *block.labels)
    )


def _merged(block: Block, override: Block) -> Block:
    """Arguments replace arguments; nested blocks replace all of their type, but for those whose arguments merge."""
    inner = {_type(each) for each in override.blocks if each.type not in _MERGED}
    if inner & _BACKENDS:
        inner |= _BACKENDS
    kept = [each for each in block.blocks if _type(each) not in inner]
    for each in override.blocks:
        same = next((index for index, own in enumerate(kept) if own.type == each.type), None)
        if each.type in _MERGED and same is not None:
            kept[same] = _merged(kept[same], each)
        else:
            kept.append(each)
    attributes = {**block.attributes, **override.attributes}
    return dataclasses.replace(block, attributes=attributes, blocks=tuple(kept))


def _type(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
