"""Queues: messages that their functions could not handle."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.gate.codes import DEAD_LETTERS
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene
from tfgen.stack import names
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.region import Region

_NAME = "queues"


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    for name in scene.stack.all(QUEUE):
        dead, path = names.dead_letter_queue(names.of(scene.stack, QUEUE, name)), (QUEUE.key, name)
        depth = scene.asking.depth(region.name, dead)
        if depth is None or depth < 0:
            why = scene.asking.why(region.name) if depth is None else "it is not there"
            yield Look(
                _NAME, region.name, State.unknown, f"what lies in {dead} is not known: {why}", path=path
            )
            continue
        says = f"{depth:,} message{'' if depth == 1 else 's'} of `{name}` lie{'s' if depth == 1 else ''} in {dead}"
        if depth > scene.limits.dead_letters:
            yield Look(_NAME, region.name, State.bad, says, DEAD_LETTERS, path)
        else:
            yield Look(_NAME, region.name, State.good, says, path=path)


CHECK = Check(_NAME, lambda *_: iter(()), _looks)
