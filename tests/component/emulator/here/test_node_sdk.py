"""What Lambda's Node.js runtime brings, and layers: found by `require` and `import`. No test needs the network."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.component.emulator.functions.aws import Aws, zipped
from tests.component.package.test_build import Tree, command, plant
from tests.programs import found
from tfgen.emulator.here import node_sdk

INSTALL = node_sdk._install
SDK: Tree = {
    "node_modules/@aws-sdk/client-dynamodb/package.json": '{"main": "./cjs.js", "module": "./es.js"}',
    "node_modules/@aws-sdk/client-dynamodb/cjs.js": "exports.own = require('@aws-sdk/core').name;",
    "node_modules/@aws-sdk/core/index.js": "exports.name = 'sdk';",
    "node_modules/@smithy/types/index.js": "exports.name = 'smithy';",
}
REQUIRED = "const { own } = require('@aws-sdk/client-dynamodb'); exports.main = async () => own;"
IMPORTED = "import { own } from '@aws-sdk/client-dynamodb'; export const main = async () => own;"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    found("node")

    def install(folder: Path) -> None:
        plant(folder, SDK)

    monkeypatch.setattr(node_sdk, "_install", install)


def _invoked(aws: Aws, files: dict[str, str], handler: str = "app.main") -> object:
    aws.function("js", files, handler, Runtime="nodejs22.x")
    invocation = aws.invoke("js")
    return invocation.error or invocation.payload


@pytest.mark.parametrize(
    ("files", "handler"),
    [
        ({"app.js": REQUIRED}, "app.main"),
        ({"app.cjs": REQUIRED}, "app.main"),
        ({"app.mjs": IMPORTED}, "app.main"),
        ({"app.js": IMPORTED, "package.json": '{"type": "module"}'}, "app.main"),
        ({"src/api/index.mjs": IMPORTED}, "src/api/index.main"),
        ({"dist/app.js": REQUIRED}, "dist/app.main"),
        (
            {"app.js": "exports.main = async () => (await import('@aws-sdk/client-dynamodb')).own;"},
            "app.main",
        ),
        ({"app.mjs": "export * from './deep/x.mjs';", "deep/x.mjs": IMPORTED}, "app.main"),
        # what a package of the function's own asks for, as a bundle or a library does
        (
            {
                "app.mjs": "import x from 'own'; export const main = x.main;",
                "node_modules/own/index.js": REQUIRED,
            },
            "app.main",
        ),
    ],
)
def test_the_sdk_is_found(aws: Aws, files: dict[str, str], handler: str) -> None:
    assert _invoked(aws, files, handler) == "sdk"


def test_the_packages_own_copy_comes_first_then_a_layers(aws: Aws) -> None:
    copy = {"node_modules/@aws-sdk/client-dynamodb/index.js": "exports.own = 'mine';"}
    layer = {f"nodejs/{name}": text.replace("mine", "layer") for name, text in copy.items()}
    arn = aws.client("lambda").publish_layer_version(LayerName="l", Content={"ZipFile": zipped(layer)})[
        "LayerVersionArn"
    ]
    for number, code in enumerate((REQUIRED, IMPORTED)):
        name = "app.mjs" if number else "app.js"
        for files, expected in (({name: code}, "layer"), ({name: code, **copy}, "mine")):
            aws.function(f"{expected}{number}", files, Runtime="nodejs22.x", Layers=[arn])
            assert aws.invoke(f"{expected}{number}").payload == expected


@pytest.mark.parametrize(
    "files",
    [
        {"app.js": "require('@aws-sdk/client-braket')"},
        {"app.mjs": "import '@aws-sdk/client-braket'"},
        {"app.js": "exports.main = async () => require('@aws-sdk/client-braket')"},
    ],
)
def test_a_client_that_is_not_among_them_is_named(aws: Aws, files: dict[str, str]) -> None:
    error = _invoked(aws, files)
    assert getattr(error, "kind", "") == "Emulator.NotRunHere"
    assert "@aws-sdk/client-braket" in getattr(error, "message", "")
    assert getattr(error, "message", "").endswith("is not among those installed for rehearsals: package it")


def test_what_lambda_does_not_bring_is_not_there(aws: Aws) -> None:
    assert getattr(_invoked(aws, {"app.js": "require('aws-sdk')"}), "kind", "") == "Runtime.ImportModuleError"


def test_it_is_installed_for_code_alone_that_names_it(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_sdk, "_install", _refuses)
    assert _invoked(aws, {"app.js": "exports.main = async () => 7;"}) == 7


def _refuses(_: Path) -> None:
    raise AssertionError


def test_without_the_network_that_is_said_and_a_copy_of_ones_own_runs(
    aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node_sdk, "_install", INSTALL)
    command(tmp_path / "bin/npm", "echo 'npm error network request failed' >&2; exit 1")
    (tmp_path / "bin/node").symlink_to(found("node"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    error = _invoked(aws, {"app.js": REQUIRED})
    assert getattr(error, "kind", "") == "Emulator.NotRunHere"
    assert "npm cannot install it: npm error network request failed" in getattr(error, "message", "")
    copy = {"node_modules/@aws-sdk/client-dynamodb/index.js": "exports.own = 'mine';"}
    aws.function("own", {"app.js": REQUIRED, **copy}, Runtime="nodejs22.x")
    assert aws.invoke("own").payload == "mine"


def test_its_lock_file_has_hashes_and_no_address() -> None:
    text = (node_sdk._LOCKED / "package-lock.json").read_text("utf-8")
    assert text.count('"integrity": "sha512-') == text.count('"node_modules/')
    assert '"resolved"' not in text
    assert "hasInstallScript" not in text


@pytest.mark.drawn
def test_the_real_one_is_installed_and_speaks_to_a_table(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """In `make test-long` alone: it takes 80 MB from npm's registry."""
    if settings().max_examples < 1000:
        pytest.skip("only in make test-long")
    monkeypatch.setattr(node_sdk, "_install", INSTALL)
    aws.table("t")
    code = """
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const main = async (event) => {
  await table.send(new PutCommand({ TableName: "t", Item: { key: "a", event } }));
  return (await table.send(new GetCommand({ TableName: "t", Key: { key: "a" } }))).Item;
};
"""
    assert _invoked(aws, {"app.mjs": code}) == {"key": "a", "event": None}
