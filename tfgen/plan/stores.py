"""Where the state of a root is kept: read and written as Terraform does it, whichever backend the spec says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.terraform import Terraform, initialise, told
from tfgen.disk import read_file, tree_root
from tfgen.render.stretches import state_block
from tfgen.render.write import write_file
from tfgen.stack.root import Root
from tfgen.stack.stack import Stack

STATE = "terraform.tfstate"
_MOST_BYTES = 2**30


class StoreError(Exception):
    """A state that cannot be read or written, in words."""


class Store:
    """The state of a root."""

    def __init__(
        self,
        stack: Stack,
        root: Root,
        folder: Path,
        binary: Path,
        environment: Mapping[str, str],
        init: tuple[str, ...] = (),
    ) -> None:
        self._stack, self.root, self._folder = stack, root, folder / root.name
        self._binary, self._environment, self._init = binary, environment, init

    @property
    def is_local(self) -> bool:
        """Whether it is a file in the root's folder."""
        return self._stack.state is None or self._stack.state.is_local

    def pull(self) -> dict[str, Any] | None:
        """The state; None where there is none. Raises StoreError."""
        text = self._read() if self.is_local else self._run("pull")
        if not text.strip():
            return None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise StoreError(f"the state of `{self.root.name or 'all'}` is no JSON")
        return found

    def push(self, state: Mapping[str, Any]) -> None:
        """Puts a state there. Terraform refuses one that is older than what is there. Raises StoreError."""
        text = json.dumps(state, indent=2) + "\n"
        if not self.is_local:
            self._run("push", text)
            return
        try:
            write_file(self._folder / STATE, text.encode())
        except OSError as error:
            raise StoreError(f"{self._folder / STATE}: {error.strerror or error}") from None

    def _read(self) -> str:
        path = self._folder / STATE
        try:
            return read_file(path, tree_root(self._folder), _MOST_BYTES).decode() if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{path}: {error}") from None

    def _run(self, what: str, text: str = "") -> str:
        """Terraform in a folder that says nothing but where the state is: no provider is fetched."""
        with process.temporary_folder() as folder:
            (folder / "main.tf").write_text(state_block(self._stack, self.root), "utf-8")
            (folder / "state.json").write_text(text, "utf-8")
            terraform = Terraform(self._binary, folder, self._environment)
            finished = initialise(terraform, *self._init)
            if finished.status == 0:
                finished = terraform.run("state", what, *(["state.json"] if text else []))
        if finished.status != 0:
            raise StoreError(f"`{self.root.name or 'all'}`: {told(finished)}")
        return finished.stdout
