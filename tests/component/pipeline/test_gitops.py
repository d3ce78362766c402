"""examples/gitops is what its spec makes: three environments, a state for each region, and their pipeline."""

from __future__ import annotations

from tests import gitops
from tfgen.pipeline.engines import Engine
from tfgen.pipeline.write import compare as compare_pipeline
from tfgen.render.write import compare


def test_what_is_committed_is_what_is_rendered() -> None:
    found = gitops.environments()
    assert list(found) == ["dev", "staging", "prod"]
    for name, loaded in found.items():
        changes, diagnostics = compare(gitops.GITOPS / "terraform" / name, gitops.files(loaded), name)
        assert ([change.path for change in changes], diagnostics) == ([], []), name


def test_so_is_its_pipeline() -> None:
    changes, found = compare_pipeline(gitops.GITOPS, Engine.github, gitops.pipeline_files())
    assert ([change.path for change in changes], found) == ([], [])
