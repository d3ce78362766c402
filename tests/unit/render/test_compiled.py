"""Templates are compiled once, and anew when they change."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import bc_version

from tfgen.render import template
from tfgen.render.compiled import Loader

NAME = "some.tf.j2"


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps bytecode beside what it is made of, whatever the environment says."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def _render(folder: Path) -> str:
    return _environment(folder).get_template(NAME).render()


def _environment(folder: Path) -> jinja2.Environment:
    return jinja2.Environment(loader=Loader([folder / "none", folder]))  # noqa: S701  # no HTML


def _refuse(*_: object, **__: object) -> str:
    raise AssertionError("compiled again")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_text("{% for i in [1, 2] %}{{ i }}{% endfor %}")
    assert _render(tmp_path) == "12"
    monkeypatch.setattr(jinja2.Environment, "compile", _refuse)
    assert _render(tmp_path) == "12"


def test_a_template_that_changes_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("one")
    assert _render(tmp_path) == "one"
    (tmp_path / NAME).write_text("two")
    os.utime(tmp_path / NAME, (0, 0))
    assert _render(tmp_path) == "two"


def test_a_template_is_compiled_anew_for_another_jinja2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text("one")
    assert _render(tmp_path) == "one"
    monkeypatch.setattr("tfgen.render.compiled.bc_version", bc_version + 1)
    monkeypatch.setattr(jinja2.Environment, "compile", _refuse)
    with pytest.raises(AssertionError, match="compiled again"):
        _render(tmp_path)


def test_a_folder_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("one")
    (tmp_path / "__pycache__").write_text("a file where a folder belongs")
    assert _render(tmp_path) == _render(tmp_path) == "one"


def test_python_code_that_a_wheel_brought_is_used(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("one")
    ((path, code),) = Loader([tmp_path]).python(_environment(tmp_path))
    path.write_text(code.replace("one", "brought"))
    assert _render(tmp_path) == "brought"


def test_python_code_of_another_jinja2_is_not(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("one")
    (tmp_path / f"{NAME}-{bc_version + 1}.py").write_text("raise AssertionError('of another version')")
    assert _render(tmp_path) == "one"


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(jinja2.TemplateNotFound, match=NAME):
        _render(tmp_path)


def test_what_is_kept_holds_nothing_that_quoting_made() -> None:
    code = template._environment().compile('{{ "a" }}{{ "b" | upper }}', raw=True)
    assert code.count("environment.finalize(") == 2


def test_every_template_has_python_code_for_a_wheel() -> None:
    found = {path.name: code for path, code in template.compiled()}
    assert set(found) == {f"{name}-{bc_version}.py" for name in template._environment().list_templates()}
    assert len(found) > 5
    for name, code in found.items():
        compile(code, name, "exec")
