"""The steady stream: clients all over the world that ask at a rate, from a bounded number of threads."""

from __future__ import annotations

import logging
import queue
import threading
import time

from tfgen.play.asking import Asking
from tfgen.play.clients import Client, Clients
from tfgen.play.visits import Visit, Visits, places
from tfgen.stack.stack import Stack

MOST_AT_ONCE = 64
"""Requests on their way: a region that is slow keeps them waiting."""


class Stream:
    """Starts, changes and ends; threads stay for the next stream until all is over."""

    def __init__(self, stack: Stack, clients: Clients, asking: Asking) -> None:
        self._stack, self._clients, self._asking = stack, clients, asking
        self._lock = threading.Lock()
        self._members: list[Client] = []
        self._pace = threading.Event()
        self._sender: threading.Thread | None = None
        self._workers: list[threading.Thread] = []
        self._waiting: queue.Queue[tuple[Client, Visit] | None] = queue.Queue()
        self._busy = threading.Semaphore(MOST_AT_ONCE)

    def set(self, clients: int, rate: float, writes: float) -> None:
        """So many clients that ask so many times a second in all; writes are this share of it. None ends it.

        Raises RefusedError, and leaves it as it is, if there would be too many clients.
        """
        with self._lock:
            self._clients.check_room(clients - len(self._members))
            self._halt()
            self._become(clients)
            if clients and rate:
                self._hire()
                self._pace = threading.Event()
                visits = Visits(self._stack, clients, writes)
                arguments = (self._pace, list(self._members), visits, 1 / rate)
                self._sender = threading.Thread(target=self._send, args=arguments, daemon=True)
                self._sender.start()

    def stop(self) -> None:
        """Ends it, and its threads as soon as they have their answers."""
        with self._lock:
            self._halt()
        for _ in self._workers:
            self._waiting.put(None)

    def _hire(self) -> None:
        while len(self._workers) < MOST_AT_ONCE:
            self._workers.append(threading.Thread(target=self._work, daemon=True))
            self._workers[-1].start()

    def _halt(self) -> None:
        self._pace.set()
        if self._sender:
            self._sender.join()
            self._sender = None

    def _become(self, number: int) -> None:
        """Those who are there stay; others come, or the last ones go."""
        for client in self._members[number:]:
            self._clients.remove(client)
        del self._members[number:]
        for index, (city, place) in enumerate(places(number)[len(self._members) :], len(self._members)):
            name = f"s{index + 1}"
            self._members.append(self._clients.place(name, place, city, is_of_stream=True))

    def _send(self, over: threading.Event, members: list[Client], visits: Visits, pause: float) -> None:
        due = time.monotonic()
        while not over.wait(max(0.0, due - time.monotonic())):
            due = max(
                due + pause, time.monotonic() - 1
            )  # what a busy machine missed for more than that is left out
            visit = visits.next()
            if visit is None:
                return
            if self._busy.acquire(blocking=False):
                self._waiting.put((members[visit.client], visit))
            else:
                self._asking.skipped()

    def _work(self) -> None:
        while (taken := self._waiting.get()) is not None:
            client, visit = taken
            try:
                self._asking.ask(client, visit.method, visit.path, visit.body, is_of_stream=True)
            except Exception:
                # whatever is wrong with a request, the next ones have to be sent
                logging.getLogger(__name__).exception("%s %s", visit.method, visit.path)
            finally:
                self._busy.release()
