"""A stack that stands and is played with: its clients, its regions, its stream, and the pulse that tells of them."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from tfgen.play.asking import Asking
from tfgen.play.building import Building
from tfgen.play.clients import TTL_SECONDS, Clients
from tfgen.play.hub import Hub
from tfgen.play.leading import leading
from tfgen.play.regions import Regions
from tfgen.play.stream import Stream
from tfgen.rehearse.rehearsal import Rehearsal

_PULSE_SECONDS = 0.1
_KEPT_RECORDS = 10_000
"""Of each table's stream in each region: a stream of writes may go on for days."""
_Task = Callable[[], None]


class Session:
    """What actions act on."""

    def __init__(self, rehearsal: Rehearsal, building: Building, hub: Hub) -> None:
        speed = rehearsal.emulator.options.speed
        epoch = time.time() - (time.monotonic() - hub.began)
        self.rehearsal, self.building, self.hub = rehearsal, building, hub
        self.regions = Regions(rehearsal.stack, rehearsal.emulator, hub, epoch)
        self.clients = Clients(hub, leading(rehearsal), TTL_SECONDS / speed)
        self.asking = Asking(rehearsal, self.clients, hub)
        self.stream = Stream(rehearsal.stack, self.clients, self.asking)
        self._counts: dict[str, object] = {}

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Tells what is new, until the block ends; then nothing is asked any more."""
        over = threading.Event()
        tasks = (
            (1, self.asking.flush),
            (2, self.regions.look),
            (2, self.clients.look),
            (5, self.regions.look_at_replication),
            (10, self._tell_counts),
            (100, partial(self.rehearsal.emulator.tables.forget_records, _KEPT_RECORDS)),
        )
        pulse = threading.Thread(target=_beat, args=(over, tasks), daemon=True)
        pulse.start()
        try:
            yield
        finally:
            self.stream.stop()
            over.set()
            pulse.join()

    def _tell_counts(self) -> None:
        counts = self.asking.counts()
        if counts != self._counts:
            self._counts = counts
            self.hub.tell("counts", **counts)


def _beat(over: threading.Event, tasks: tuple[tuple[int, _Task], ...]) -> None:
    beats = 0
    while not over.wait(_PULSE_SECONDS):
        beats += 1
        for every, task in tasks:
            if beats % every == 0:
                try:
                    task()
                except Exception:
                    # whatever is wrong with what one looks at, pages are told of the rest
                    logging.getLogger(__name__).exception("a pulse failed")
