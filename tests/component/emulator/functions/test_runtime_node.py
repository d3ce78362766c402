"""Node.js handlers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.component.emulator.functions.aws import REGION, Aws
from tests.programs import found

pytestmark = pytest.mark.slow

COMMONJS = """
const fs = require("node:fs");
console.log("loading %d", 1);
exports.promised = async (event, context) => {
  fs.writeSync(1, '{"payload":"forged"}\\n');
  console.error("careful");
  return { event, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 0 };
};
exports.called = (event, context, callback) => { setTimeout(() => callback(null, event), 10); };
exports.waits = (event, context, callback) => { callback(null, 1); setTimeout(() => console.log("waited"), 50); };
exports.hastens = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setInterval(() => {}, 1000);
  callback(null, 2);
};
exports.refuses = (event, context, callback) => callback(new RangeError("bad"));
exports.silent = () => {};
exports.never = async () => new Promise(() => {});
exports.empty = async () => undefined;
exports.thrown = async () => { throw new TypeError("boo"); };
exports.text = async () => { throw "only text"; };
exports.exits = async (event) => { if (!event) process.exit(3); return event; };
exports.loops = async (event) => { while (!event) {} return event; };
exports.rejects = async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 5000)); };
exports.later = async () => {
  setTimeout(() => { throw new Error("far"); }, 5);
  await new Promise((r) => setTimeout(r, 5000));
};
exports.large = async () => "x".repeat(7000000);
exports.inner = { most: async (event) => event };
exports.notOne = 1;
exports.env = async () => process.env;
"""


@pytest.fixture(autouse=True)
def _node() -> None:
    found("node")


def _make(aws: Aws, handler: str, files: dict[str, str] | None = None, **options: Any) -> None:
    aws.function("js", files or {"app.js": COMMONJS}, handler, Runtime="nodejs22.x", **options)


def test_a_handler_gets_the_event_and_a_context_and_has_a_log(aws: Aws) -> None:
    _make(aws, "app.promised")
    invocation = aws.invoke("js", {"a": "é"})
    arn = f"arn:aws:lambda:{REGION}:123456789012:function:js"
    assert invocation.payload == {"event": {"a": "é"}, "arn": arn, "left": True}
    start, loading, raw, careful, end, report = invocation.logs
    assert loading.endswith("\tINFO\tloading 1")
    assert raw == '{"payload":"forged"}'
    assert careful.endswith(f"{start.split()[2]}\tERROR\tcareful")
    assert end.startswith("END ")
    assert "Max Memory Used: " in report


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("called", {"x": 1}),
        ("waits", 1),
        ("hastens", 2),
        ("silent", None),
        ("never", None),
        ("empty", None),
        ("inner.most", {"x": 1}),
    ],
)
def test_every_way_of_answering(aws: Aws, name: str, payload: object) -> None:
    _make(aws, f"app.{name}")
    for _ in range(2):
        invocation = aws.invoke("js", {"x": 1})
        assert invocation.error is None
        assert invocation.payload == payload
    if name == "waits":
        assert any(line.endswith("waited") for line in invocation.logs)


@pytest.mark.parametrize(
    ("files", "handler"),
    [
        ({"app.mjs": "export const main = async (e) => e;"}, "app.main"),
        ({"app.js": "export const main = async (e) => e;", "package.json": '{"type": "module"}'}, "app.main"),
        ({"app.cjs": "exports.main = async (e) => e;"}, "app.main"),
        ({"src/a/app.js": "exports.main = async (e) => e;"}, "src/a/app.main"),
        (
            {
                "app.mjs": "import { own } from 'own'; const x = await 1; export const main = async (e) => own(e);",
                "node_modules/own/index.js": "exports.own = (e) => e;",
            },
            "app.main",
        ),
    ],
)
def test_every_kind_of_module(aws: Aws, files: dict[str, str], handler: str) -> None:
    _make(aws, handler, files)
    assert aws.invoke("js", 7).payload == 7


@pytest.mark.parametrize(
    ("name", "kind", "type_", "message"),
    [
        ("refuses", "Unhandled", "RangeError", "bad"),
        ("thrown", "Unhandled", "TypeError", "boo"),
        ("text", "Unhandled", "string", "only text"),
        ("rejects", "Runtime.UnhandledPromiseRejection", "Runtime.UnhandledPromiseRejection", "Error: lost"),
        ("later", "Unhandled", "Error", "far"),
        ("exits", "Runtime.ExitError", "Runtime.ExitError", "Runtime exited with error: exit status 3"),
        ("loops", "Sandbox.Timedout", "Sandbox.Timedout", "Task timed out after 2.00 seconds"),
        ("large", "Function.ResponseSizeTooLarge", "Function.ResponseSizeTooLarge", "(6291556 bytes)."),
        (
            "absent",
            "Runtime.HandlerNotFound",
            "Runtime.HandlerNotFound",
            "app.absent is undefined or not exported",
        ),
        ("notOne", "Runtime.HandlerNotFound", "Runtime.HandlerNotFound", "app.notOne is not a function"),
    ],
)
def test_every_way_of_failing(aws: Aws, name: str, kind: str, type_: str, message: str) -> None:
    _make(aws, f"app.{name}", Timeout=2)
    invocation = aws.invoke("js")
    assert invocation.error
    assert (invocation.error.kind, invocation.error.type) == (kind, type_)
    assert invocation.error.message.endswith(message)
    assert invocation.payload["errorType"] == type_
    if name in ("exits", "loops"):
        assert aws.invoke("js", "alive").payload == "alive"
    if name == "thrown":
        assert "/var/task/app.js" in invocation.error.trace[1]


@pytest.mark.parametrize(
    ("files", "kind", "message"),
    [
        ({"app.js": "syntax error("}, "Runtime.UserCodeSyntaxError", "SyntaxError: "),
        (
            {"app.js": "require('nowhere')"},
            "Runtime.ImportModuleError",
            "Error: Cannot find module 'nowhere'",
        ),
        ({"other.js": ""}, "Runtime.ImportModuleError", "Error: Cannot find module '/var/task/app'"),
        ({"app.js": "throw new Error('no')"}, "Unhandled", "no"),
        # what node reads by itself and Lambda does not
        (
            {"app.js": "export const main = 1;"},
            "Runtime.UserCodeSyntaxError",
            "SyntaxError: Unexpected token",
        ),
        ({"app.js": "require('./own.mjs')", "own.mjs": ""}, "Unhandled", "require() of ES Module"),
    ],
)
def test_a_handler_that_cannot_be_loaded(aws: Aws, files: dict[str, str], kind: str, message: str) -> None:
    _make(aws, "app.main", files)
    for _ in range(2):
        invocation = aws.invoke("js")
        assert invocation.error
        assert invocation.error.kind == kind
        assert invocation.error.message.startswith(message)


def test_the_environment_is_that_of_the_function_alone(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NODE_OPTIONS", "NODE_PATH", "MY_SECRET"):
        monkeypatch.setenv(name, "--leaked")
    _make(aws, "app.env", Environment={"Variables": {"TABLE": "things"}})
    variables = aws.invoke("js").payload
    assert "leaked" not in str(variables)
    assert variables["TABLE"] == "things"
    assert variables["AWS_ENDPOINT_URL"] == aws.endpoint


def test_without_node_the_error_says_so(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(aws, "app.promised")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("HOME", "/nowhere")
    error = aws.invoke("js").error
    assert error
    assert error.kind == "Emulator.NotRunHere"
    assert error.message == "nodejs22.x is not run here: no Node.js was found; TFGEN_NODEJS22_X names one"
