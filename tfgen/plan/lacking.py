"""Values from outside that are not there: stand-ins, inputs, and what Terraform did not find in a region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Basis, Code, Diagnostic, Span
from tfgen.render.references import source_of
from tfgen.spec.source import Source
from tfgen.stack.given_file import FILE, Given, written
from tfgen.stack.kinds.function import written_at
from tfgen.stack.reference import Elsewhere, OfInput, StackOutput, StateOutput
from tfgen.stack.references import places
from tfgen.stack.stack import Stack

NOT_GIVEN = Code(
    "TFG417",
    "value without a stand-in",
    finds="""a value from outside for which nothing stands in where there is no account: in a rehearsal, or in a plan with
`--emulated`.""",
    why="""the code would run with a value that nobody chose, and fail or pass for the wrong reason. A name such as `VpcId`
makes its stand-in obvious, and an input's default is one.""",
    example="env: {LIMIT: {parameter: {name: /shop/limit, read: deploy}}}     # no given.yaml beside the spec",
    instead="""a file `given.yaml` beside the spec: `parameters: {/shop/limit: 10}`.""",
)
NOT_THERE = Code(
    "TFG418",
    "value from outside that is not there",
    finds="a parameter, an export, an output of a stack or of a state that the plan did not find, and in which region.",
    why="it has to exist in every region before the first apply: a function would be made without it.",
    example="env: {SUBNET: {export: network-SubnetA}}     # the stack `network` stands in eu-west-1 alone",
    instead="""what is named, made in that region first. `tfgen validate` tells all that has to be there.""",
    basis=Basis.MOMENT,
)
NO_INPUT = Code(
    "TFG419",
    "input without a value",
    finds="an input that has no default, and of which the environment says nothing.",
    why="Terraform plans nothing without it.",
    example="inputs: {partner_key: {sensitive: true}}     # and no TF_VAR_partner_key",
    instead="`TF_VAR_<name>` in the environment of the plan, or a default.",
    basis=Basis.MOMENT,
)

CODES = (NOT_GIVEN, NOT_THERE, NO_INPUT)


def not_given(stack: Stack, source: Source, given: Given, told: Mapping[str, str]) -> list[Diagnostic]:
    """What nothing stands in for."""
    found = places(stack)
    return [
        NOT_GIVEN(
            f"nothing stands in for {each.words()} where there is no account",
            source.span(
                written_at(("inputs", each.name) if isinstance(each, OfInput) else found[each], source)
            ),
            f"write `{written(each)}` in `{FILE}` beside the spec",
        )
        for each in given.lacking(stack, told)
    ]


def no_inputs(stack: Stack, source: Source, told: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The inputs of which nobody says anything."""
    for name, each in stack.inputs.items():
        if each.default is None and name not in told:
            span = source.key_span(("inputs", name))
            yield NO_INPUT(f"input `{name}` has no value", span, f"say it in the environment: TF_VAR_{name}")


_NOT_FOUND = re.compile(
    r"couldn't find resource|empty result|no matching CloudFormation Stack|does not exist|remote state"
)
_ADDRESS = r'data\.\w+\.\w+\["[^"]+"\]'
_WITH = re.compile(rf"with\s+({_ADDRESS}),")
_INDEX = re.compile(rf'({_ADDRESS})\.outputs\["([^"]+)"\]')


def not_there(words: str, stack: Stack, source: Source) -> list[Diagnostic]:
    """What Terraform's words of a refused plan say is not there, and where; nothing if they say anything else."""
    lacking: set[tuple[str, str]] = set()
    for block in re.split(r"^[\s│╷]*Error: ", words, flags=re.MULTILINE)[1:]:
        place, index = _WITH.search(block), _INDEX.search(block)
        if place and _NOT_FOUND.search(" ".join(block.split())):
            lacking.add((place[1], ""))
        elif index and "does not identify an element" in " ".join(block.split()):
            lacking.add((index[1], index[2]))
        else:
            return []
    return [
        _missing(each, regions, source.span(written_at(path, source)))
        for each, path in places(stack).items()
        if isinstance(each, Elsewhere) and (regions := _regions(stack, each, lacking))
    ]


def _regions(stack: Stack, each: Elsewhere, lacking: set[tuple[str, str]]) -> list[str]:
    """Where a value lacks: of a state, in the region of its bucket."""
    output = each.output if isinstance(each, StackOutput | StateOutput) else ""
    found = []
    for region in stack.regions:
        form = re.compile(re.escape(source_of(stack, each, region.name)).replace(r"\{account\}", "[0-9]{12}"))
        if any(form.fullmatch(address) and of in ("", output) for address, of in lacking):
            found.append(region.name)
    if found and isinstance(each, StateOutput):
        return [each.region] if "{" not in each.region else found
    return found


def _missing(each: Elsewhere, regions: list[str], span: Span) -> Diagnostic:
    where = " and ".join(regions)
    hint = "make it there first; what is read in each region has to be in all of them"
    return NOT_THERE(f"{each.words()} is not there in {where}", span, hint)
