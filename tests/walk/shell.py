"""A shell that keeps its folder and its variables from one command to the next, in a scratch folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

_STATUS = re.compile(r"# exit status (\d)$", re.MULTILINE)
_KINDS = (
    (re.compile(r"\b1-[0-9a-f]{16}\b"), "1-{:016d}"),
    (re.compile(r"(?<=127\.0\.0\.1:)\d{4,5}\b"), "4566"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z"), "2026-11-20T12:00:00Z"),
    (re.compile(r"\b\d+(\.\d+)? s\b"), "2 s"),
    (re.compile(r"\bRequestID: \w+"), "RequestID: 1"),
    (re.compile(r"(?<=\b0 of )\d+(?= (calls|requests))"), "6"),
    (re.compile(r"\b(\d+) of \1 health checkers"), "8 of 8 health checkers"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "{:08d}"),
    (re.compile(r"\b[0-9a-f]{40}\b"), "{:040d}"),
    (re.compile(r"(?<=the base \()[0-9a-f]{12}\b"), "{:012d}"),
)
"""What differs from one walk to the next, and what the page has instead: a number where they are told apart."""


class FailedError(Exception):
    """A command ended with another status than its comment says, 0 if there is none."""


class Shell:
    """Runs commands as a reader would. Fingerprints that the page has stand for those that were told."""

    def __init__(self, home: Path, environment: Mapping[str, str], tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._home, self._folder = home, home
        self._bin = home / ".bin"
        self._bin.mkdir()
        for name, words in (("tfgen", " -m tfgen"), ("python", "")):
            program = self._bin / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n')
            program.chmod(0o755)
        dated = {f"GIT_{who}_DATE": "2026-11-20T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
        named = {f"GIT_{who}_NAME": "Ada" for who in ("AUTHOR", "COMMITTER")}
        posted = {f"GIT_{who}_EMAIL": "ada@example.com" for who in ("AUTHOR", "COMMITTER")}
        self._environment = {
            **os.environ,
            **dated,
            **named,
            **posted,
            **environment,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
        }
        self._shown: dict[str, str] = {}

    def run(self, command: str) -> str:
        """What the commands print, on both streams. Raises FailedError."""
        left = self._home / ".left"
        real = command
        for told, shown in self._shown.items():
            real = real.replace(shown, told)
        wanted = _STATUS.search(command)
        ends = f"trap '{{ pwd; export -p; }} > \"{left}\"' EXIT\n"
        finished = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", ends + real],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._tell(f"{real}{finished.stdout}\n")
        if finished.returncode != (int(wanted[1]) if wanted else 0):
            raise FailedError(f"{real}\nended with {finished.returncode}:\n{finished.stdout}")
        folder, _, exported = left.read_text("utf-8").partition("\n")
        self._folder = Path(folder)
        for name, value in re.findall(r'^declare -x (\w+)="(.*)"$', exported, re.MULTILINE):
            if name not in ("PWD", "OLDPWD", "SHLVL"):
                self._environment[name] = value
        return self._as_shown(finished.stdout)

    def _as_shown(self, text: str) -> str:
        text = text.replace(f"{self._folder}/", "").replace(f"{self._home}/", "")
        for pattern, form in _KINDS:
            text = pattern.sub(lambda found, form=form: self._instead(found[0], form), text)  # type: ignore[misc]
        return "".join(f"{line.rstrip()}\n" for line in text.splitlines())

    def _instead(self, told: str, form: str) -> str:
        if "{" not in form:
            return form
        alike = [shown for shown in self._shown.values() if len(shown) == len(form.format(0))]
        return self._shown.setdefault(told, form.format(len(alike) + 1))
