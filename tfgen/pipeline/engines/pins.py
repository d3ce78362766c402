"""GitHub's actions that pipelines use, by the digest of a release: a tag can be moved, a digest cannot.

Each is on Node.js 24. Dependabot brings newer ones; `tfgen ci github` keeps those that it finds.
"""

from __future__ import annotations

import re

PINS = {
    "checkout": "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2",
    "setup_python": "actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0",
    "setup_terraform": "hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e # v4.0.1",
    "cache": "actions/cache@cdf6c1fa76f9f475f3d7449005a359c84ca0f306 # v5.0.3",
    "upload_artifact": "actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0",
    "download_artifact": "actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0",
    "credentials": "aws-actions/configure-aws-credentials@8df5847569e6427dd6c4fb1cf565c83acfa8afa7 # v6.0.0",
}

_PIN = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<digest>[0-9a-f]{40})(?P<tag> # v[\w.]+)?")


def kept(text: str, before: str) -> str:
    """A workflow with the pins of what it takes the place of, for the actions that both use."""
    there = {found["action"]: found[0] for found in _PIN.finditer(before)}
    return _PIN.sub(lambda found: there.get(found["action"], found[0]), text)


def unpinned(text: str) -> str:
    """A workflow without its digests: what Dependabot changes is no edit of somebody's."""
    return _PIN.sub(lambda found: found["action"], text)
