"""What is asked of a site while the region that has its files is lost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.specs import example, stack_of
from tfgen.emulator.chaos import Chaos
from tfgen.rehearse.client import Answer
from tfgen.rehearse.kinds import site
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable
from tfgen.stack.kinds.site import EVERY, LEADER


def _rehearsal(lost: str, where: str) -> Rehearsal:
    spec: dict[str, Any] = {**example("hello"), "site": {"domain": "www.example.com", "in": where}}
    chaos = Chaos()
    if lost:
        chaos.lose(lost)
    emulator = SimpleNamespace(chaos=chaos, front_door="")
    return cast("Rehearsal", SimpleNamespace(stack=stack_of(spec), emulator=emulator))


def test_files_of_the_leader_alone_are_not_asked_for_while_it_is_lost() -> None:
    assert site.TRIAL.answers
    assert isinstance(site.TRIAL.answers(_rehearsal("eu-west-1", LEADER)), NotApplicable)


@pytest.mark.parametrize(("lost", "where"), [("", LEADER), ("us-east-1", LEADER), ("eu-west-1", EVERY)])
def test_they_are_where_some_region_has_them(lost: str, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "ask", lambda *_, **__: Answer(503, "", "", 0.0))
    assert site.TRIAL.answers
    assert isinstance(site.TRIAL.answers(_rehearsal(lost, where)), Failed)
