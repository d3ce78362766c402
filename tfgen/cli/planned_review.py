"""The review that a plan ends with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.review.result import Review
    from tfgen.stack.loaded import Readable


def reviewed_plans(
    plans: Mapping[str, Mapping[str, Any]],
    found: list[Diagnostic],
    ignored: int,
    loaded: Readable,
    emulated: bool,
) -> Review:
    """The review of plans by the names of their states, with what was found in them.

    What is planned against the emulator has no fingerprint: its values are those of no account.
    """
    import dataclasses

    from tfgen.cli.commits import reviewed_commit
    from tfgen.review.document import Document
    from tfgen.review.making import of_found

    documents = [Document(name, plan) for name, plan in plans.items()]
    review = of_found(documents, found, loaded, loaded.name)
    if emulated:
        states = tuple(dataclasses.replace(each, fingerprint="") for each in review.states)
        review = dataclasses.replace(review, fingerprint="", states=states)
    return dataclasses.replace(review, head=reviewed_commit(None), ignored=ignored)
