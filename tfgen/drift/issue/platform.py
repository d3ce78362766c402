"""Where issues are."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """The platforms by name."""

    github = "github"
    gitlab = "gitlab"
