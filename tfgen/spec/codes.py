"""What can be wrong with a spec as a piece of YAML and as a shape of values (TFG100 to TFG111)."""

from __future__ import annotations

from tfgen.diagnostics import Code

UNREADABLE = Code(
    "TFG100",
    "the spec cannot be read",
    """The file does not exist, is a directory, may not be read, is larger than 2 MiB, or is not UTF-8 text.
Nothing else can be said of it.

Use instead: a text file, such as the one that `tfgen init` writes.""",
)
YAML_SYNTAX = Code(
    "TFG101",
    "not YAML",
    """The text does not follow YAML's grammar: a tab in the indentation, a colon too many, a quote that is
never closed. YAML stops being readable there, so what comes after is not checked until this is mended.

    regions: [eu-west-1        # the bracket is never closed

Use instead: spaces for indentation; quotes around text that holds `: `, ` #` or starts with `@ % & * ! |`.""",
)
EMPTY = Code(
    "TFG102",
    "nothing in the spec",
    """The file is empty, or holds comments only.

Use instead: `tfgen init` for a spec to start from.""",
)
NOT_IN_THE_LANGUAGE = Code(
    "TFG103",
    "YAML that a spec does not use",
    """A spec is plain data: mappings, lists and scalars. Tags (`!!python/object`), merge keys (`<<`), several
documents in one file and keys that are not text are refused, because two readers of the same file
would not agree on what it says. Anchors and aliases are allowed, as long as they do not multiply into
more than 250,000 values or contain themselves.

Use instead: `defaults` for what functions share.""",
)
UNKNOWN_KEY = Code(
    "TFG104",
    "unknown key",
    """A key that the spec language does not have. Ignoring it would build something else than what was meant:
`timeuot: 60` would leave the timeout at its default.

    functions:
      get-key: {timeuot: 60}

Use instead: the key that the hint suggests; docs/spec.md lists them all.""",
)
DUPLICATE = Code(
    "TFG105",
    "said twice",
    """The same key stands twice in a mapping, or the same item twice in a list that is a set. YAML readers keep
the last one silently, so half of what was written would be lost.

    tables:
      orders: {key: {id: S}}
      orders: {key: {customer: S}}

Use instead: one of them.""",
)
MISSING = Code(
    "TFG106",
    "missing key",
    """A key that has no default and was not given.

    functions:
      get-key: {code: src}        # handler and runtime are missing

Use instead: give it; `defaults` can hold it for all functions.""",
)
WRONG_TYPE = Code(
    "TFG107",
    "wrong type",
    """A list where a mapping is expected, a text where a number is, and so on.

    regions: eu-west-1            # a list is expected

Use instead: `regions: [eu-west-1]`.""",
)
YAML_SURPRISE = Code(
    "TFG108",
    "YAML reads it as something else",
    """YAML 1.1 reads bare `no`, `on`, `yes` and `off` as booleans, `017` as fifteen, `1_000` as a thousand,
`1:30` as ninety and `1.10` as a float. Readers differ, so the spec takes only `true` and `false` for
booleans, plain decimal digits for numbers, and quotes for text that looks like either.

    env: {FEATURE: on, BUILD: 017}

Use instead: `env: {FEATURE: "on", BUILD: "017"}`.""",
)
BAD_VALUE = Code(
    "TFG109",
    "value not allowed",
    """A value of the right type that AWS or tfgen would refuse: out of range, not one of the choices, or not in
the form that names of this kind have. The message says which values are.

    functions:
      get-key: {memory: 64}       # Lambda takes 128 to 10240 MB

Use instead: a value in the range that the message names.""",
)
UNKNOWN_REGION = Code(
    "TFG112",
    "unknown region",
    """Not the code of a region of AWS's standard partition. Regions in China and GovCloud are partitions of their
own, with accounts, certificates and DNS of their own, and cannot share one stack with these.

    regions: [eu-wset-1]

Use instead: a code of https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html""",
)
UNKNOWN_RUNTIME = Code(
    "TFG113",
    "unknown runtime",
    """Not a Lambda runtime that the pinned AWS provider can create.

    runtime: python3

Use instead: an identifier of https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, such as
`python3.13`.""",
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
