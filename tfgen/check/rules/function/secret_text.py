"""TFG225: text that looks like a secret."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import everywhere
from tfgen.stack.secret_forms import form_of, is_called_one
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG225",
    "text that looks like a secret",
    finds="""a variable of `env` whose text has the form of a credential, such as an AWS access key, a private key or a
token, or whose name says that it is one.""",
    why="""the spec lies in a repository, main.tf and Terraform's state repeat it, and everybody who may look at the function
in AWS reads it there.""",
    example="env: {STRIPE_TOKEN: sk_live_…}",
    instead="""a secret that the function reads when it runs: make it in `secrets`, allow it by `access`, and find its name in
`SECRET_<NAME>`. What was committed already has to be changed where it is from.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports them once each, never with their text."""
    for path, function in everywhere(stack):
        name = str(path[-1])
        if function.package.is_own:
            continue
        for variable, text in function.env.items():
            if not isinstance(text, str):
                continue
            form = form_of(text)
            if form:
                message = f"variable `{variable}` holds what looks like {form} {FUNCTIONS}"
                yield Finding((*path, "env", variable), message, _HINT, function=name)
            elif is_called_one(variable, text):
                message = (
                    f"variable `{variable}` is called as a secret is, and its text could be one {FUNCTIONS}"
                )
                yield Finding((*path, "env", variable), message, _HINT, Severity.WARNING, name)


_HINT = (
    "make it a secret (`secrets`), which the function reads when it runs; `{input: …}` is readable as well"
)

RULE = Rule(CODE, check)
