"""The comments that reviews of recorded plans come to."""

from __future__ import annotations

from tests.plans.kept import FOLDER, content, names, spec_of
from tests.specs import read as read_spec
from tfgen.diagnostics import Diagnostic
from tfgen.review.formats import markdown
from tfgen.review.making import of_plans
from tfgen.review.reading import read
from tfgen.review.result import Review
from tfgen.stack.loaded import Readable


def reviewed(name: str) -> Review:
    """The review of a recorded plan, with the spec that it is of if there is one."""
    document = read(content(name), f"{name}.json", "")
    assert not isinstance(document, Diagnostic | Review), document
    path = spec_of(name)
    if path is None:
        return of_plans([document])
    source, stack = read_spec(path.read_text("utf-8"))
    loaded = Readable("spec.yaml", path.parent, source, stack)
    return of_plans([document], loaded, "spec.yaml")


def comment(name: str) -> str:
    """What stands in the pull request."""
    return markdown.render(reviewed(name))


def write() -> None:
    """Writes the comments anew."""
    for name in names():
        (FOLDER / f"{name}.md").write_text(comment(name), "utf-8")
