"""The README of each module, told by its .tf files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tfgen.check.hcl.model import Block, Expression
from tfgen.check.hcl.parse import parse
from tfgen.diagnostics import Span
from tfgen.explain.markdown import code, table
from tfgen.render.modules import read_module

MODULES = {
    "cdn": "A CloudFront distribution before an API of several regions, with what it caches, its firewall and its logs.",
    "consumer": "The functions that handle the messages of an SQS queue that exists.",
    "domain": "A regional custom domain of API Gateway, with its certificate's validation, mapped to an API.",
    "edge-domain": "An edge-optimised custom domain of API Gateway, mapped to a REST API.",
    "function": "A Lambda function with its role and logs. What it may do is said by IAM statements.",
    "health": "A Route 53 health check, which can be drained.",
    "http-api": "An HTTP API of API Gateway, with its routes to functions and its access logs.",
    "mapping": "An API under a path of a custom domain that exists already.",
    "key": "A multi-region KMS key with its alias, which CloudWatch Logs may use.",
    "secret": "A secret without a value, at home and replicated to other regions.",
    "queue": "An SQS queue with a dead-letter queue, and the functions that handle its messages.",
    "region": "What a region has: functions with their roles and logs, an API with its domain, and a health check.",
    "replica": "A replica of a DynamoDB table of version 2019.11.21, with the autoscaling of its reads.",
    "replica-key": "A replica of a multi-region KMS key, with the alias of its primary.",
    "replica-moving": "What modules/replica is, under another address, for the one apply in which home moves.",
    "rest-api": "A REST API of API Gateway, with its routes to functions and its access logs.",
    "site": "A CloudFront distribution that serves static files out of private buckets, with security headers.",
    "site-bucket": "A private bucket that one distribution reads, and the files in it.",
    "table": "A DynamoDB table, with autoscaling and all that a global table asks of it.",
}
"""The modules, each in a sentence."""


def page(name: str) -> str:
    """The README of a module."""
    module = _Module(name)
    parts = [
        f"# modules/{name}",
        "<!-- Generated from the .tf files: run `make golden` to write it anew. -->",
        MODULES[name],
        f"```hcl\n{example(name).strip()}\n```",
        "## Requirements",
        table(("name", "version"), module.requirements()).strip(),
        "## Inputs",
        table(("name", "description", "type", "default", "required"), module.inputs()).strip(),
        *module.long_types(),
        *module.conditions(),
        "## Outputs",
        table(("name", "description"), module.outputs()).strip(),
        "## Resources",
        "\n".join(module.resources()),
    ]
    return "\n\n".join(parts) + "\n"


def example(name: str) -> str:
    """A configuration that calls the module."""
    return (Path(__file__).parent / "calls" / f"{name}.tf").read_text("utf-8")


class _Module:
    """A module's blocks, and the text that they were read from."""

    def __init__(self, name: str) -> None:
        self.files = {f"{name}/{file}": text for file, text in read_module(name).items()}
        configuration, diagnostics = parse(self.files)
        if diagnostics:
            raise ValueError(f"modules/{name}: {diagnostics[0].message}")
        self.blocks = sorted(configuration[name].blocks, key=lambda block: block.span)

    def requirements(self) -> Iterator[tuple[str, str]]:
        for block in self._of("terraform"):
            yield "Terraform or OpenTofu", code(str(block.literal("required_version")))
            for inner in block.blocks:
                for name, attribute in inner.attributes.items():
                    for entry in attribute.value.entries or ():
                        if entry.name == "version":
                            yield f"provider {code(name)}", code(str(entry.value.value))

    def inputs(self) -> Iterator[tuple[str, str, str, str, str]]:
        for block in self._of("variable"):
            default = block.attributes.get("default")
            yield (
                code(block.labels[0]),
                str(block.literal("description")),
                code(_in_short(self._type(block))),
                code(self._text(default.value)) if default else "",
                "no" if default else "yes",
            )

    def long_types(self) -> Iterator[str]:
        for block in self._of("variable"):
            if "\n" in self._type(block):
                yield f"The type of `{block.labels[0]}`:\n\n```hcl\n{self._type(block)}\n```"

    def conditions(self) -> Iterator[str]:
        found = [
            f"- {code(block.labels[0])}: {inner.literal('error_message')}"
            for block in self._of("variable")
            for inner in block.blocks
            if inner.type == "validation"
        ]
        if found:
            yield "The module refuses inputs that do not meet these conditions:\n\n" + "\n".join(found)

    def outputs(self) -> Iterator[tuple[str, str]]:
        for block in self._of("output"):
            yield code(block.labels[0]), str(block.literal("description"))

    def resources(self) -> Iterator[str]:
        yield from sorted(f"- {code('.'.join(block.labels))}" for block in self._of("resource"))
        for block in self._of("module"):
            name = str(block.literal("source")).removeprefix("../")
            yield f"- those of [{name}](../{name}/README.md)"

    def _of(self, type_: str) -> Iterator[Block]:
        return (block for block in self.blocks if block.type == type_)

    def _type(self, block: Block) -> str:
        return _outdented(self._text(block.attributes["type"].value))

    def _text(self, expression: Expression) -> str:
        span = expression.span
        return _slice(self.files[span.file], span)


def _slice(text: str, span: Span) -> str:
    lines = text.splitlines()[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def _in_short(text: str) -> str:
    """The first line and the last of a text, or all of it."""
    lines = text.splitlines()
    return f"{lines[0]} … {lines[-1]}" if len(lines) > 1 else text


def _outdented(text: str) -> str:
    """Text without the two spaces that its lines after the first begin with."""
    return text.replace("\n  ", "\n")
