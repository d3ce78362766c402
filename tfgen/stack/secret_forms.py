"""Text that looks like a secret: by its form, or by what it is called."""

from __future__ import annotations

import math
import re
from collections import Counter

_FORMS = {
    "an AWS access key": r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----",
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
    "a password in a connection string": r"(?i)\b(password|pwd|accountkey|sharedaccesskey)=[^\s;{$]{4,}(;|$)",
}
"""Forms that credentials are given so that they can be found.
Source: https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns"""
_COMPILED = {what: re.compile(form) for what, form in _FORMS.items()}
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


def form_of(text: str) -> str:
    """The kind of credential whose form a text has, or has in it: `a Stripe key`; empty if it has none."""
    return next((what for what, form in _COMPILED.items() if form.search(text)), "")


def without_forms(text: str, instead: str) -> str:
    """Text with something else in the place of what has the form of a credential."""
    for form in _COMPILED.values():
        text = form.sub(instead, text)
    return text


def is_called_one(name: str, text: str) -> bool:
    """Whether a name says that it is of a secret, and its text could be one."""
    return bool(_NAMES.search(name)) and _could_be_one(name, text)


def _could_be_one(name: str, text: str) -> bool:
    if _PASSWORDS.search(name):
        return len(text) > 3 and not re.fullmatch(r"arn:aws:\S*|(/[\w-]+)+|\s*", text)
    return len(text) >= _LEAST and not _NO_SECRETS.fullmatch(text) and _entropy(text) >= _BITS


def _entropy(text: str) -> float:
    """Shannon's, in bits for each character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
