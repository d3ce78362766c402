"""Codes of diagnostics of references and inputs."""

from tfgen.diagnostics import Code

REFERENCE = Code(
    "TFG171",
    "reference that leads nowhere",
    finds="""a reference whose key is unknown, that has several keys or none, or that asks for what the spec does not
have: an input that is not declared, an environment where there are none.""",
    why="nothing would stand where the reference does.",
    example="""\
env:
  LEVEL: {inputs: log_level}       # the key is `input`
""",
    instead="""a mapping with one key of
[Values from outside](values.md), as in `{input: log_level}` or `{table: orders}`.""",
)
NO_REFERENCE = Code(
    "TFG172",
    "reference where none can stand",
    finds="a reference in a key, in a number, or in a text that has to be known while the spec is rendered.",
    why="""keys are Terraform addresses, and numbers and names are checked against what AWS takes: what is known only
when the stack is deployed comes too late for both.""",
    example="""\
functions:
  pay: {memory: {input: memory}}
""",
    instead="the value itself; what differs by region stands in `regions`, by environment in `environments`.",
)
READABLE = Code(
    "TFG173",
    "sensitive input where it can be read",
    finds="an input with `sensitive: true` in a field that AWS and Terraform's state keep in plain text.",
    why="""everybody who may read the state, the plan or the function's settings could read the secret: Terraform hides
it on the screen alone.""",
    example="""\
inputs: {partner_key: {sensitive: true}}
functions:
  pay: {env: {KEY: {input: partner_key}}}
""",
    instead="a secret, of which the function is given the name, and which it reads when it runs.",
)
BAD_INPUT = Code(
    "TFG174",
    "input that contradicts itself",
    finds="an input whose default is not of its type, or one that is sensitive and has a default.",
    why="""Terraform refuses a default of another type. And a default stands in the spec and in main.tf, for everybody
to read.""",
    example="inputs: {limit: {type: number, default: many}}",
    instead="a default of the type that the message names, or none.",
)

CODES = (REFERENCE, NO_REFERENCE, READABLE, BAD_INPUT)
