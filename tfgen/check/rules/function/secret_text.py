"""TFG225: text that looks like a secret."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import everywhere
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

_FORMS = {
    "an AWS access key": r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22}",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10}",
    "a Slack webhook": r"hooks\.slack\.com/services/T\w+/B\w+/\w+",
    "a Stripe key": r"\b[rs]k_(live|test)_[A-Za-z0-9]{10}",
    "a Google API key": r"\bAIza[A-Za-z0-9_-]{35}",
    "a SendGrid key": r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16}",
    "an npm token": r"\bnpm_[A-Za-z0-9]{36}",
    "a JSON Web Token": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+",
    "a password in a URL": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]*:[^\s/:@{]+@",
}
"""Forms that credentials are given so that they can be found.
Source: https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns"""
_NAMES = re.compile(
    r"(^|_)(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PWD|PASS|CREDENTIALS?|API_?KEY|SECRET_?KEY|ACCESS_?KEY|PRIVATE_?KEY"
    r"|SIGNING_?KEY|ENCRYPTION_?KEY|CLIENT_?SECRET)$",
    re.IGNORECASE,
)
_PASSWORDS = re.compile(r"(PASSWORD|PASSWD|PASSPHRASE|PWD|PASS)$", re.IGNORECASE)
_NO_SECRETS = re.compile(
    r"arn:aws:\S*|https?://[^\s@]*|/?[A-Za-z][A-Za-z_-]*(/[A-Za-z][A-Za-z_-]*)*|true|false|[0-9]{1,6}|\s*"
)
"""Names and paths of secrets, addresses, and numbers too small to be one."""
_LEAST, _BITS = 12, 3.0
"""Characters of a text that could be a key, and bits in each of them."""


def check(stack: Stack) -> Iterator[Finding]:
    """Reports them once each, never with their text."""
    for path, function in everywhere(stack):
        name = str(path[-1])
        if function.package.is_own:
            continue
        for variable, text in function.env.items():
            if not isinstance(text, str):
                continue
            form = next((what for what, form in _FORMS.items() if re.search(form, text)), "")
            if form:
                message = f"variable `{variable}` holds what looks like {form} {FUNCTIONS}"
                yield Finding((*path, "env", variable), message, _HINT, function=name)
            elif _NAMES.search(variable) and _could_be_one(variable, text):
                message = (
                    f"variable `{variable}` is called as a secret is, and its text could be one {FUNCTIONS}"
                )
                yield Finding((*path, "env", variable), message, _HINT, Severity.WARNING, name)


_HINT = (
    "make it a secret (`secrets`), which the function reads when it runs; `{input: …}` is readable as well"
)


def _could_be_one(variable: str, text: str) -> bool:
    if _PASSWORDS.search(variable):
        return len(text) > 3 and not re.fullmatch(r"arn:aws:\S*|(/[\w-]+)+|\s*", text)
    return len(text) >= _LEAST and not _NO_SECRETS.fullmatch(text) and _entropy(text) >= _BITS


def _entropy(text: str) -> float:
    """Shannon's, in bits for each character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


RULE = Rule(CODE, check)
