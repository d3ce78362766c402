"""How a run ends that nothing else ended."""

from __future__ import annotations

import pytest

from tfgen.cli import app


def test_what_may_not_be_read_is_no_bug_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: list[str]) -> None:
        raise PermissionError(13, "Permission denied", "closed/spec.yaml")

    monkeypatch.setattr(app, "_run", refuse)
    monkeypatch.setattr(app, "clean_errors", lambda: None)
    with pytest.raises(SystemExit) as ended:
        app.run()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "tfgen: closed/spec.yaml: Permission denied\n"
