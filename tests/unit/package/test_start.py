"""Packages of other runtimes, ready zips, regions that differ, and the time that all of it takes."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from tests.specs import read
from tests.unit.package.starting import Files, findings, plant, program, told
from tfgen.render.tree import code_diagnostics

LAYER = 'layers: ["arn:aws:lambda:{region}:017000801446:layer:Powertools:7"]'
SHIM = "#!/bin/sh\nset -eu\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"bootstrap": program("arm64")}, ""),
        ({"bootstrap": SHIM}, ""),
        (
            {"bootstrap": program("x86_64")},
            "`bootstrap` of `src` is for x86_64, and the function runs on arm64",
        ),
        ({"bootstrap": b""}, "`bootstrap` of `src` is empty"),
        (
            {"bootstrap": "echo\n"},
            "`bootstrap` of `src` is neither a program for Linux nor a script that begins with `#!`",
        ),
        (
            {"bootstrap": "#!/bin/sh\r\necho\r\n"},
            "`bootstrap` of `src` has line ends of Windows, with which its first line names no program",
        ),
        (
            {"bootstrap": b"MZ\x90\x00"},
            "`bootstrap` of `src` is a program for Windows, and Lambda runs Linux",
        ),
        (
            {"bootstrap": b"\xcf\xfa\xed\xfe"},
            "`bootstrap` of `src` is a program for macOS, and Lambda runs Linux",
        ),
        ({"x": ""}, "`src` holds no `bootstrap`, which the runtime starts"),
        (
            {"main.go": "", "go.mod": ""},
            "`src` holds no `bootstrap`, which the runtime starts | `src` holds the source: point `code` at what"
            " `go build` makes",
        ),
        (
            {"out/bootstrap": SHIM},
            "`src` holds no `bootstrap`, which the runtime starts | `out/bootstrap` is there: `code: src/out`",
        ),
        (
            {"x": "", ".tfgenignore": "bootstrap", "bootstrap": SHIM},
            "`src` holds no `bootstrap`, which the runtime starts",
        ),
    ],
)
def test_bootstraps(tmp_path: Path, files: Files, said: str) -> None:
    plant(tmp_path / "src", files)
    expected = [f"TFG156 error 8: {said}"] if said else []
    assert told(tmp_path, "provided.al2023", "main") == expected
    if "bootstrap" not in files:
        assert told(tmp_path, "provided.al2023", "main", more=LAYER) == [], "a layer may have it"


def test_a_bootstrap_that_may_not_be_executed(tmp_path: Path) -> None:
    plant(tmp_path / "src", {"bootstrap": SHIM})
    (tmp_path / "src/bootstrap").chmod(0o644)
    (one,) = told(tmp_path, "provided.al2023", "main")
    assert one.startswith("TFG156 error 8: `bootstrap` of `src` is not executable | `chmod +x`")


@pytest.mark.parametrize(
    ("runtime", "handler", "files", "said"),
    [
        ("java21", "com.example.Pay::handle", {"com/example/Pay.class": "x"}, ""),
        ("java21", "com.example.Pay", {"com/example/Pay.class": "x"}, ""),
        ("java21", "com.example.Outer$Inner::handle", {"com/example/Outer$Inner.class": "x"}, ""),
        ("java21", "org.spring.Invoker", {"lib/spring.jar": "x", "com/A.class": ""}, ""),
        (
            "java21",
            "com.example.Pay#handle",
            {"a.class": ""},
            "TFG155 error 10: `com.example.Pay#handle` is no handler of Java | `package.Class::method`",
        ),
        (
            "java21",
            "com.example.Pya::handle",
            {"com/example/Pay.class": "x"},
            "TFG154 error 10: the handler `com.example.Pya::handle` is not in its package: `src` has no `com/example/Pya.class`",
        ),
        (
            "java21",
            "com.example.Pay::handle",
            {"com/example/Pay.java": "x"},
            "TFG156 error 10: `src` holds nothing that is compiled | point `code` at the .jar that the build makes",
        ),
        ("dotnet10", "Api::Api.Function::Handle", {"Api.dll": ""}, ""),
        ("dotnet10", "Api", {"Api.dll": ""}, ""),
        (
            "dotnet10",
            "Api::Api.Function",
            {"Api.dll": ""},
            "TFG155 error 10: `Api::Api.Function` is no handler of .NET | `Assembly::Namespace.Class::Method`, or the assembly's name",
        ),
        (
            "dotnet10",
            "Api::Api.Function::Handle",
            {"Other.dll": ""},
            "TFG154 error 10: the handler `Api::Api.Function::Handle` is not in its package: `src` has no `Api.dll`",
        ),
        (
            "dotnet10",
            "Api::Api.Function::Handle",
            {"Function.cs": ""},
            "TFG156 error 10: `src` holds nothing that is compiled | point `code` at what `dotnet publish` makes",
        ),
        ("ruby3.4", "app.handler", {"app.rb": ""}, ""),
        ("ruby3.4", "lib/app.Api::Handler.process", {"lib/app.rb": ""}, ""),
        (
            "ruby3.4",
            "app",
            {"app.rb": ""},
            "TFG155 error 10: `app` is no handler of Ruby | `file.method`, or `file.Class.method`",
        ),
        (
            "ruby3.4",
            "ap.handler",
            {"app.rb": ""},
            "TFG154 error 10: the handler `ap.handler` is not in its package: `src` has no `ap.rb`",
        ),
    ],
)
def test_other_languages(tmp_path: Path, runtime: str, handler: str, files: Files, said: str) -> None:
    plant(tmp_path / "src", files)
    assert told(tmp_path, runtime, handler) == ([said] if said else [])


def _zip(path: Path, files: dict[str, bytes], mode: int = 0o100644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = mode << 16 | 1  # or zipfile sets it
            archive.writestr(member, content)


def test_ready_zips_are_looked_into(tmp_path: Path) -> None:
    _zip(tmp_path / "build/f.zip", {"app.py": b"def main(e, c): ...", "index.js": b"exports.handler = 1"})
    assert told(tmp_path, "python3.13", "app.main", "build/f.zip") == []
    assert told(tmp_path, "nodejs22.x", "index.handler", "build/f.zip") == []
    (lost,) = told(tmp_path, "python3.13", "app.handler", "build/f.zip")
    assert lost.startswith(
        "TFG154 error 10: the handler `app.handler` is not in its package: `app.py` of `build/f.zip`"
    )
    (lost,) = told(tmp_path, "nodejs22.x", "src/index.handler", "build/f.zip")
    assert "`build/f.zip` has no `src/index.js`" in lost


def test_the_executable_bit_in_a_zip(tmp_path: Path) -> None:
    for name, mode, said in (("yes", 0o100755, 0), ("no", 0o100644, 1), ("unknown", 0, 0)):
        _zip(tmp_path / f"build/{name}.zip", {"bootstrap": program("arm64")}, mode)
        assert len(told(tmp_path, "provided.al2023", "main", f"build/{name}.zip")) == said, name


LIBRARY = "pkg/core.cpython-313-x86_64-linux-gnu.so"


@pytest.mark.parametrize(
    ("runtime", "files", "said"),
    [
        ("python3.13", {"pkg/core.so": program("arm64")}, ""),
        ("python3.13", {"pkg/core.abi3.so": program("arm64")}, ""),
        (
            "python3.13",
            {"pkg/core.cpython-313-aarch64-linux-gnu.so": program("arm64"), LIBRARY: program("x86_64")},
            "",
        ),
        ("python3.13", {"pkg/data.so": b"text"}, ""),
        ("python3.13", {LIBRARY: program("x86_64")}, f"`{LIBRARY}` of `src` is for x86_64"),
        (
            "python3.13",
            {"a.cpython-311-darwin.so": b"\xcf\xfa\xed\xfe"},
            "`a.cpython-311-darwin.so` of `src` is for macOS",
        ),
        (
            "python3.12",
            {"a.cpython-313-aarch64-linux-gnu.so": program("arm64")},
            "`a.cpython-313-aarch64-linux-gnu.so` of `src` is for Python 3.13",
        ),
    ],
)
def test_libraries_for_another_platform(tmp_path: Path, runtime: str, files: Files, said: str) -> None:
    plant(tmp_path / "src", {**files, "app.py": "def main(e, c): ..."})
    found = told(tmp_path, runtime, "app.main")
    end = f", and the function runs on {runtime} and arm64 | leave out what is installed, and name it in a requirements.txt"
    assert found == ([f"TFG156 warning 8: {said}{end}"] if said else [])


def test_libraries_of_node_in_a_ready_zip(tmp_path: Path) -> None:
    name = "node_modules/sharp/build/Release/sharp.node"
    prebuilt = {
        f"node_modules/x/prebuilds/linux-{each}/x.node": program("x86_64") for each in ("x64", "arm64")
    }
    _zip(tmp_path / "good.zip", {"index.js": b"exports.main = 1", name: program("arm64"), **prebuilt})
    _zip(tmp_path / "bad.zip", {"index.js": b"exports.main = 1", name: program("x86_64")})
    assert told(tmp_path, "nodejs22.x", "index.main", "good.zip") == []
    (one,) = told(tmp_path, "nodejs22.x", "index.main", "bad.zip")
    assert (
        one
        == f"TFG156 warning 8: `{name}` of `bad.zip` is for x86_64, and the function runs on nodejs22.x and arm64"
    )


def test_what_packaging_refuses_is_not_told_twice(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    assert told(tmp_path, "python3.13", "app.main") == []
    assert told(tmp_path, "python3.13", "app.main", "broken.zip") == []
    assert [each[:6] for each in told(tmp_path, "python3.13", "app.main", "nowhere")] == ["TFG140"]


def test_functions_that_share_code_and_regions_that_differ(tmp_path: Path) -> None:
    plant(tmp_path / "src", {"bootstrap": program("arm64")})
    source, stack = read(
        """
tfgen: 1
service: s
domain: s.example.com
regions:
  eu-west-1: {}
  us-east-1: {functions: {a: {arch: x86_64}}}
defaults: {code: src, runtime: provided.al2023, handler: x}
functions:
  a: {http: GET /a}
  b: {http: GET /b}
"""
    )
    (one,) = code_diagnostics(stack, source, tmp_path)
    assert one.message == "`bootstrap` of `src` is for arm64, and the function runs on x86_64"


def test_it_takes_milliseconds(tmp_path: Path) -> None:
    plant(tmp_path / "src", {f"m{number}.py": "def main(e, c): ...\n" * 20 for number in range(300)})
    began = time.perf_counter()
    assert findings(tmp_path, "python3.13", "m7.main") == []
    assert time.perf_counter() - began < 3, "a tenth of it on an idle machine"
