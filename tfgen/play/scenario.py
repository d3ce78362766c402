"""Scenarios: actions of a play with their times, from a file or a link, and how they are played again."""

from __future__ import annotations

import base64
import binascii
import json
import re
import threading
import zlib
from collections.abc import Callable
from typing import Any

from tfgen.diagnostics import Code
from tfgen.play.refused import RefusedError
from tfgen.play.timeline import MOST_ACTIONS

UNREADABLE = Code(
    "TFG620",
    "play: a scenario cannot be read",
    finds="""a `--scenario` that is neither the timeline of a play, nor a list of actions, nor a link with `#s=`; or
that has an action without `at` and `do`.""",
    why="nothing of it could be played again.",
    example="tfgen play spec.yaml --scenario notes.txt",
    instead="the JSON that the page exports, or the link that it gives.",
)
CODES = (UNREADABLE,)

MOST_BYTES = 2_000_000
_LINK = re.compile(r"#s=([\w-]+)")
_LONGEST_MS = 24 * 3600 * 1000
_NOT_RECORDED = ("scenario", "scenario-stop")


def read(text: str) -> list[dict[str, Any]]:
    """The actions of a scenario, in the order of their times. Raises RefusedError, with words for people."""
    found = _LINK.search(text)
    try:
        told = json.loads(_unpacked(found[1]) if found else text)
    except (ValueError, RecursionError, zlib.error) as error:
        raise RefusedError("it is neither JSON nor a link with `#s=`") from error
    return checked(told.get("actions") if isinstance(told, dict) else told)


def checked(actions: object) -> list[dict[str, Any]]:
    """Actions that can be played, in the order of their times. Raises RefusedError."""
    if not isinstance(actions, list) or len(actions) > MOST_ACTIONS:
        raise RefusedError(f"`actions` is a list of {MOST_ACTIONS:,} at most, each with `at` and `do`")
    if not all(map(_is_action, actions)):
        raise RefusedError("each action has `at`, in milliseconds, and `do`, which is no scenario itself")
    return sorted(actions, key=lambda action: float(action["at"]))


def _is_action(action: object) -> bool:
    if not isinstance(action, dict) or not isinstance(action.get("do"), str):
        return False
    at = action.get("at")
    if isinstance(at, bool) or not isinstance(at, int | float):
        return False
    return 0 <= at <= _LONGEST_MS and action["do"] not in _NOT_RECORDED


def _unpacked(text: str) -> str:
    """What a page's CompressionStream("deflate") made, in base64url without padding."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    whole = zlib.decompressobj()
    content = whole.decompress(data, MOST_BYTES)
    if whole.unconsumed_tail or not whole.eof:
        raise ValueError("it is cut off, or has no end")
    return content.decode("utf-8")


class Player:
    """Plays one scenario at a time, from its first action on."""

    def __init__(self, act: Callable[[dict[str, Any]], object], say: Callable[[str], None]) -> None:
        self._act, self._say = act, say
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, actions: list[dict[str, Any]]) -> None:
        """Plays it in the background; another one that is played ends."""
        with self._lock:
            self.stop()
            self._over = threading.Event()
            self._thread = threading.Thread(target=self._play, args=(actions, self._over), daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends what is played, after the action that is being done."""
        self._over.set()

    def _play(self, actions: list[dict[str, Any]], over: threading.Event) -> None:
        before = float(actions[0]["at"]) if actions else 0.0
        for action in actions:
            if over.wait((float(action["at"]) - before) / 1000):
                return
            before = float(action["at"])
            try:
                self._act(action)
            except RefusedError as error:
                self._say(f"the scenario could not {action['do'][:50]}: {error}")
        self._say("the scenario is over")
