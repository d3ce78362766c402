"""When deliveries begin, how long they wait, and their end: each with an emulator of its own."""

from __future__ import annotations

import threading
import time

from tests.component.emulator.sqs.world import FAIL, REGION, World, eventually
from tfgen.emulator.emulator import Options, emulator


def test_retries_take_as_long_as_at_aws_in_an_emulator_that_is_no_faster() -> None:
    with emulator(Options(speed=1)) as aws:
        world = World(aws)
        queue, function = world.queue(VisibilityTimeout=2), world.function(FAIL, timeout=2)
        world.map(queue, function)
        sent = world.queues.send(REGION, queue, "{}")
        assert eventually(lambda: len(world.queues.deliveries(sent)) == 2)
        first, second = world.queues.deliveries(sent)
        assert second.time - first.time >= 2


def test_nothing_runs_without_mappings_and_all_ends_with_the_emulator() -> None:
    def threads() -> set[str]:
        return {
            thread.name for thread in threading.enumerate() if thread.name.startswith(("queues", "batch"))
        }

    others = threads()
    with emulator() as aws:
        world = World(aws)
        queue = world.queue()
        function = world.function("import time\ndef main(event, context):\n    time.sleep(60)\n", timeout=30)
        assert threads() == others
        world.map(queue, function)
        world.queues.send(REGION, queue, "{}")
        assert eventually(lambda: "batch_0" in threads() - others)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    assert threads() == others
