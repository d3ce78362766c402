"""The zip of a function's code, and everything that speaks against it. No test needs the network."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import textwrap
import zipfile
from pathlib import Path

import pytest

from tests.programs import found, needed
from tfgen.package import build as package
from tfgen.package import folder as folder_module
from tfgen.package import installer, npm, pip, requirements
from tfgen.package.build import build, code_diagnostic
from tfgen.package.folder import INSTALLED_BY
from tfgen.stack.package import Package

Tree = dict[str, str | bytes]


def plant(root: Path, files: Tree) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def zipped(
    project: Path, code: str = "src", runtime: str = "python3.13", architecture: str = "arm64"
) -> bytes:
    data, diagnostics = build(Package(code, runtime, architecture), project)
    assert data is not None, diagnostics
    assert diagnostics == []
    return data


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def refused(project: Path, code: str = "src", runtime: str = "python3.13") -> list[str]:
    """`CODE message` of every finding of a package that is not built."""
    data, diagnostics = build(Package(code, runtime, "arm64"), project)
    assert data is None
    return [f"{diagnostic.code} {diagnostic.message}" for diagnostic in diagnostics]


# --- the same bytes everywhere ---

KNOWN: Tree = {
    "src/main.py": "def main(event, context): ...\n",
    "src/lib/ä.txt": "ümlaut\n",
    "src/lib/run.sh": "#!/bin/sh\n",
    "src/Z": b"\x00\x01",
}
# Changes only when a zip of unchanged code is meant to change, which every user sees in the next plan.
KNOWN_SHA256 = "bfe41a78c7845cf657fd1d50339897272e0570a694dbd2c3333722e4424b8991"


def known(project: Path) -> Path:
    plant(project, KNOWN)
    (project / "src/lib/run.sh").chmod(0o755)
    return project


def test_bytes_of_a_known_tree(tmp_path: Path) -> None:
    assert hashlib.sha256(zipped(known(tmp_path))).hexdigest() == KNOWN_SHA256


def test_bytes_depend_on_names_contents_and_the_executable_bit_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = zipped(known(tmp_path / "one"))
    two = tmp_path / "two"
    previous = os.umask(0o077)
    try:
        plant(two, dict(reversed(KNOWN.items())))
        (two / "src/lib/run.sh").chmod(0o700)
        (two / "src/empty").mkdir()
        monkeypatch.chdir(tmp_path)
        for path in two.rglob("*"):
            os.utime(path, (1_000_000, 1_000_000))
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        assert zipped(Path("two")) == expected
    finally:
        os.umask(previous)


def test_members_carry_nothing_of_the_machine(tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(zipped(known(tmp_path))))
    assert archive.namelist() == ["Z", "lib/run.sh", "lib/ä.txt", "main.py"]
    for member in archive.infolist():
        assert (member.date_time, member.create_system, member.extra) == ((1980, 1, 1, 0, 0, 0), 3, b"")
        assert member.compress_type == zipfile.ZIP_STORED
        expected = 0o100755 if member.filename == "lib/run.sh" else 0o100644
        assert member.external_attr >> 16 == expected


# --- what goes in ---


def test_excludes(tmp_path: Path) -> None:
    left_out = [".git/config", "__pycache__/a.pyc", "a.pyc", ".venv/x", "venv/x", "node_modules/x/index.js"]
    left_out += [".DS_Store", ".env", ".npmrc", "deep/.env", "deep/node_modules/x", "tests/test_a.py", "a.md"]
    kept = ["main.py", "keep.md", "x-1.0.dist-info/METADATA", "environment"]
    plant(tmp_path / "src", dict.fromkeys([*left_out, *kept], "x"))
    plant(tmp_path, {"src/.tfgenignore": "# what the function does not need\ntests/\n*.md\n!keep.md\n"})
    assert names(zipped(tmp_path)) == sorted(kept)


def test_an_excluded_name_is_not_even_looked_at(tmp_path: Path) -> None:
    plant(tmp_path, {"src/main.py": ""})
    (tmp_path / "src/.venv").symlink_to("/nowhere")
    assert names(zipped(tmp_path)) == ["main.py"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x\n" * 3000])
def test_an_ignore_file_that_cannot_be_used(tmp_path: Path, content: bytes) -> None:
    plant(tmp_path, {"src/main.py": "", "src/.tfgenignore": content})
    (diagnostic,) = refused(tmp_path)
    assert diagnostic.startswith("TFG142 `src/.tfgenignore` cannot be used: ")


@pytest.mark.parametrize("code", [".git", ".git/hooks", "linked"])
def test_what_git_keeps_is_no_code(tmp_path: Path, code: str) -> None:
    plant(tmp_path, {".git/hooks/x": "", ".git/config": "a token"})
    (tmp_path / "linked").symlink_to(".git")
    found = code_diagnostic(code, tmp_path)
    assert found and found.code == "TFG140"


def test_a_pipe_in_the_place_of_the_ignore_file_is_not_waited_for(tmp_path: Path) -> None:
    plant(tmp_path, {"src/main.py": ""})
    os.mkfifo(tmp_path / "src/.tfgenignore")
    (diagnostic,) = refused(tmp_path)
    assert diagnostic.startswith("TFG142 `src/.tfgenignore` cannot be used: ")


@pytest.mark.parametrize(
    "left_out", [".env", "src/.env", "src/deep/.npmrc", ".git/config", "src/keys/a.pem", "src/secret.txt"]
)
@pytest.mark.parametrize("kind", ["link", "folder link", "hard link"])
def test_what_is_left_out_does_not_come_in_under_another_name(
    tmp_path: Path, left_out: str, kind: str
) -> None:
    plant(tmp_path, {"src/main.py": "", "src/.tfgenignore": "keys/\nsecret.txt\n", left_out: "secret"})
    target = tmp_path / left_out
    match kind:
        case "link":
            (tmp_path / "src/x.txt").symlink_to(target)
        case "folder link" if target.parent not in (tmp_path, tmp_path / "src"):
            (tmp_path / "src/x").symlink_to(target.parent)
        case "hard link" if ".git" not in left_out:
            (tmp_path / "src/x.txt").hardlink_to(target)
        case _:
            return
    found = refused(tmp_path) if "npmrc" not in left_out or kind != "folder link" else []
    assert all(each.startswith("TFG151 `src/x") for each in found)
    assert found or names(zipped(tmp_path)) == ["main.py"]


def test_symlinks_within_the_project_are_followed(tmp_path: Path) -> None:
    plant(tmp_path, {"src/main.py": "", "shared/util.py": "shared"})
    (tmp_path / "src/shared").symlink_to("../shared")
    (tmp_path / "src/again.py").symlink_to("main.py")
    (tmp_path / "src/hard.py").hardlink_to(tmp_path / "src/main.py")
    assert names(zipped(tmp_path)) == ["again.py", "hard.py", "main.py", "shared/util.py"]


# --- what may not go in ---


def test_symlinks_out_of_the_project(tmp_path: Path) -> None:
    project = plant(tmp_path / "project", {"src/main.py": ""})
    plant(tmp_path, {"outside/secret": "", "project-2/secret": ""})
    (project / "src/folder").symlink_to(tmp_path / "outside")
    (project / "src/file").symlink_to(tmp_path / "project-2/secret")
    assert refused(project) == [
        "TFG141 the symlink `src/file` leads out of the project",
        "TFG141 the symlink `src/folder` leads out of the project",
    ]


@pytest.mark.parametrize("name", INSTALLED_BY)
@pytest.mark.parametrize("ignored", ["", "*.txt\n*.json\n"], ids=["seen", "in .tfgenignore"])
def test_lists_of_dependencies_that_lead_elsewhere_are_not_read(
    tmp_path: Path, name: str, ignored: str
) -> None:
    project = plant(tmp_path / "project", {"src/main.py": "", "src/.tfgenignore": ignored, ".env": "TOKEN=1"})
    plant(tmp_path, {"secret": "TOKEN=1"})
    (project / "src" / name).symlink_to("../../secret")
    assert refused(project) == [f"TFG141 the symlink `src/{name}` leads out of the project"]
    (project / "src" / name).unlink()
    (project / "src" / name).symlink_to("../.env")
    assert refused(project) == [f"TFG151 `src/{name}` is a link to `.env`, which is left out"]
    (project / "src" / name).unlink()
    os.mkfifo(project / "src" / name)
    assert refused(project) == [f"TFG142 `src/{name}` is neither a file nor a folder"]


@pytest.mark.parametrize("content", ["a\n" * 501, "*a" * 11])
def test_more_patterns_than_anybody_writes_are_refused(tmp_path: Path, content: str) -> None:
    plant(tmp_path, {"src/main.py": "", "src/.tfgenignore": content})
    (told,) = refused(tmp_path)
    assert told.startswith("TFG142 `src/.tfgenignore` cannot be used")


def test_a_maze_of_links_has_an_end(tmp_path: Path) -> None:
    for level in range(8):
        folder = tmp_path / f"src/d{level}"
        folder.mkdir(parents=True)
        for door in range(4):
            (folder / f"l{door}").symlink_to(f"../d{level + 1}")
    (tmp_path / "src/d8").mkdir()
    assert refused(tmp_path) == ["TFG142 `src` leads through more than 1000 links to folders"]


def test_symlinks_that_lead_nowhere_or_in_circles(tmp_path: Path) -> None:
    plant(tmp_path, {"src/deep/main.py": ""})
    (tmp_path / "src/broken").symlink_to("nothing")
    (tmp_path / "src/self").symlink_to("self")
    (tmp_path / "src/deep/up").symlink_to("..")
    (tmp_path / "src/top").symlink_to("..")
    assert refused(tmp_path) == [
        "TFG142 the symlink `src/broken` leads nowhere or in a circle",
        "TFG142 the symlink `src/self` leads nowhere or in a circle",
        "TFG142 the symlink `src/top/src` leads back to a folder that it lies in",
        "TFG142 the symlink `src/deep/up` leads back to a folder that it lies in",
    ]


def test_a_maze_of_symlinks_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MOST_FILES", 100)
    plant(tmp_path, {"rooms/30/x": "", "src/main.py": ""})
    for room in range(30):
        (tmp_path / f"rooms/{room}").mkdir()
        for door in ("left", "right"):
            (tmp_path / f"rooms/{room}/{door}").symlink_to(f"../{room + 1}")
    (tmp_path / "src/maze").symlink_to("../rooms/0")
    assert refused(tmp_path) == ["TFG142 `src` holds more than 100 files and folders"]


def test_sockets_and_pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"src/main.py": ""})
    os.mkfifo(tmp_path / "src/pipe")
    monkeypatch.chdir(tmp_path / "src")  # the path of a socket is limited to about 100 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert refused(tmp_path) == [
            "TFG142 `src/pipe` is neither a file nor a folder",
            "TFG142 `src/socket` is neither a file nor a folder",
        ]


def test_files_and_folders_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"src/main.py": ""})
    denied = PermissionError(errno.EACCES, "Permission denied", "src/main.py")

    def deny(*_: object) -> bytes:
        raise denied

    with monkeypatch.context() as patch:  # chmod does not keep root out
        patch.setattr(Path, "read_bytes", deny)
        (diagnostic,) = refused(tmp_path)
    assert diagnostic.startswith("TFG142 `src` cannot be packaged: [Errno 13] Permission denied")
    monkeypatch.setattr(Path, "iterdir", deny)
    assert refused(tmp_path) == ["TFG142 `src/` cannot be read: Permission denied"]


@pytest.mark.skipif(sys.platform == "darwin", reason="APFS refuses such names")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    plant(tmp_path, {"src/main.py": ""})
    (tmp_path / "src" / os.fsdecode(b"\xff.py")).touch()
    assert refused(tmp_path) == [r"TFG142 the name of `src/\udcff.py` is not UTF-8"]


def test_names_that_differ_only_by_case(tmp_path: Path) -> None:
    plant(tmp_path, {"src/README.md": "", "src/readme.md": ""})
    if len(list((tmp_path / "src").iterdir())) == 1:
        pytest.skip("a file system that ignores case")
    data, (diagnostic,) = build(Package("src", "python3.13", "arm64"), tmp_path)
    assert data is not None
    assert (diagnostic.code, diagnostic.severity) == ("TFG146", "warning")
    assert diagnostic.message == "in `src`, README.md and readme.md differ only by case"


# --- the path ---


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("src", None),
        ("ready.zip", None),
        ("READY.JAR", None),
        (".", "TFG140 `.` is the spec's own folder"),
        ("", "TFG140 `` is the spec's own folder"),
        ("here", "TFG140 `here` is the spec's own folder"),
        ("srx", "TFG140 `srx` does not exist"),
        ("main.py", "TFG140 `main.py` is neither a folder nor a .zip or .jar"),
        ("../project/src", "TFG140 `../project/src` is no path below the spec's folder"),
        ("/src", "TFG140 `/src` is no path below the spec's folder"),
        ("away", "TFG141 `away` leads out of the project"),
    ],
)
def test_what_is_wrong_with_code_at_first_sight(tmp_path: Path, code: str, expected: str | None) -> None:
    project = plant(tmp_path / "project", {"src/a": "", "ready.zip": "", "READY.JAR": "", "main.py": ""})
    (project / "here").symlink_to(".")
    (project / "away").symlink_to("..")
    diagnostic = code_diagnostic(code, project)
    assert (f"{diagnostic.code} {diagnostic.message}" if diagnostic else None) == expected
    if expected:
        assert refused(project, code) == [expected]


@pytest.mark.parametrize("code", ["circle", "a\0b", "x" * 300])
def test_a_path_that_the_system_refuses(tmp_path: Path, code: str) -> None:
    (tmp_path / "circle").symlink_to("circle")
    diagnostic = code_diagnostic(code, tmp_path)
    assert diagnostic is not None
    assert diagnostic.code == "TFG140"


def test_a_folder_with_nothing_to_package(tmp_path: Path) -> None:
    plant(tmp_path, {"src/__pycache__/main.pyc": "", "src/.env": ""})
    assert refused(tmp_path) == ["TFG140 `src` holds no file to package"]


# --- ready-made archives ---


def archive(path: Path, files: Tree, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path.read_bytes()


def test_a_ready_made_archive_is_taken_as_it_is(tmp_path: Path) -> None:
    expected = archive(tmp_path / "build/app.jar", {"Main.class": "x" * 100})
    assert zipped(tmp_path, "build/app.jar", "java21") == expected


def test_ready_made_archives_that_lambda_cannot_read(tmp_path: Path) -> None:
    plant(tmp_path, {"text.zip": "no zip"})
    archive(tmp_path / "empty.zip", {})
    archive(tmp_path / "lzma.zip", {"a": "b"}, zipfile.ZIP_LZMA)
    data = bytearray(archive(tmp_path / "damaged.zip", {"a": "payload"}, zipfile.ZIP_STORED))
    data[data.index(b"payload")] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)
    encrypted = bytearray(archive(tmp_path / "encrypted.zip", {"a": "payload"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.index(header) + flags] |= 1
    (tmp_path / "encrypted.zip").write_bytes(encrypted)

    assert refused(tmp_path, "text.zip") == [
        "TFG140 `text.zip` is not a zip that Lambda can read: File is not a zip file"
    ]
    assert refused(tmp_path, "empty.zip") == ["TFG140 `empty.zip` is empty"]
    assert refused(tmp_path, "lzma.zip") == ["TFG140 `lzma.zip` is compressed by another method than deflate"]
    assert refused(tmp_path, "damaged.zip") == [
        "TFG140 `damaged.zip` is damaged: the checksum of `a` is wrong"
    ]
    assert "is encrypted" in refused(tmp_path, "encrypted.zip")[0]


# --- limits ---


def test_too_large_unzipped(tmp_path: Path) -> None:
    plant(tmp_path, {"src/main.py": ""})
    for name, megabytes in (("model.bin", 200), ("small.bin", 50)):
        with (tmp_path / "src" / name).open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)  # sparse: nothing is written, and nothing may be read
    data, (diagnostic,) = build(Package("src", "python3.13", "arm64"), tmp_path)
    assert data is None
    assert diagnostic.code == "TFG144"
    assert diagnostic.message == "`src` is 250.0 MB unzipped, and Lambda takes less than 250.0 MB"
    assert diagnostic.hint == "the largest: model.bin (200.0 MB), small.bin (50.0 MB), main.py (0.0 MB)"


def test_compressed_only_when_it_must_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"src/text": "a" * 10_000})
    monkeypatch.setattr(package, "ZIPPED_LIMIT", 5_000)
    data, (diagnostic,) = build(Package("src", "python3.13", "arm64"), tmp_path)
    assert data is not None
    assert len(data) < 5_000
    assert (diagnostic.code, diagnostic.severity) == ("TFG145", "warning")
    assert "zlib" in diagnostic.message


def test_too_large_zipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))
    plant(tmp_path, {"src/noise": noise})
    archive(tmp_path / "ready.zip", {"noise": noise})
    monkeypatch.setattr(package, "ZIPPED_LIMIT", 5_000)
    for code in ("src", "ready.zip"):
        (diagnostic,) = refused(tmp_path, code)
        assert diagnostic.startswith(f"TFG144 `{code}` is 0.0 MB zipped")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(tmp_path / "bomb.zip", {"zeros": b"\0" * 100_000})
    monkeypatch.setattr(package, "UNZIPPED_LIMIT", 50_000)
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda _: pytest.fail("unpacked"))
    assert refused(tmp_path, "bomb.zip")[0].startswith("TFG144 `bomb.zip` is 0.1 MB unzipped")


# --- Python dependencies ---


def wheel(shelf: Path, name: str, tag: str, files: Tree, entry_points: str = "") -> None:
    """A wheel as PEP 427 defines it; pip checks the records only when asked to."""
    info = f"{name}-1.0.dist-info"
    shelf.mkdir(parents=True, exist_ok=True)
    members: Tree = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: {tag}\n",
    }
    if entry_points:
        members[f"{info}/entry_points.txt"] = entry_points
    record = "".join(f"{member},,\n" for member in [*members, f"{info}/RECORD"])
    archive(shelf / f"{name}-1.0-{tag}.whl", {**members, f"{info}/RECORD": record})


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pip looks for wheels, and nowhere else."""
    path = tmp_path / "shelf"
    path.mkdir()
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(path), "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return path


def test_wheels_for_the_platform_of_the_function(tmp_path: Path, shelf: Path) -> None:
    machines = {"manylinux_2_28_aarch64": "arm", "manylinux2014_x86_64": "intel", "macosx_11_0_arm64": "mac"}
    for tag, content in machines.items():
        wheel(shelf, "native", f"cp313-cp313-{tag}", {"native/core.so": content})
    wheel(shelf, "native", "cp39-cp39-manylinux_2_17_aarch64", {"native/core.so": "old"})
    plant(tmp_path, {"src/main.py": "", "src/requirements.txt": "native==1.0\n"})
    for runtime, architecture, expected in (
        ("python3.13", "arm64", b"arm"),
        ("python3.13", "x86_64", b"intel"),
        ("python3.9", "arm64", b"old"),
    ):
        data = zipped(tmp_path, "src", runtime, architecture)
        assert zipfile.ZipFile(io.BytesIO(data)).read("native/core.so") == expected


def test_what_varies_between_machines_is_dropped(tmp_path: Path, shelf: Path) -> None:
    scripts = "[console_scripts]\ntool = pure:main\n"
    wheel(shelf, "pure", "py3-none-any", {"pure/__init__.py": "", "pure/bin/keep": ""}, scripts)
    plant(tmp_path, {"src/main.py": "", "src/requirements.txt": "pure==1.0\n"})
    first = zipped(tmp_path)
    info = [f"pure-1.0.dist-info/{name}" for name in ("METADATA", "WHEEL", "entry_points.txt")]
    assert names(first) == ["main.py", *info, "pure/__init__.py", "pure/bin/keep", "requirements.txt"]
    assert zipped(tmp_path) == first


@pytest.mark.parametrize(
    "line",
    [
        "./vendored",
        "vendored/",
        "../outside",
        "/absolute/dist.whl",
        "-e ./vendored",
        "--editable=vendored",
        "git+https://example.com/x.git",
        "x @ https://example.com/x.whl",
        "https://example.com/x.tar.gz",
        "--no-binary :all:",
        "--no-binary=evil",
        "--index-url https://example.com",
        "-i https://example.com",
        "--find-links ./wheels",
        "--trusted-host example.com",
        "--config-settings x=y",
        "x==1.0 --config-settings=a=b",
        'x==1.0 --global-option="evil"',
        "-r more.txt",
        "-c limits.txt",
        "x==1.0 \\\n -e ./vendored",
        "x==1.0\n# a comment ends here \\\n./vendored",
        "x==1.0 ; python_version > '3' --global-option=build_ext",
        "x==1.0 ; python_version > '3' -e ./vendored",
        "x== -evendored",
        "x==1.0 ; python_version > '${HOME}'",
        "$(evil)",
    ],
)
def test_requirements_that_would_run_code_are_refused(tmp_path: Path, line: str) -> None:
    setup = "import pathlib\npathlib.Path('ran').touch()\n"
    plant(tmp_path, {"src/requirements.txt": f"{line}\n", "src/vendored/setup.py": setup})
    assert [diagnostic.split(" ")[0] for diagnostic in refused(tmp_path)] == ["TFG150"]
    assert not list(tmp_path.rglob("ran"))


@pytest.mark.parametrize(
    "content",
    [
        b"# coding: utf-7\n# +AAo-./vendored\n",  # pip decodes as PEP 263 says
        "\ufeff# ./vendored\n".encode("utf-16"),
        b"vendored.tar.gz\n",  # a file of that name is an archive to pip
        b"# \xff\npure==1.0\n",
    ],
)
def test_pip_reads_nothing_that_was_not_checked(tmp_path: Path, shelf: Path, content: bytes) -> None:
    setup = f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()\n"
    plant(tmp_path, {"src/main.py": "", "src/requirements.txt": content, "src/vendored/setup.py": setup})
    with tarfile.open(tmp_path / "src/vendored.tar.gz", "w:gz") as target:
        target.add(tmp_path / "src/vendored", "vendored")
    _, diagnostics = build(Package("src", "python3.13", "arm64"), tmp_path)
    assert [diagnostic.code for diagnostic in diagnostics] == ([] if b"coding" in content else ["TFG147"])
    assert not (tmp_path / "ran").exists()


def test_requirements_that_are_not_utf8_or_start_with_a_mark(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "pure", "py3-none-any", {"pure.py": ""})
    plant(tmp_path, {"src/requirements.txt": b"\xef\xbb\xbfpure==1.0\n"})
    assert "pure.py" in names(zipped(tmp_path))
    plant(tmp_path, {"src/requirements.txt": b"pure==1.0  # \xe4\n"})
    assert refused(tmp_path) == ["TFG147 `src/requirements.txt` cannot be installed: it is not UTF-8"]


def test_hashes_are_checked(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "pure", "py3-none-any", {"pure.py": ""})
    digest = hashlib.sha256((shelf / "pure-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    text = "pure==1.0 ; python_version > '3' \\\n    --hash=sha256:{} \\\n\t--hash=sha256:{}\n    # via x\n"
    plant(tmp_path, {"src/requirements.txt": text.format("0" * 64, digest)})
    assert "pure.py" in names(zipped(tmp_path))
    plant(tmp_path, {"src/requirements.txt": text.format("0" * 64, "1" * 64)})
    (diagnostic,) = refused(tmp_path)
    assert diagnostic.startswith("TFG147 `src/requirements.txt` cannot be installed: ")
    assert "HASHES" in diagnostic


@pytest.mark.parametrize(
    "line",
    [
        "pure",
        "pure==1.0",
        "Pure == 1.0  # why",
        "pure[extra,other]>=1.0,<2 ; python_version > '3'",
        "pure==1.0 --hash=sha256:0aF --hash sha256:1b",
        "pure==1.0 \\\n    --hash=sha256:0a",
        "pure==1.\\\n0",
        "pure==1.0 ; sys_platform != 'win32' and (extra == 'a-b' or python_full_version < '3.9') --hash=md5:0a",
        "# only a comment",
        "",
    ],
)
def test_requirements_of_published_packages_are_taken(line: str) -> None:
    assert requirements.check(requirements.logical_lines(line), "requirements.txt") == []


def test_the_code_folder_is_not_on_the_path_of_pip(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "pure", "py3-none-any", {"pure.py": ""})
    plant(
        tmp_path,
        {"src/requirements.txt": "pure==1.0\n", "src/pip.py": "exit(9)", "src/logging.py": "exit(9)"},
    )
    assert "pure.py" in names(zipped(tmp_path))


def test_no_wheel_for_the_platform(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "native", "cp313-cp313-macosx_11_0_arm64", {"native.so": ""})
    plant(tmp_path, {"src/main.py": "", "src/requirements.txt": "native==1.0\n"})
    (diagnostic,) = refused(tmp_path)
    assert diagnostic.startswith("TFG147 `src/requirements.txt` cannot be installed: ERROR: ")
    assert "No matching distribution found for native==1.0" in diagnostic
    assert "Traceback" not in diagnostic


def test_a_source_package_is_not_run(tmp_path: Path, shelf: Path) -> None:
    setup = f"open({str(tmp_path / 'was-run')!r}, 'w')"
    with tarfile.open(shelf / "source-1.0.tar.gz", "w:gz") as target:
        for name, content in (("PKG-INFO", "Metadata-Version: 2.1\nName: source\n"), ("setup.py", setup)):
            member = tarfile.TarInfo(f"source-1.0/{name}")
            member.size = len(content)
            target.addfile(member, io.BytesIO(content.encode()))
    plant(tmp_path, {"src/main.py": "", "src/requirements.txt": "source==1.0\n"})
    assert "No matching distribution found for source==1.0" in refused(tmp_path)[0]
    assert not (tmp_path / "was-run").exists()


def test_glibc_of_the_runtimes() -> None:
    assert pip.wheel_platforms("3.13", "arm64")[0] == "manylinux_2_34_aarch64"
    assert pip.wheel_platforms("3.12", "x86_64")[0] == "manylinux_2_34_x86_64"
    assert pip.wheel_platforms("3.11", "x86_64")[0] == "manylinux_2_26_x86_64"
    assert pip.wheel_platforms("3.11", "x86_64")[-2:] == ["manylinux_2_17_x86_64", "manylinux2014_x86_64"]


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Some_Pkg==1.0\nother == 1.0  # why\n", []),
        ("some.pkg[extra]==1.0 ; python_version > '3'\nother==1.0 \\\n    --hash=sha256:00\n", []),
        ("some-pkg\nother>=1.0\n", ["other", "some-pkg"]),
        ("some-pkg==1.*\nother==1.0\n", ["some-pkg"]),
        ("# see https://example.com\nother==1.0\n", ["some-pkg"]),
    ],
)
def test_requirements_without_a_fixed_version(tmp_path: Path, text: str, loose: list[str]) -> None:
    for name in ("Some_Pkg-1.0.dist-info", "other-1.0.dist-info"):
        (tmp_path / name).mkdir()
    assert pip._unpinned(requirements.logical_lines(text), tmp_path) == loose


def test_a_loose_requirement_is_a_warning(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "pure", "py3-none-any", {"pure.py": ""})
    plant(tmp_path, {"src/requirements.txt": "pure\n"})
    data, (diagnostic,) = build(Package("src", "python3.13", "arm64"), tmp_path)
    assert data is not None
    assert (diagnostic.code, diagnostic.severity) == ("TFG143", "warning")
    assert diagnostic.message == "`src/requirements.txt` does not pin `pure`"


def test_a_file_that_a_dependency_brings_as_well(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "pure", "py3-none-any", {"pure/__init__.py": ""})
    plant(tmp_path, {"src/pure/__init__.py": "mine", "src/requirements.txt": "pure==1.0\n"})
    assert refused(tmp_path) == ["TFG148 `src/pure/__init__.py` also comes with a dependency"]


def test_pip_on_the_path_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"src/requirements.txt": "pure==1.0\n"})
    monkeypatch.setattr(pip, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert refused(tmp_path) == ["TFG910 `src/requirements.txt` needs pip, and there is none"]
    command(tmp_path / "bin/pip", 'echo "ERROR: called with $1"; exit 3')
    (diagnostic,) = refused(tmp_path)
    assert diagnostic == "TFG147 `src/requirements.txt` cannot be installed: ERROR: called with install"


def test_requirements_of_another_runtime_are_just_a_file(tmp_path: Path) -> None:
    plant(tmp_path, {"src/bootstrap": "", "src/requirements.txt": "nowhere==1.0\n", "src/package.json": "{"})
    data = zipped(tmp_path, "src", "provided.al2023")
    assert names(data) == ["bootstrap", "package.json", "requirements.txt"]


# --- Node dependencies ---


def command(path: Path, script: str) -> None:
    plant(path.parent, {path.name: f"#!/bin/sh\n{script}\n"})
    path.chmod(0o755)


def tarball(path: Path, manifest: dict[str, object]) -> str:
    """An npm package; its integrity as package-lock.json writes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as target:
        for name, content in (("package.json", json.dumps(manifest)), ("index.js", "// here")):
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            target.addfile(member, io.BytesIO(content.encode()))
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


@pytest.fixture
def new_npm() -> None:
    """npm of a version that tfgen takes."""
    program = found("npm")
    is_new = npm._version(str(program), Path.cwd()) >= npm.OLDEST
    needed(f"npm {'.'.join(map(str, npm.OLDEST))} or later", program if is_new else None)


@pytest.mark.usefixtures("new_npm")
def test_modules_as_locked_for_the_platform_of_the_function(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "cache": str(tmp_path / "cache"),
        "offline": "true",
        "userconfig": os.devnull,
    }.items():
        monkeypatch.setenv(f"npm_config_{name}", value)
    platforms: dict[str, dict[str, object]] = {
        "plain": {"bin": {"plain": "index.js"}},
        "native-arm64": {"cpu": ["arm64"], "os": ["linux"], "optional": True},
        "native-x64": {"cpu": ["x64"], "os": ["linux"], "optional": True},
        "native-mac": {"cpu": ["arm64"], "os": ["darwin"], "optional": True},
        "tester": {"dev": True},
    }
    sources = {name: f"file:vendor/{name}.tgz" for name in platforms}
    entries: dict[str, object] = {}
    for name, extra in platforms.items():
        scripts = dict.fromkeys(("preinstall", "install", "postinstall"), f"touch {tmp_path}/was-run")
        manifest = {"name": name, "version": "1.0.0", "scripts": scripts, **extra}
        integrity = tarball(tmp_path / f"src/vendor/{name}.tgz", manifest)
        entry = {
            "version": "1.0.0",
            "resolved": sources[name],
            "integrity": integrity,
            "hasInstallScript": True,
        }
        entries[f"node_modules/{name}"] = {**entry, **extra}
    root = {
        "name": "service",
        "dependencies": {"plain": sources["plain"]},
        "optionalDependencies": {name: sources[name] for name in sources if name.startswith("native")},
        "devDependencies": {"tester": sources["tester"]},
    }
    lock = {"name": "service", "lockfileVersion": 3, "requires": True, "packages": {"": root, **entries}}
    plant(tmp_path, {"src/index.js": "", "src/node_modules/stale/index.js": ""})
    plant(tmp_path, {"src/package.json": json.dumps(root), "src/package-lock.json": json.dumps(lock)})
    for architecture, native in (("arm64", "native-arm64"), ("x86_64", "native-x64")):
        data = zipped(tmp_path, "src", "nodejs22.x", architecture)
        modules = [name for name in names(data) if name.startswith("node_modules/")]
        expected = [
            f"node_modules/{name}/{file}"
            for name in (native, "plain")
            for file in ("index.js", "package.json")
        ]
        assert modules == expected
        assert zipped(tmp_path, "src", "nodejs22.x", architecture) == data
    assert sorted(path.name for path in (tmp_path / "src/node_modules").iterdir()) == ["stale"]
    assert not (tmp_path / "was-run").exists()


def test_a_manifest_without_dependencies_needs_no_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    plant(
        tmp_path,
        {"src/index.mjs": "", "src/package.json": '{"type": "module", "devDependencies": {"a": "1"}}'},
    )
    assert names(zipped(tmp_path, "src", "nodejs22.x")) == ["index.mjs", "package.json"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"package.json": '{"dependencies": {"a": "1"}}'},
            "TFG149 `src/package.json` has dependencies, and there",
        ),
        ({"node_modules/a/index.js": ""}, "TFG149 `src/node_modules` is there, and no `package.json`"),
        ({"package.json": "{"}, "TFG147 `src/package.json` is not valid: "),
        ({"package.json": "[]"}, "TFG147 `src/package.json` is not valid: it holds no object"),
    ],
)
def test_dependencies_that_are_not_locked(tmp_path: Path, files: Tree, expected: str) -> None:
    plant(tmp_path / "src", {"index.js": "", **files})
    (diagnostic,) = refused(tmp_path, runtime="nodejs22.x")
    assert diagnostic.startswith(expected)


TARBALL = "https://npm.example.com/a/-/a-1.0.0.tgz"
NAMED: dict[str, object] = {"version": "1.0.0", "integrity": "sha512-AA=="}
"""What a lock file without addresses says of a package (npm's `omit-lockfile-registry-resolved`)."""


def locked(
    packages: dict[str, object], manifest: dict[str, object] | None = None, version: object = 3
) -> Tree:
    manifest = {"dependencies": {"a": "1"}, **(manifest or {})}
    lock = {"lockfileVersion": version, "packages": {"": manifest, **packages}}
    return {"src/package.json": json.dumps(manifest), "src/package-lock.json": json.dumps(lock)}


LOCKED = locked({"node_modules/a": {**NAMED, "resolved": TARBALL}})


@pytest.mark.parametrize(
    "resolved",
    [
        "git+https://example.com/x.git#1",
        "git+file:///x",
        "git+file:///x.tgz",
        "ssh://git@example.com/x",
        "file:../x",
        "file:../x.tgz",
        "file:vendor/../../x.tgz",
        "file:/x.tgz",
        "file:///x.tgz",
        "file:~/x.tgz",
        "file:vendor",
        "vendor/x.tgz",
        "https://example.com/x",
        "https://example.com/x.git#x.tgz",
        "https://github.com/owner/x.tgz",
        "https://GitHub.com:443/owner/x.tgz",
        "https://user@github.com/owner/x.tgz",
        "https://github.com/owner/x/releases/../../x.tgz",
        "https://github.com/owner/x/releases/%2E./../x.tgz",
        "https://gitlab.com/group/owner/x.tgz",
        ["git+file:///x"],
        [],
    ],
)
def test_a_package_that_comes_from_elsewhere_is_refused(tmp_path: Path, resolved: object) -> None:
    plant(tmp_path, locked({"node_modules/a": {**NAMED, "resolved": resolved}}))
    diagnostic, *_ = refused(tmp_path, runtime="nodejs22.x")
    assert diagnostic.startswith("TFG150 `src/package-lock.json`: `node_modules/a` comes from `")


@pytest.mark.parametrize(
    ("place", "entry"),
    [
        ("node_modules/a", {}),
        ("node_modules/a", {"version": "1.0.0"}),
        ("node_modules/a", {**NAMED, "version": "git+file:///x"}),
        ("node_modules/a", {**NAMED, "name": "b@git+file:///x"}),
        ("node_modules/a", {"inBundle": True}),
        ("node_modules/a", {"inBundle": True, "version": "file:x"}),
        ("node_modules/a", {"resolved": "packages/a", "link": True}),
        ("node_modules/a", {"resolved": TARBALL, "link": []}),
        ("node_modules/a", {"resolved": TARBALL, "hasShrinkwrap": True}),
        ("node_modules/a", {"resolved": TARBALL, "_hasShrinkwrap": True}),
        ("node_modules/a", {"resolved": TARBALL, "dependencies": {"b": "git+file:///x"}}),
        ("node_modules/a", {"resolved": TARBALL, "optionalDependencies": {"b": "owner/b"}}),
        ("node_modules/a", {"resolved": TARBALL, "peerDependencies": {"b": "file:../b"}}),
        ("node_modules/a@git+file:b", {"resolved": TARBALL}),
        ("node_modules/../../a", {"resolved": TARBALL}),
        ("packages/a", {"version": "1.0.0"}),
    ],
)
def test_a_lock_file_that_asks_for_more_than_published_packages_is_refused(
    tmp_path: Path, place: str, entry: dict[str, object]
) -> None:
    plant(tmp_path, locked({place: entry}))
    diagnostic, *_ = refused(tmp_path, runtime="nodejs22.x")
    assert diagnostic.startswith("TFG150 `src/package-lock.json`: `")


@pytest.mark.parametrize(
    "spec",
    [
        "git+file:///x",
        "git@example.com:owner/b.git",
        "owner/b",
        "github:owner/b",
        "https://github.com/owner/b",
        "file:../b",
        "./b",
        ".",
        "~/b",
        "link:b",
        "npm:b@file:x",
        5,
    ],
)
@pytest.mark.parametrize(
    "key", ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides"]
)
def test_a_manifest_that_asks_for_more_than_published_packages_is_refused(
    tmp_path: Path, key: str, spec: object
) -> None:
    wanted = {"b": {"c": spec}} if key == "overrides" else {"a": "1", "b": spec}
    plant(tmp_path, {**LOCKED, "src/package.json": json.dumps({"dependencies": {"a": "1"}, key: wanted})})
    (diagnostic,) = refused(tmp_path, runtime="nodejs22.x")
    assert diagnostic.startswith("TFG150 `src/package.json`: `")


@pytest.mark.parametrize(
    ("place", "entry"),
    [
        ("node_modules/a", {**NAMED, "resolved": TARBALL}),
        ("node_modules/a", {"resolved": "http://127.0.0.1:4873/a/-/a-1.0.0.tgz"}),
        ("node_modules/a", {"resolved": "file:vendor/a-1.0.0.tgz"}),
        ("node_modules/a", {"resolved": "file:./a.tar.gz"}),
        ("node_modules/a", {"resolved": "https://github.com/o/a/releases/download/v1/a.tgz"}),
        (
            "node_modules/a",
            {"resolved": "https://gitlab.com/api/v4/projects/1/packages/npm/@o/a/-/@o/a-1.tgz"},
        ),
        ("node_modules/a", NAMED),
        ("node_modules/a", {"version": "1.0.0-rc.1+b", "inBundle": True}),
        ("node_modules/@o/a/node_modules/JSON_b.js", {**NAMED, "name": "@o/b"}),
        (
            "node_modules/a",
            {**NAMED, "dependencies": {"b": "^1.0 || >= 2 <3", "c": "npm:@o/d@~1", "d": "next"}},
        ),
        ("node_modules/a", {**NAMED, "dependencies": {"b": "https://cdn.example.com/b-1/b-1.tgz", "c": ""}}),
    ],
)
def test_published_packages_are_taken(tmp_path: Path, place: str, entry: dict[str, object]) -> None:
    overrides = {"b": {".": "1.0.0", "c": "$a"}}
    plant(tmp_path, locked({place: entry}, {"overrides": overrides}))
    assert npm._faults("src", tmp_path / "src") == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {**LOCKED, "src/npm-shrinkwrap.json": "{}", "src/.tfgenignore": "*.json"},
            "TFG149 `src/npm-shrinkwrap.json` stands beside `package-lock.json`, and npm would read it instead",
        ),
        (
            locked({}, version=1),
            "TFG149 `src/package-lock.json` is none of lockfileVersion 2 or 3",
        ),
        (
            {**LOCKED, "src/package-lock.json": '{"lockfileVersion": 3, "dependencies": {}}'},
            "TFG149 `src/package-lock.json` is none of lockfileVersion 2 or 3",
        ),
        (
            locked({}, {"workspaces": ["packages/*"]}),
            "TFG150 `src/package.json` has `workspaces`: folders, which are no published packages",
        ),
        ({**LOCKED, "src/package-lock.json": "{"}, "TFG147 `src/package-lock.json` is not valid: "),
        ({**LOCKED, "src/package-lock.json": "[]"}, "TFG147 `src/package-lock.json` is not valid: "),
        ({**LOCKED, "src/package.json": "[" * 100_000}, "TFG147 `src/package.json` is not valid: "),
        (locked({"node_modules/a": 5}), "TFG147 `src/package-lock.json` is not valid: "),
    ],
)
def test_lock_files_that_cannot_be_checked(tmp_path: Path, files: Tree, expected: str) -> None:
    plant(tmp_path, {"src/index.js": "", **files})
    (diagnostic,) = refused(tmp_path, runtime="nodejs22.x")
    assert diagnostic.startswith(expected)


def test_npm_gets_nothing_of_the_code_folder_but_what_was_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, LOCKED)
    plant(tmp_path / "src", dict.fromkeys(["index.js", ".NPMRC", "NPM-shrinkwrap.json_", "binding.gyp"], ""))
    plant(tmp_path / "src", {"vendor/a.tgz": "", "b.tar.gz": ""})
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    listing = tmp_path / "listing"
    command(
        tmp_path / "bin/npm",
        f'[ "$1" = --version ] && echo 11.0.0 || find . -type f | sort > {listing}',
    )
    zipped(tmp_path, runtime="nodejs22.x")
    expected = ["./b.tar.gz", "./package-lock.json", "./package.json", "./vendor/a.tgz"]
    assert listing.read_text().split() == expected


@pytest.mark.parametrize("version", [None, "10.3.0", "9.9.9", "nonsense"])
def test_npm_missing_or_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    plant(tmp_path, LOCKED)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    if version:
        command(tmp_path / "bin/npm", f"echo {version}")
    expected = "TFG911 `src/package-lock.json` needs npm 10.4 or later on the PATH"
    assert refused(tmp_path, runtime="nodejs22.x") == [expected]


def test_npm_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, LOCKED)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    command(
        tmp_path / "bin/npm",
        textwrap.dedent("""\
            if [ "$1" = --version ]; then echo 11.0.0; exit; fi
            echo "npm error code EUSAGE"
            echo
            echo "npm error The lock file is out of date"
            echo "npm error A complete log of this run can be found in: /tmp/x.log"
            exit 1"""),
    )
    assert refused(tmp_path, runtime="nodejs22.x") == [
        "TFG147 `src/package-lock.json` cannot be installed: "
        "npm error code EUSAGE; npm error The lock file is out of date"
    ]


# --- installers ---


def test_an_installer_that_hangs_does_not_start_or_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "SECONDS", 0.2)
    for arguments, reason in (
        (["sh", "-c", "sleep 60"], "it took longer than 0.2 seconds"),
        (["/nowhere/pip"], "it does not start: No such file or directory"),
        (["false"], "it gave no reason"),
    ):
        diagnostic = installer.install(arguments, tmp_path, tmp_path, "src/x")
        assert diagnostic is not None
        assert diagnostic.message == f"`src/x` cannot be installed: {reason}"


def test_an_installer_gets_no_secrets_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ["HTTPS_PROXY", "no_proxy", "LC_ALL", "SSL_CERT_FILE", "PIP_INDEX_URL", "npm_config_registry"]
    for name in [*kept, "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "GITHUB_TOKEN", "NOT_PIP_X", "PATH_X"]:
        monkeypatch.setenv(name, "C")
    status, output = installer.run(["env"], tmp_path, tmp_path)
    assert status == 0
    seen = {line.partition("=")[0] for line in output.split()}
    assert {*kept, "PATH", "HOME", "TMPDIR"} <= seen
    assert not seen & {"AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "GITHUB_TOKEN", "NOT_PIP_X", "PATH_X"}


def test_an_interrupt_ends_the_whole_process_group(tmp_path: Path, interruptible: None) -> None:
    os.mkfifo(tmp_path / "alive")
    program = f"""
from pathlib import Path
from tfgen.package.installer import run
run(["sh", "-c", "sleep 60 > alive & wait"], Path({str(tmp_path)!r}), Path({str(tmp_path)!r}))
"""
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) as process:
        with (tmp_path / "alive").open("rb") as alive:  # opens when the grandchild does
            process.send_signal(signal.SIGINT)
            assert alive.read() == b""  # ends when no process holds it any more
        assert b"KeyboardInterrupt" in process.communicate()[1]
