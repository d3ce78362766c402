"""The AWS SDK for JavaScript v3, which Lambda's Node.js runtimes bring.

AWS tells that they bring it, ES modules included, and that its version moves with the runtime:
https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included. Here it is of one version, with
the clients that functions of an API use most. https://github.com/aws/aws-cdk/pull/31639 tells that `@smithy` comes along.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tfgen.emulator.here.lack import Lack
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.trees import tree
from tfgen.package import installer, npm

_LOCKED = Path(__file__).parent / "node_sdk"
_FILES = ("package.json", "package-lock.json")
_MARKS = (b"@aws-sdk/", b"@smithy/", b"@aws-crypto/")
_MISSED = r"Cannot find (?:module|package) '@(?:aws-sdk|smithy|aws-crypto)/"


def modules(root: Path) -> tuple[Path | None, Lack | None]:
    """The node_modules of the SDK, if the code below a folder names it; and what code that names more of it lacks."""
    if not _is_named(root):
        return None, None
    try:
        installed = tree(_install, *((_LOCKED / name).read_bytes() for name in _FILES))
    except NotRunHereError as error:
        return None, Lack(_MISSED, str(error))
    reason = "the part of the AWS SDK that it names is not among those installed for rehearsals: package it"
    return installed / "node_modules", Lack(_MISSED, reason)


def _is_named(root: Path) -> bool:
    scripts = (path for path in root.rglob("*") if path.suffix in (".js", ".mjs", ".cjs") and path.is_file())
    return any(mark in content for path in scripts for content in (path.read_bytes(),) for mark in _MARKS)


def _install(folder: Path) -> None:
    found = shutil.which("npm")
    if found is None:
        raise NotRunHereError(
            "the AWS SDK that Lambda brings is not here, and no `npm` on PATH to install it"
        )
    for name in _FILES:
        shutil.copyfile(_LOCKED / name, folder / name)
    status, output = installer.run([found, *npm.QUIETLY, "--cache", str(folder / "npm")], folder, folder)
    if status:
        raise NotRunHereError(
            f"the AWS SDK that Lambda brings is not here, and npm cannot install it: {installer.reason(output)}"
        )
    shutil.rmtree(folder / "npm", ignore_errors=True)
