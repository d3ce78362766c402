"""Where comments are posted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Platform(StrEnum):
    """A platform, by its name."""

    github = "github"
    gitlab = "gitlab"


def of_other_run(environ: Mapping[str, str]) -> bool:
    """Whether this job goes on with what another run left, which on GitHub may be that of a fork.

    Source: https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
    """
    return environ.get("GITHUB_EVENT_NAME") == "workflow_run"
