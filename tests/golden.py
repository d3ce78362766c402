"""Writes anew what tests compare with: `make golden`. What it changes is read as a diff before it is committed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from tests import conformance, gitops
from tests.changes import page as changes_page
from tests.component.cost.pictures.committed import pictures
from tests.map_files import WEB, map_files
from tests.plans import comments
from tests.specs import EXAMPLE_NAMES, EXAMPLES, ROOT
from tests.unit.check.hcl import golden as hcl
from tests.unit.check.test_rules import write_golden as write_rules
from tests.unit.latency import against as latency
from tests.unit.pipeline import golden as pipelines
from tests.unit.spec.test_bad_specs import write_golden as write_bad_specs
from tfgen.cli.reading import loaded_spec
from tfgen.diagnostics import has_errors
from tfgen.explain.pages import pages
from tfgen.render.tree import configuration, copied_files, packages
from tfgen.render.write import compare, write


def example_files(name: str) -> dict[str, bytes]:
    """The tree that an example's spec renders, by path."""
    loaded = loaded_spec(str(EXAMPLES / name / "spec.yaml"))
    zips, diagnostics = packages(loaded.stack, loaded.source, loaded.project)
    assert not has_errors(diagnostics), diagnostics
    texts = configuration(loaded.stack, "spec.yaml")
    return {**{path: text.encode() for path, text in texts.items()}, **copied_files(loaded.stack), **zips}


def tree(name: str) -> Path:
    """Where an example's rendered tree is committed."""
    return EXAMPLES / name / "terraform"


def main() -> None:
    """Writes every golden file."""
    for name, text in map_files().items():
        (WEB / name).write_text(text, "utf-8")
    for name in EXAMPLE_NAMES:
        files = example_files(name)
        changes, diagnostics = compare(tree(name), files)
        assert not has_errors(diagnostics), diagnostics
        # what a merge put together is no edit to keep
        assert not write(tree(name), files, [dataclasses.replace(change, kept_at=None) for change in changes])
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")
    for path, content in pictures().items():
        (ROOT / path).write_bytes(content)
    conformance.PAGE.write_text(conformance.page(), "utf-8")
    write_bad_specs()
    write_rules()
    hcl.write()
    (ROOT / changes_page.PAGE).write_text(changes_page.page(), "utf-8")
    latency.write()
    comments.write()
    pipelines.main()
    gitops.main()


if __name__ == "__main__":
    main()
