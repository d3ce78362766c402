"""Building a wheel: templates come along as Python code, compiled once for everybody."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplatesHook(BuildHookInterface):  # type: ignore[type-arg]  # takes none at run time
    """Adds the Python code of every template to the wheel; an editable install compiles what it finds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from tfgen.render.template import compiled

        self._folder = Path(tempfile.mkdtemp())
        for path, code in compiled():
            written = self._folder / path.name
            written.write_text(code, "utf-8")
            build_data["force_include"][str(written)] = path.relative_to(self.root).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            shutil.rmtree(self._folder)
