"""A machine with Python and make alone: what make fetches, and what it says where it cannot."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import platform
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.specs import ROOT

PROGRAM = b"#!/bin/sh\necho Terraform v9.9.9\n"
PLATFORM = f"{platform.system().lower()}_{ {'x86_64': 'amd64', 'aarch64': 'arm64'}.get(platform.machine(), platform.machine()) }"
NAME = f"terraform_9.9.9_{PLATFORM}.zip"


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


RELEASE = _zip(**{"LICENSE.txt": b"words", "terraform": PROGRAM})
Answer = Callable[[BaseHTTPRequestHandler], None]


def _says(body: bytes, status: int = 200, length: int | None = None) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    return answer


@contextlib.contextmanager
def _releases(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A server in the place of the vendor's: its address, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


class Checkout:
    """A checkout whose pins are of drawn releases, on a machine without terraform."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.fetched = folder, folder / ".terraform-bin"
        (folder / "requirements").mkdir()
        shutil.copy(ROOT / "requirements/terraform.py", folder / "requirements")
        self.pin(RELEASE)

    def pin(self, release: bytes, name: str = NAME) -> None:
        """Names a release for this machine."""
        line = f"{hashlib.sha256(release).hexdigest()}  {name}\n"
        (self.folder / "requirements/terraform.sums").write_text(line)

    def start(self, releases: str, **variables: str) -> subprocess.Popen[str]:
        """What make runs."""
        return subprocess.Popen(
            [sys.executable, self.folder / "requirements/terraform.py"],
            env={"PATH": f"/nowhere:{self.fetched}", "TERRAFORM_RELEASES": releases, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, releases: str, **variables: str) -> tuple[int, str, str]:
        """Its status, and what it tells."""
        process = self.start(releases, **variables)
        out, error = process.communicate(timeout=60)
        return process.returncode, out, error

    def left(self) -> set[str]:
        """What lies in the folder."""
        found = {path.name for path in self.fetched.iterdir()} if self.fetched.exists() else set()
        return found - {"lock"}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_release_is_fetched_checked_and_runs(checkout: Checkout) -> None:
    with _releases(_says(RELEASE)) as (address, asked):
        status, out, error = checkout.run(address)
        assert (status, error) == (0, "")
        assert f"fetching Terraform 9.9.9 from {address}/9.9.9/{NAME} into .terraform-bin/" in out
        ran = subprocess.run([checkout.fetched / "terraform"], capture_output=True, text=True, check=True)
        assert ran.stdout == "Terraform v9.9.9\n"
        assert checkout.run(address) == (0, "", ""), "once is enough"
        assert asked == [f"/9.9.9/{NAME}"]
    assert checkout.left() == {"terraform", "sha256"}


def test_another_pin_is_fetched_anew(checkout: Checkout) -> None:
    newer = _zip(terraform=PROGRAM.replace(b"9.9.9", b"9.9.10"))
    with _releases(_says(RELEASE)) as (address, _):
        assert checkout.run(address)[0] == 0
    checkout.pin(newer, NAME.replace("9.9.9", "9.9.10"))
    with _releases(_says(newer)) as (address, asked):
        assert checkout.run(address)[0] == 0
        assert len(asked) == 1
    assert b"9.9.10" in (checkout.fetched / "terraform").read_bytes()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (_says(_zip(terraform=b"#!/bin/sh\necho evil\n")), "has the SHA-256"),
        (_says(RELEASE[: len(RELEASE) // 2], length=len(RELEASE)), f"of {len(RELEASE):,} bytes"),
        (_says(RELEASE[: len(RELEASE) // 2]), "has the SHA-256"),
        (_says(b"no such release", 404), "404 Not Found"),
        (_says(b"", 503), "503 Service Unavailable"),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n"), "nonsense"),
    ],
    ids=["other content", "broken off", "truncated", "not found", "unavailable", "no HTTP"],
)
def test_what_is_not_the_release_is_not_kept(checkout: Checkout, answer: Answer, says: str) -> None:
    with _releases(answer) as (address, _):
        status, _, error = checkout.run(address)
    assert status == 1
    assert "it cannot be fetched: " in error and says in error
    assert "put it on PATH, or name it in TFGEN_TERRAFORM" in error and "TERRAFORM_RELEASES" in error
    assert "Traceback" not in error
    assert not checkout.left()


def test_offline_says_what_to_do(checkout: Checkout) -> None:
    with _releases(_says(RELEASE)) as (address, _):
        pass
    status, _, error = checkout.run(address)
    assert status == 1
    assert "Connection refused" in error and "TFGEN_TERRAFORM" in error


def test_nothing_is_written_outside_of_its_folder(checkout: Checkout) -> None:
    sly = _zip(**{"../../evil": b"1", "/tmp/evil": b"2", "terraform": PROGRAM, "../terraform": b"3"})  # noqa: S108
    checkout.pin(sly)
    with _releases(_says(sly)) as (address, _):
        assert checkout.run(address)[0] == 0
    assert checkout.left() == {"terraform", "sha256"}
    assert (checkout.fetched / "terraform").read_bytes() == PROGRAM
    assert {path.name for path in checkout.folder.iterdir()} == {"requirements", ".terraform-bin"}


@pytest.mark.parametrize("release", [_zip(other=b"x"), b"no zip at all"], ids=["no terraform", "no zip"])
def test_an_archive_without_a_terraform_is_refused(checkout: Checkout, release: bytes) -> None:
    checkout.pin(release)
    with _releases(_says(release)) as (address, _):
        status, _, error = checkout.run(address)
    assert status == 1 and "Traceback" not in error
    assert not checkout.left()


def test_a_machine_without_a_pin_is_told(checkout: Checkout) -> None:
    checkout.pin(RELEASE, "terraform_9.9.9_plan9_mips.zip")
    status, _, error = checkout.run("http://127.0.0.1:9")
    assert status == 1
    assert f"has no release for {PLATFORM.replace('_', ' ')}" in error


def test_one_that_is_killed_half_way_leaves_nothing_to_the_next(checkout: Checkout) -> None:
    half = threading.Event()

    def stall(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(RELEASE)))
        request.end_headers()
        request.wfile.write(RELEASE[:50])
        request.wfile.flush()
        half.set()
        time.sleep(20)

    with _releases(stall) as (address, _):
        process = checkout.start(address)
        assert half.wait(30)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert "terraform" not in checkout.left()
    with _releases(_says(RELEASE)) as (address, _):
        assert checkout.run(address)[0] == 0
    assert checkout.left() == {"terraform", "sha256"}


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_what_is_on_the_path_wins(checkout: Checkout, name: str) -> None:
    own = checkout.folder / "bin"
    own.mkdir()
    (own / name).write_bytes(PROGRAM)
    (own / name).chmod(0o755)
    with _releases(_says(RELEASE)) as (address, asked):
        assert checkout.run(address, PATH=f"{own}:{checkout.fetched}") == (0, "", "")
        assert checkout.run(address, TFGEN_TERRAFORM=str(own / name)) == (0, "", "")
        assert not asked
    assert not checkout.fetched.exists()


def test_runs_at_once_fetch_it_once(checkout: Checkout) -> None:
    with _releases(_says(RELEASE)) as (address, asked):
        processes = [checkout.start(address) for _ in range(4)]
        assert [process.communicate()[1] for process in processes] == [""] * 4
        assert len(asked) == 1
    assert checkout.left() == {"terraform", "sha256"}


def test_make_fetches_it_for_what_needs_it(checkout: Checkout) -> None:
    shutil.copy(ROOT / "Makefile", checkout.folder)
    path = os.pathsep.join(
        each for each in os.environ["PATH"].split(os.pathsep) if not _has_terraform(Path(each))
    )
    with _releases(_says(RELEASE)) as (address, _):
        told = subprocess.run(
            ["make", "terraform", f"PYTHON={sys.executable}"],
            cwd=checkout.folder,
            env={"PATH": path, "TERRAFORM_RELEASES": address},
            capture_output=True,
            text=True,
        )
    assert (told.returncode, told.stderr) == (0, "")
    assert checkout.left() == {"terraform", "sha256"}


def _has_terraform(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("terraform", "tofu"))


def test_every_target_that_needs_terraform_brings_it() -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    rules = {line.partition(":")[0]: line for line in lines if ": " in line and not line.startswith("\t")}
    for target in ("demo", "plan", "test", "test-long", "changes", "provider-schema", "bench"):
        assert " terraform " in rules[target]


def test_the_pins_are_of_one_release_for_every_machine_that_is_told() -> None:
    pins = [line.split() for line in (ROOT / "requirements/terraform.sums").read_text("utf-8").splitlines()]
    names = [name.removesuffix(".zip").split("_") for _, name in pins]
    assert len({version for _, version, *_ in names}) == 1
    assert {f"{system} {processor}" for *_, system, processor in names} == {
        "linux amd64",
        "linux arm64",
        "darwin amd64",
        "darwin arm64",
    }
    assert all(len(digest) == 64 for digest, _ in pins)


@pytest.mark.parametrize(
    ("setup", "says"),
    [
        ("sys.version_info = (3, 9, 2)", "tfgen needs Python 3.11 or newer, and this is 3.9: name one"),
        ("sys.modules['ensurepip'] = None", "has no venv: on Debian and Ubuntu, the package python3."),
        ("", ""),
    ],
    ids=["old", "without venv", "right"],
)
def test_a_python_that_lacks_something_is_told(setup: str, says: str) -> None:
    script = (ROOT / "requirements/python.py").read_text("utf-8")
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{setup}\n{script}"], capture_output=True, text=True
    )
    assert told.returncode == (1 if says else 0)
    assert says in told.stderr
