"""What can be wrong with a spec as a piece of YAML and as a shape of values (TFG100 to TFG111)."""

from __future__ import annotations

from tfgen.diagnostics import Code

UNREADABLE = Code(
    "TFG100",
    "the spec cannot be read",
    finds="""a spec that does not exist, is a folder, may not be read, is larger than 2 MiB, or is not
UTF-8 text.""",
    why="nothing else can be said of it, so no other check runs.",
    example="tfgen render specs               # a folder",
    instead="a text file, saved as UTF-8, such as the one that `tfgen init` writes.",
)
YAML_SYNTAX = Code(
    "TFG101",
    "not YAML",
    finds="""text that does not follow YAML's grammar, such as a tab in the indentation, a colon too
many, or a quote that is never closed.""",
    why="YAML stops being readable there, so what comes after is not checked until this is mended.",
    example="regions: [eu-west-1        # the bracket is never closed",
    instead="""spaces for indentation, and quotes around text that holds `: ` or ` #`, or that starts
with one of `@ % & * ! |`.""",
)
EMPTY = Code(
    "TFG102",
    "nothing in the spec",
    finds="a spec that is empty, or that holds comments only.",
    why="there is nothing to render.",
    example="# regions: [eu-west-1, us-east-1]",
    instead="a spec; `tfgen init` writes one to start from.",
)
NOT_IN_THE_LANGUAGE = Code(
    "TFG103",
    "YAML that a spec does not use",
    finds="""tags, merge keys (`<<`), several documents in one file, keys that are not text, aliases
that contain themselves, and more than 250,000 values or 32 levels.""",
    why="""a spec is plain data: mappings, lists and scalars. Two readers of the same file would not
agree on what the rest says. Anchors and aliases are allowed.""",
    example="""\
functions:
  get-key: {<<: *shared, handler: get_key.main}
""",
    instead="`defaults` for what functions share, and plain values for all else.",
)
UNKNOWN_KEY = Code(
    "TFG104",
    "unknown key",
    finds="a key that the spec language does not have.",
    why="""to ignore it would build something else than was meant: `timeuot: 60` would leave the timeout
at its default.""",
    example="""\
functions:
  get-key: {timeuot: 60}
""",
    instead="the key that the hint suggests; docs/spec.md lists them all.",
)
DUPLICATE = Code(
    "TFG105",
    "said twice",
    finds="""a key that stands twice in a mapping, or an item that stands twice in a list whose items
are all different.""",
    why="YAML readers keep the last one silently, so half of what was written would be lost.",
    example="""\
tables:
  orders: {key: {id: S}}
  orders: {key: {customer: S}}
""",
    instead="one of them.",
)
MISSING = Code(
    "TFG106",
    "missing key",
    finds="a key that has no default and was not given.",
    why="nobody but you can know its value.",
    example="""\
functions:
  get-key: {code: src}        # handler and runtime are missing
""",
    instead="the key with its value; `defaults` can hold it for all functions.",
)
WRONG_TYPE = Code(
    "TFG107",
    "wrong type",
    finds="a list where a mapping is expected, a text where a number is, and so on.",
    why="what was meant can only be guessed.",
    example="regions: eu-west-1            # a list is expected",
    instead="what the message asks for: `regions: [eu-west-1]`.",
)
YAML_SURPRISE = Code(
    "TFG108",
    "YAML reads it as something else",
    finds="bare words and numbers that YAML 1.1 takes for something else than what they look like.",
    why="""`no`, `on`, `yes` and `off` are booleans to it, `017` is fifteen, `1_000` a thousand, `1:30`
ninety and `1.10` a float. Readers differ, so a spec takes only `true` and `false` for booleans, plain
decimal digits for numbers, and quotes for text that looks like either.""",
    example="env: {FEATURE: on, BUILD: 017}",
    instead='`env: {FEATURE: "on", BUILD: "017"}`.',
)
BAD_VALUE = Code(
    "TFG109",
    "value not allowed",
    finds="""a value of the right type that AWS or tfgen refuses, because it is out of range, not one of
the choices, or not in the form that such names have.""",
    why="the apply would fail, after other resources were made already.",
    example="""\
functions:
  get-key: {memory: 64}       # Lambda takes 128 to 10240 MB
""",
    instead="a value that the message names.",
)
UNKNOWN_REGION = Code(
    "TFG112",
    "unknown region",
    finds="what is not the code of a region of AWS's standard partition.",
    why="""regions in China and GovCloud are partitions of their own, with accounts, certificates and
DNS of their own, and cannot share one stack with these.""",
    example="regions: [eu-wset-1]",
    instead="""a code of
https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, such as `eu-west-1`.""",
)
UNKNOWN_RUNTIME = Code(
    "TFG113",
    "unknown runtime",
    finds="what is not a Lambda runtime that the AWS provider can create.",
    why="the plan would refuse it, after everything before it has passed.",
    example="runtime: python3",
    instead="""an identifier of https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, such
as `python3.13`.""",
)

CODES = (
    UNREADABLE,
    YAML_SYNTAX,
    EMPTY,
    NOT_IN_THE_LANGUAGE,
    UNKNOWN_KEY,
    DUPLICATE,
    MISSING,
    WRONG_TYPE,
    YAML_SURPRISE,
    BAD_VALUE,
    UNKNOWN_REGION,
    UNKNOWN_RUNTIME,
)
