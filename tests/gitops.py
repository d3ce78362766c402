"""examples/gitops: its rendered trees, an environment each, and its pipeline."""

from __future__ import annotations

import dataclasses

import tfgen
from tests.specs import EXAMPLES
from tfgen.cli.reading import open_specs, or_stop
from tfgen.diagnostics import has_errors
from tfgen.pipeline import write as pipelines
from tfgen.pipeline.engines import FILES, Engine
from tfgen.pipeline.pipeline import Place, pipeline
from tfgen.render.tree import configuration, copied_files, packages
from tfgen.render.write import compare, write
from tfgen.stack.loaded import Readable

GITOPS = EXAMPLES / "gitops"


def environments() -> dict[str, Readable]:
    """The spec as each environment has it."""
    return {name: or_stop(each) for name, each in (open_specs(str(GITOPS / "spec.yaml")) or {}).items()}


def files(loaded: Readable) -> dict[str, bytes]:
    """The tree of an environment, by path."""
    zips, diagnostics = packages(loaded.stack, loaded.source, loaded.project)
    assert not has_errors(diagnostics), diagnostics
    texts = configuration(loaded.stack, "spec.yaml")
    return {**{path: text.encode() for path, text in texts.items()}, **copied_files(loaded.stack), **zips}


def pipeline_files() -> dict[str, str]:
    """The pipeline, by path."""
    stacks = [each.stack for each in environments().values()]
    place = Place("spec.yaml", "terraform", "acme/orders")
    return FILES[Engine.github](pipeline(stacks, place, tfgen.__version__))


def main() -> None:
    """Writes all of it anew."""
    for name, loaded in environments().items():
        tree = GITOPS / "terraform" / name
        found = files(loaded)
        changes, diagnostics = compare(tree, found, name)
        assert not has_errors(diagnostics), diagnostics
        anew = [dataclasses.replace(change, kept_at=None) for change in changes]
        assert not write(tree, found, anew, name)
    changed, _ = pipelines.compare(GITOPS, Engine.github, pipeline_files())
    assert not pipelines.write(GITOPS, [dataclasses.replace(each, is_edited=False) for each in changed])
