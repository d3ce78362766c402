"""What `terraform init` would fetch for a folder: modules, and providers to run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tfgen.check.hcl.model import Block, Configuration, Module
from tfgen.check.hcl.module_calls import LEADS_OUT
from tfgen.check.hcl.scope import target_of
from tfgen.check.untrusted.codes import FETCHED_MODULE, FOREIGN_PROVIDER, PROVIDER_FILES, TRUST
from tfgen.diagnostics import Diagnostic, Span

AWS = "hashicorp/aws"
_BUILT_IN = "terraform.io/builtin/terraform"
_REGISTRY = re.compile(r"registry\.(?:terraform\.io|opentofu\.org)/")
_SETTINGS = frozenset(
    [
        "shared_config_files",
        "shared_credentials_files",
        "shared_credentials_file",
        "web_identity_token_file",
        "custom_ca_bundle",
    ]
)
"""Arguments of the AWS provider that name files. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs"""


@dataclass(frozen=True, slots=True)
class Trust:
    """What may be fetched, run and read: everything, or providers by their sources, beside hashicorp/aws."""

    everything: bool = False
    providers: frozenset[str] = frozenset()

    def allows(self, source: str) -> bool:
        """Whether a provider may run."""
        return self.everything or short(source) in {AWS, _BUILT_IN, *map(short, self.providers)}


NOBODY = Trust()


def short(source: str) -> str:
    """A provider's source as people write it: without the public registry's name, in small letters."""
    name = _REGISTRY.sub("", source.strip().lower(), count=1)
    return name if "/" in name else f"hashicorp/{name}"


def fetched_modules(
    reached: Configuration, read: Configuration, leads_out: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Calls of modules that are not read: TFG324."""
    for directory, module in reached.items():
        for block in module.blocks:
            source = block.attributes.get("source")
            if block.type != "module" or source is None:
                continue
            name = block.labels[0] if block.labels else ""
            target = target_of(directory, block)
            if target is None:
                message = f"module `{name}` would be fetched from `{source.value.value}`"
                yield FETCHED_MODULE(message, source.value.span, TRUST)
            elif target not in read and leads_out(target):
                message = f"module `{name}` leads out of the tree, and is not read: `{source.value.value}`"
                yield FETCHED_MODULE(message, source.value.span, LEADS_OUT)
            elif target not in read:
                message = f"module `{name}` is not read: `{target}` has no Terraform files that can be read"
                yield FETCHED_MODULE(message, source.value.span, TRUST)


def foreign_providers(module: Module, functions: Mapping[str, Span], trust: Trust) -> Iterator[Diagnostic]:
    """Providers that a module asks for and that may not run, each once: TFG325."""
    required = dict(_required(module))
    wanted = {name: span for _, (name, span) in required.items()}
    for name, span in (*_implied(module.blocks), *functions.items()):
        if name not in required:
            wanted.setdefault(_implied_source(name), span)
    for source, span in wanted.items():
        if not trust.allows(source):
            shown = short(source)
            message = f"provider `{shown}` would be fetched and run"
            yield FOREIGN_PROVIDER(message, span, f"--allow-provider {shown}, if you trust it; or {TRUST}")


def foreign_locked(lock: str, trust: Trust) -> list[Diagnostic]:
    """What a lock file says that was fetched and may not run."""
    sources = [short(source) for source in re.findall(r'^provider "([^"]+)"', lock, re.MULTILINE)]
    return [
        FOREIGN_PROVIDER(f"provider `{source}` would be run", None, f"--allow-provider {source}")
        for source in sources
        if not trust.allows(source)
    ]


def provider_files(module: Module) -> Iterator[Diagnostic]:
    """Settings of providers that name files: TFG327."""
    for block in module.blocks:
        if block.type == "provider":
            yield from _files(block)


def _files(block: Block) -> Iterator[Diagnostic]:
    for attribute in block.attributes.values():
        entries = {entry.name: entry.span for entry in attribute.value.entries or () if entry.name}
        entries[attribute.name] = attribute.span
        for name in sorted(entries.keys() & _SETTINGS):
            yield PROVIDER_FILES(f"`{name}` has the provider read files", entries[name], TRUST)
    for inner in block.blocks:
        yield from _files(inner)


def _implied_source(name: str) -> str:
    return _BUILT_IN if name == "terraform" else f"hashicorp/{name}"


def _required(module: Module) -> Iterator[tuple[str, tuple[str, Span]]]:
    """Local names with their sources; a source that is no literal is told as it is written, and not allowed."""
    for block in module.blocks:
        for inner in block.blocks if block.type == "terraform" else ():
            if inner.type != "required_providers":
                continue
            for attribute in (*inner.attributes.values(), *inner.repeated):
                entries = {it.name: it.value.value for it in attribute.value.entries or ()}
                source = entries.get("source", f"hashicorp/{attribute.name}")
                name = source if isinstance(source, str) else "?/?"
                yield attribute.name, (name, attribute.value.span)


def _implied(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Span]]:
    """Local names of providers that blocks use."""
    for block in blocks:
        meta = block.attributes.get("provider")
        if block.type in ("resource", "data", "ephemeral", "action", "list") and block.labels and not meta:
            yield block.labels[0].split("_")[0], block.span
        elif block.type == "provider" and block.labels:
            yield block.labels[0], block.span
        elif block.type == "module" and (passed := block.attributes.get("providers")):
            yield from ((it.names[0], it.span) for it in passed.value.references)
            for entry in passed.value.entries or ():
                yield from ((it.names[0], it.span) for it in entry.value.references)
        elif block.type == "check":
            yield from _implied(block.blocks)
        if meta:
            yield from ((it.names[0], it.span) for it in meta.value.references)
            if isinstance(meta.value.value, str):
                yield meta.value.value.split(".")[0], meta.value.span
