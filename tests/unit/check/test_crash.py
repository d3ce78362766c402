"""A terraform that fails by itself is not taken for one that refuses the files."""

from __future__ import annotations

import pytest

from tfgen.check.crash import crash
from tfgen.process import Finished

CRASHES = (
    Finished(-9, "", ""),
    Finished(-11, "", ""),
    Finished(11, "", "!!!!!!!!!!!!!!!!!!!!!!!!!!! TERRAFORM CRASH !!!!!!!!!!!!!!!!!!!!!!!!!!!!\n"),
    Finished(2, "", "panic: runtime error: invalid memory address or nil pointer dereference\n\ngoroutine 1"),
    Finished(2, "", "fatal error: runtime: out of memory\n"),
    Finished(1, "", "╷\n│ Error: Plugin did not respond\n│ \n│ The plugin encountered an error, and failed"),
    Finished(1, "", "Error: The terraform-provider-aws_v5.100.0_x5 plugin crashed!\n"),
    Finished(1, '{"diagnostics": [{"severity": "error", "summary": "Plugin did not respond"}]}', ""),
    Finished(1, "", "│ Error: Failed to install provider\n│ write /x/y: no space left on device"),
    Finished(1, "", "Error: fork/exec .terraform/providers/x: exec format error"),
    Finished(1, "", "Error: timeout while waiting for plugin to start"),
)
COMPLAINTS = (
    Finished(0, "Plugin did not respond", ""),
    Finished(1, "", "Error: Unsupported argument\n\nAn argument named `panic` is not expected here."),
    Finished(1, "", "Error: Invalid provider configuration"),
    Finished(3, "main.tf", ""),
    Finished(2, "changes", ""),
)


@pytest.mark.parametrize("finished", CRASHES)
def test_a_crash_is_told(finished: Finished) -> None:
    assert crash(finished)


@pytest.mark.parametrize("finished", COMPLAINTS)
def test_a_complaint_is_none(finished: Finished) -> None:
    assert not crash(finished)
