"""Signals at the wrong moment."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def signals_later() -> Iterator[Callable[[], None]]:
    """What SIGINT, SIGTERM and SIGHUP raise, they raise when the function given is called, or at the end.

    A program that has been started and is not yet known by its number could not be ended.
    """
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    arrived: list[int] = []

    def release() -> None:
        while handlers:
            signal.signal(*handlers.popitem())
        while arrived:
            signal.raise_signal(arrived.pop())

    if threading.current_thread() is not threading.main_thread():
        handlers.clear()  # only the main thread is interrupted
    try:
        for number, handler in list(handlers.items()):
            if callable(handler):
                signal.signal(number, lambda number, _: arrived.append(number))
            else:
                del handlers[number]
        yield release
    finally:
        release()
