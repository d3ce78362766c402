"""Where comments are posted."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """A platform, by its name."""

    github = "github"
    gitlab = "gitlab"
