"""Plans and their spec to a review."""

from __future__ import annotations

from collections.abc import Sequence

from tfgen.diagnostics import Diagnostic
from tfgen.plan.guards import guards
from tfgen.plan.review import review as reviewed
from tfgen.review.document import Document
from tfgen.review.of_plan import Spec, said_of, state_of
from tfgen.review.result import Review, over_all
from tfgen.stack.loaded import Readable


def of_plans(documents: Sequence[Document], loaded: Readable | None = None, path: str = "") -> Review:
    """The review of plans of one stack, or of any Terraform where no spec is given."""
    return of_found(documents, [found for each in documents for found in _found(each, loaded)], loaded, path)


def of_found(
    documents: Sequence[Document], found: Sequence[Diagnostic], loaded: Readable | None, path: str
) -> Review:
    """The same, of which somebody else knows what is to be said."""
    spec = Spec(loaded.stack, loaded.source) if loaded else None
    stack = loaded.stack if loaded else None
    states = tuple(state_of(document, spec) for document in documents)
    return Review(
        states,
        tuple(found),
        title=stack.service if stack else "",
        path=path,
        environment=(stack.environment or "") if stack else "",
        fingerprint=over_all(states),
        regions=(*(region.name for region in stack.regions), *stack.retiring) if stack else (),
    )


def _found(document: Document, loaded: Readable | None) -> list[Diagnostic]:
    found = list(said_of(document))
    if loaded:
        found += reviewed(document.plan, loaded.stack, loaded.source)
    else:
        found += guards.of_any(document.plan)
    return found
