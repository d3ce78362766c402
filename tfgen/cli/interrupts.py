"""Interrupts: one word, and the end; who asks twice does not wait."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_arrived: list[int] = []


def prepare() -> None:
    """From now on the signals with which terminals and CI cancel end the run, unless its starter ignores them.

    By default two of them skip every `finally`.
    """
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    sys.unraisablehook = _not_lost


def no_more() -> None:
    """All is done and said: an interrupt while the process ends has nothing to clear up."""
    _arrived.append(0)


@contextlib.contextmanager
def held(react: Callable[[], None], words: str) -> Iterator[list[int]]:
    """Meanwhile such signals end nothing: `react` is called at the first, and each says the words. Gives what came.

    For work that must come to an end of its own, such as a state that is being written.
    """
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)
        _say(words)
        if len(came) == 1:
            react()

    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, note)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    has_begun = bool(_arrived)
    if not any(_arrived):
        _say()
    _arrived.append(number)
    if has_begun:
        os._exit(128 + number)  # the guard clears away what there is
    raise SystemExit(128 + number)


def _say(words: str = "interrupted") -> None:
    # not by sys.stderr, amid whose writing the signal may have come
    clear = "\r\033[K" if os.isatty(2) and os.environ.get("TERM") != "dumb" else ""
    try:
        os.write(2, f"{clear}{words}\n".encode())
    except OSError:
        return


def _not_lost(unraisable: sys.UnraisableHookArgs) -> None:
    """An interrupt that came where Python swallows it, as while an object goes."""
    if any(_arrived) and unraisable.exc_type is SystemExit:
        os._exit(128 + next(filter(None, _arrived)))
    sys.__unraisablehook__(unraisable)
