"""A spec with the modules of the user's own that it names: what they declare, and what is wrong with them."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from tfgen.check.hcl.file import File
from tfgen.check.hcl.model import Block
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.scope import Scope
from tfgen.check.own.read import UnfitError, files_of
from tfgen.check.own.trust import untrusted
from tfgen.check.own.values import fits
from tfgen.diagnostics import Code, Diagnostic, in_order
from tfgen.render.tree import is_configuration
from tfgen.spec.shape import closest, nearest
from tfgen.stack.given import GIVEN, given_to
from tfgen.stack.kinds.function import written_at
from tfgen.stack.kinds.module import MODULE, SOURCE, Contents, OwnModule, Variable
from tfgen.stack.loaded import Broken, Loaded, Readable
from tfgen.stack.reference import OfModule
from tfgen.stack.references import placed
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_things

MISFIT = Code(
    "TFG198",
    "own module that does not fit what is said of it",
    finds="""an input for which a module has no variable, a variable without a default that nobody gives a value, a value
of another type, or a reference to an output that it does not have, or that is sensitive where it can be read.""",
    why="Terraform refuses the plan, and what is sensitive would stand in AWS as text.",
    example="""\
modules:
  messaging: {source: infra/messaging, inputs: {retenton: 14}}     # for `retention`
""",
    instead="""the variable's or the output's name; an input, or a default. docs/own-terraform.md tells what every module is given by the
names of its variables.""",
)

CODES = (MISFIT,)


def with_modules(spec: Readable) -> Loaded:
    """The spec with what its own modules declare, or with what is wrong with them."""
    if not spec.stack.all(MODULE):
        return spec
    found: list[Diagnostic] = []
    read: dict[str, dict[str, bytes]] = {}
    for name, module in spec.stack.all(MODULE).items():
        try:
            read[name] = files_of(module.source, spec.project)
        except UnfitError as error:
            found.append(SOURCE(str(error), spec.source.span((MODULE.key, name, "source"))))
    texts = {
        posixpath.normpath((spec.project / path).as_posix()): content.decode()
        for files in read.values()
        for path, content in files.items()
        if is_configuration(path)
    }
    stack, wrong = _checked(spec, read, texts)
    found += wrong
    if found:
        return Broken(spec.name, spec.source.text, in_order(found), texts)
    return dataclasses.replace(spec, stack=stack, beside=texts)


def _checked(
    spec: Readable, read: Mapping[str, Mapping[str, bytes]], texts: Mapping[str, str]
) -> tuple[Stack, list[Diagnostic]]:
    configuration, broken = parse(texts)
    if broken:
        return spec.stack, broken
    folders = {name: _named(spec.project, spec.stack.all(MODULE)[name].source) for name in read}
    root = _named(spec.project, "")
    calls = "".join(
        f'module "{name}" {{\n  source = "./{spec.stack.all(MODULE)[name].source}"\n}}\n' for name in read
    )
    with_root = {**texts, posixpath.normpath(posixpath.join(root, "main.tf")): calls}
    found = untrusted(with_root, root, spec.project, configuration)
    modules = {}
    for name, module in spec.stack.all(MODULE).items():
        if name in read:
            contents = _contents(read[name], Scope.of(configuration[folders[name]]), texts)
            modules[name] = dataclasses.replace(module, contents=contents)
            found += _misfits(name, modules[name], spec)
    found += _lacking(modules, spec)
    return with_things(spec.stack, MODULE, {**spec.stack.all(MODULE), **modules}), found


def _lacking(modules: Mapping[str, OwnModule], spec: Readable) -> Iterator[Diagnostic]:
    """Outputs that are referred to and are not there, or must not be read there: TFG198."""
    of_regions = {region.name: region.things for region in spec.stack.regions}
    for path, each in (*placed(spec.stack.things, ()), *placed(of_regions, ("regions",))):
        if isinstance(each, OfModule) and each.name in modules and (it := modules[each.name].contents):
            place = spec.source.span(written_at(path[:-1], spec.source) + path[-1:])
            if each.output not in it.outputs:
                message = f"module `{each.name}` has no output `{each.output}`"
                hint = closest(each.output, it.outputs) or f"it has {', '.join(it.outputs) or 'none'}"
                yield MISFIT(message, place, hint)
            elif it.outputs[each.output] and path[0] != MODULE.key:
                message = f"output `{each.output}` of module `{each.name}` is sensitive, and what stands here can be read"
                yield MISFIT(message, place, "give its ARN, by which the function reads it when it runs")


def _named(project: Path, path: str) -> str:
    """A path of the project as it is told: from the working directory."""
    return posixpath.normpath((project / path).as_posix())


def _contents(files: Mapping[str, bytes], scope: Scope, texts: Mapping[str, str]) -> Contents:
    variables = {name: _variable(block, texts) for name, block in scope.variables.items()}
    outputs = {name: block.literal("sensitive") is True for name, block in scope.outputs.items()}
    return Contents(files, variables, outputs)


def _variable(block: Block, texts: Mapping[str, str]) -> Variable:
    type_ = block.attributes.get("type")
    word = ""
    if type_ is not None:
        span = type_.value.span
        start, end = File(span.file, texts[span.file]).positions(span)
        word = texts[span.file][start:end].strip('"')
    return Variable(block.span.file, block.span.line, word, "default" not in block.attributes)


def _misfits(name: str, module: OwnModule, spec: Readable) -> Iterator[Diagnostic]:
    """What a module is given and does not take, or needs and is not given: TFG198."""
    declared = module.contents.variables if module.contents else {}
    inputs = (MODULE.key, name, "inputs")
    for given, value in module.inputs.items():
        variable = declared.get(given)
        if variable is None:
            message = f"module `{name}` has no variable `{given}`"
            yield MISFIT(message, spec.source.key_span((*inputs, given)), closest(given, declared))
        elif not fits(value, variable.type):
            message = f"`{given}` of module `{name}` is a {_one_line(variable.type)}, not what it is given"
            hint = f"it is declared at {variable.file}:{variable.line}"
            yield MISFIT(message, spec.source.span((*inputs, given)), hint)
    for given, each in given_to(module).items():
        if not fits(each.value(spec.stack, spec.stack.home), declared[given].type):
            message = f"`{given}`, which module `{name}` is given, does not fit its variable at {declared[given].file}:{declared[given].line}"
            yield MISFIT(message, spec.source.key_span((MODULE.key, name)), f"write `type = {each.type}`")
    meant = {nearest(given, declared) for given in module.inputs if given not in declared}
    for needed, variable in declared.items():
        is_given = needed in module.inputs or needed in GIVEN or needed in meant
        if variable.required and not is_given:
            message = f"module `{name}` needs `{needed}`, declared at {variable.file}:{variable.line} without a default, and nothing gives it"
            hint = closest(needed, GIVEN) or f"write `inputs: {{{needed}: …}}`"
            yield MISFIT(message, spec.source.key_span((MODULE.key, name)), hint)


def _one_line(type_: str) -> str:
    return " ".join(type_.split())
