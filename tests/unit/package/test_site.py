"""The folder of a site may be anybody's, and all that is in it becomes public."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.specs import read
from tfgen.diagnostics import Diagnostic
from tfgen.package import site as package
from tfgen.package.site import MOST_FILES, with_site
from tfgen.stack.kinds.site import SITE
from tfgen.stack.loaded import Loaded, Readable

SPEC = """\
tfgen: 1
service: shop
regions: [eu-west-1]
site: {folder: served}
"""


@pytest.fixture
def served(tmp_path: Path) -> Path:
    folder = tmp_path / "project/served"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>")
    return folder


def _loaded(served: Path, spec: str = SPEC) -> Loaded:
    return with_site(Readable("spec.yaml", served.parent, *read(spec)))


def _keys(served: Path) -> list[str]:
    found = _loaded(served)
    assert isinstance(found, Readable), found.diagnostics
    return found.stack.the(SITE).keys


def _told(served: Path, spec: str = SPEC) -> list[Diagnostic]:
    found = _loaded(served, spec)
    return [] if isinstance(found, Readable) else found.diagnostics


def _write(served: Path, *names: str) -> None:
    for name in names:
        (served / name).parent.mkdir(parents=True, exist_ok=True)
        (served / name).write_text(name)


def test_what_is_hidden_installed_or_ignored_is_not_served(served: Path) -> None:
    _write(served, ".env", ".git/config", ".DS_Store", "node_modules/a/index.js", "drafts/a.html", "a b.txt")
    _write(served, ".well-known/security.txt", "docs/.env", "docs/index.html", "x/[slug].js")
    (served / ".tfgenignore").write_text("drafts/\n")
    assert _keys(served) == [
        ".well-known/security.txt",
        "a b.txt",
        "docs/index.html",
        "index.html",
        "x/[slug].js",
    ]


def test_a_link_is_not_followed_be_it_within_the_project(served: Path) -> None:
    _write(served.parent, "secret.txt")
    (served / "a.txt").symlink_to("../secret.txt")
    (served / "b").symlink_to(served.parent)
    (served / "c.txt").symlink_to("/etc/hostname")
    assert [each.code for each in _told(served)] == ["TFG153"] * 3
    assert all("is a link" in each.message for each in _told(served))


@pytest.mark.parametrize(
    "name",
    ["a%20b.html", "a?b", "a#b", "a+b.js", "ü.html", "a\nb", "a\\b", "${x}.js", "a:b", "a*", "a&b", '"'],
)
def test_a_name_that_is_another_in_a_url_is_told(served: Path, name: str) -> None:
    _write(served, name)
    (told,) = _told(served)
    assert told.code == "TFG153"
    assert told.message.isprintable()


@pytest.mark.parametrize(
    "name",
    ["id_rsa", "tls.pem", "site.key", "terraform.tfstate.backup", "prod.tfvars", "prod.env", "credentials"],
)
def test_keys_and_states_do_not_become_public(served: Path, name: str) -> None:
    _write(served, name)
    assert [each.code for each in _told(served)] == ["TFG153"]


def test_names_that_differ_by_case_alone_are_told_once(served: Path) -> None:
    _write(served, "Logo.svg", "logo.svg")
    (told,) = _told(served)
    assert told.message == "in `served`, `Logo.svg` and `logo.svg` differ by case alone"


def test_a_pipe_is_not_waited_for(served: Path) -> None:
    os.mkfifo(served / "pipe")
    assert [each.code for each in _told(served)] == ["TFG153"]


def test_the_file_that_tells_of_the_service_is_tfgens(served: Path) -> None:
    _write(served, "service.json", "other/service.json")
    (told,) = _told(served)
    assert "`served/service.json` has the name of the file" in told.message


def test_more_files_than_terraform_copes_with_are_told_with_what_to_do(served: Path) -> None:
    _write(served, *(f"pages/{number}.html" for number in range(MOST_FILES - 1)))
    assert len(_keys(served)) == MOST_FILES
    _write(served, "one-more.html")
    (told,) = _told(served)
    assert told.code == "TFG152"
    assert "aws s3 sync" in (told.hint or "")


def test_a_huge_file_is_not_read(served: Path) -> None:
    with (served / "video.mp4").open("wb") as file:
        file.truncate(package.MOST_BYTES + 1)
    (told,) = _told(served)
    assert (told.code, told.message) == ("TFG152", "`served` holds more than 64 MB")
    assert (told.hint or "").startswith(
        "name what is not served in `served/.tfgenignore`; or leave `folder` out"
    )


@pytest.mark.parametrize("folder", ["src", "src/get"])
def test_code_of_functions_is_not_served(served: Path, folder: str) -> None:
    (served.parent / "src" / "get").mkdir(parents=True)
    _write(served.parent / "src", "index.html", "get/get.py")
    function = "{code: src/get, handler: get.main, runtime: python3.13}"
    spec = f"{SPEC.replace('served', folder)}functions: {{get: {function}}}\n"
    (told,) = _told(served, spec)
    assert (told.code, told.message) == (
        "TFG153",
        "`src/get/get.py` is code of function `get`, and would be public",
    )
    (served.parent / folder / ".tfgenignore").write_text("*.py\nget/")
    assert [each.code for each in _told(served, spec)] == (["TFG152"] if folder == "src/get" else [])


def test_a_maze_of_folders_ends(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_SEEN", 10)
    for number in range(12):
        (served / f"{number}").mkdir()
    assert [each.code for each in _told(served)] == ["TFG152"]


def test_names_without_an_ending_fit_into_the_function(served: Path) -> None:
    _write(served, *(f"{'x' * 90}/{number:060}" for number in range(60)))
    (told,) = _told(served)
    assert "too many files without an ending" in told.message


@pytest.mark.parametrize(
    ("folder", "told", "hint"),
    [
        ("servde", "`servde` is not there", "did you mean `served`?"),
        ("file", "`file` is no folder", "name the folder that holds it"),
        ("link", "`link` is reached by a link, which is not followed", "name where it leads"),
        (
            "empty",
            "`empty` holds no file to serve",
            "build the page first; or leave `folder` out, and upload by `aws s3 sync`",
        ),
    ],
)
def test_a_folder_that_cannot_be_the_sites_is_told_with_what_to_do(
    served: Path, folder: str, told: str, hint: str
) -> None:
    (served.parent / "file").write_text("")
    (served.parent / "link").symlink_to(served.parent.parent)
    (served.parent / "empty").mkdir()
    found = _told(served, SPEC.replace("served", folder))
    assert [(each.code, each.message) for each in found] == [("TFG152", told)]
    assert found[0].hint == hint
    assert found[0].span


def test_a_site_without_a_folder_has_no_files_of_its_own(served: Path) -> None:
    found = _loaded(served, SPEC.replace("{folder: served}", "{}"))
    assert isinstance(found, Readable)
    assert found.stack.the(SITE).keys == []
