"""The engines that run pipelines. Each is a function from a Pipeline to its files, by their path in the repository."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from tfgen.pipeline.engines import atlantis, github, gitlab
from tfgen.pipeline.pipeline import Pipeline


class Engine(StrEnum):
    """What runs pipelines."""

    github = "github"
    gitlab = "gitlab"
    atlantis = "atlantis"


FILES: Mapping[Engine, Callable[[Pipeline], dict[str, str]]] = {
    Engine.github: github.files,
    Engine.gitlab: gitlab.files,
    Engine.atlantis: atlantis.files,
}
