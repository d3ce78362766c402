"""Handlers of Node.js: what is exported in any way raises no alarm, what is not is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.package.starting import Files, plant, told

ESBUILD = """\
"use strict";
var __defProp = Object.defineProperty;
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var src_exports = {};
__export(src_exports, {
  handler: () => handler
});
module.exports = __toCommonJS(src_exports);
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  handler
});
"""
TYPESCRIPT = """\
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const handler = async (event) => ({});
exports.handler = handler;
"""
EXPORTED = [
    "exports.handler = async () => {};",
    "module.exports.handler = async () => {};",
    "exports['handler'] = 1;",
    'module.exports["handler"] = 1;',
    "exports.main = exports.handler = 1;",
    "module.exports = { handler };",
    "module.exports = { other: 1, handler: async () => {} };",
    "module.exports = {\n  async handler(event) {},\n};",
    "module.exports = { 'handler': f };",
    "module.exports = { ...require('./routes') };",
    "module.exports={a:function(){return{b:1}},handler:h};",
    "module.exports = require('./build/server');",
    "module.exports = serverless(app);",
    "exports = module.exports = makeHandlers();",
    "Object.defineProperty(exports, 'handler', { enumerable: true, get: () => h });",
    'Object.defineProperty(exports,"handler",{enumerable:!0,get:function(){return h}});',
    "Object.assign(module.exports, { handler });",
    "Object.assign(exports, lib);",
    "__exportStar(require('./x'), exports);",
    "tslib_1.__exportStar(require('./x'), exports);",
    "__reExport(src_exports, require('./x'), module.exports);",
    "_export(exports, { handler: function() { return handler; } });",
    "for (const name of names) exports[name] = make(name);",
    "!function(e,t){for(var r in t)e[r]=t[r]}(exports,function(e){});",
    "(function (factory) { factory(require, exports); })(function (r, e) {});",
    "var __webpack_exports__ = {}; module.exports = __webpack_exports__;",
    "(()=>{var e={};exports.handler=e.handler})();",
    "exports.handler=void 0;const handler=1;exports.handler=handler;",
    TYPESCRIPT,
    ESBUILD,
]
ESM = [
    "export const handler = async () => {};",
    "export async function handler(event) {}",
    "export function* handler() {}",
    "export class handler {}",
    "export let handler;",
    "export { handler };",
    "export { main as handler };",
    "export { handler } from './x.mjs';",
    "export { default as handler } from './x.mjs';",
    "export * from './x.mjs';",
    "export * as handler from './x.mjs';",
    "export const { handler } = make();",
    "export const [other, handler] = make();",
    "export const a = 1, handler = 2;",
    "export{h as handler};",
    "var h=1;export{a as b,h as handler,c};",
    "export const handler = middy(base).use(x());",
]


@pytest.mark.parametrize("text", EXPORTED)
def test_no_alarm_of_commonjs(tmp_path: Path, text: str) -> None:
    plant(tmp_path / "src", {"index.js": text})
    assert told(tmp_path, "nodejs22.x", "index.handler") == []


@pytest.mark.parametrize("text", ESM)
def test_no_alarm_of_es_modules(tmp_path: Path, text: str) -> None:
    plant(tmp_path / "src", {"index.mjs": text})
    assert told(tmp_path, "nodejs22.x", "index.handler") == []


@pytest.mark.parametrize(
    ("handler", "files"),
    [
        ("src/api/index.handler", {"src/api/index.js": "exports.handler = 1"}),
        ("./index.handler", {"index.js": "exports.handler = 1"}),
        ("index.handler", {"index.cjs": "exports.handler = 1"}),
        ("index.api.handler", {"index.js": "exports.api = {}"}),
        ("index.default", {"index.mjs": "export default async () => {};"}),
        ("index.default", {"index.js": "exports.default = 1;"}),
        ("lib.handler", {"lib/index.js": "exports.handler = 1"}),
        ("index.handler", {"index.js": "x" * (1 << 20)}),
        ("index.handler", {"index.js": b"\xff\xfe"}),
        (
            "node_modules/datadog-lambda-js/dist/handler.handler",
            {
                "index.js": "",
                "package.json": '{"dependencies": {"datadog-lambda-js": "1.0.0"}}',
                "package-lock.json": json.dumps(
                    {
                        "lockfileVersion": 3,
                        "packages": {
                            "": {},
                            "node_modules/datadog-lambda-js": {"version": "1.0.0", "integrity": "sha512-x"},
                        },
                    }
                ),
            },
        ),
        ("handler$.main_1", {"handler$.js": "exports.main_1 = 1"}),
    ],
)
def test_no_alarm_of_paths(tmp_path: Path, handler: str, files: Files) -> None:
    plant(tmp_path / "src", files)
    assert told(tmp_path, "nodejs22.x", handler) == []


NOT_IN = "is not in its package:"


@pytest.mark.parametrize("text", [TYPESCRIPT, ESBUILD])
def test_what_compilers_made_hides_nothing(tmp_path: Path, text: str) -> None:
    plant(tmp_path / "src", {"index.js": text})
    (one,) = told(tmp_path, "nodejs22.x", "index.main")
    assert (
        one
        == f"TFG154 error 10: the handler `index.main` {NOT_IN} `index.js` of `src` exports no `main` | did you mean `index.handler`?"
    )


@pytest.mark.parametrize(
    ("handler", "files", "expected"),
    [
        (
            "index.handler",
            {"app.js": "exports.handler = 1"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `src` has no `index.js`, `.mjs` or `.cjs`"
            " | did you mean `app.handler`? Paths begin at `src`",
        ),
        (
            "index.handler",
            {"app.js": "exports.handler = 1", "other.js": "exports.handler = 1"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `src` has no `index.js`, `.mjs` or `.cjs`",
        ),
        (
            "src/index.handler",
            {"index.js": "exports.handler = 1"},
            f"TFG154 error 10: the handler `src/index.handler` {NOT_IN} `src` has no `src/index.js`, `.mjs` or `.cjs`"
            " | did you mean `index.handler`? Paths begin at `src`",
        ),
        (
            "index.handler",
            {"dist/index.js": "exports.handler = 1"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `src` has no `index.js`, `.mjs` or `.cjs`"
            " | did you mean `dist/index.handler`? Paths begin at `src`",
        ),
        (
            "index.handler",
            {"index.ts": "export const handler = 1", "tsconfig.json": "{}"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.ts` of `src` is not compiled, and there is no"
            " `index.js` | compile or bundle it, and point `code` at what comes out",
        ),
        (
            "index.handler",
            {"index.js": "", ".tfgenignore": "index.js", "x.js": ""},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.js` is there, and `.tfgenignore` leaves it out",
        ),
        (
            "index.handler",
            {"index.js": "exports.main = async () => {};"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.js` of `src` exports no `handler`"
            " | did you mean `index.main`?",
        ),
        (
            "api/index.gett",
            {"api/index.mjs": "const gets = 1; export const get = async () => {};"},
            f"TFG154 error 10: the handler `api/index.gett` {NOT_IN} `api/index.mjs` of `src` exports no `gett`"
            " | did you mean `api/index.get`?",
        ),
        (
            "index.mjs",
            {"index.mjs": "export const get = async () => {};"},
            f"TFG154 error 10: the handler `index.mjs` {NOT_IN} `index.mjs` of `src` exports no `mjs`"
            " | `file.function`, without the file's suffix: `index.get`",
        ),
        (
            "index.js",
            {"index.js": "exports.get = 1; exports.put = 2"},
            f"TFG154 error 10: the handler `index.js` {NOT_IN} `index.js` of `src` exports no `js`"
            " | `file.function`, without the file's suffix: `index.function`",
        ),
        (
            "index.mjs.get",
            {"index.mjs": "export const get = async () => {};"},
            f"TFG154 error 10: the handler `index.mjs.get` {NOT_IN} `index.mjs` of `src` exports no `mjs.get`"
            " | `file.function`, without the file's suffix: `index.get`",
        ),
        (
            "server.health",
            {"app.js": "exports.health = 1", "other.js": "exports.main = 1"},
            f"TFG154 error 10: the handler `server.health` {NOT_IN} `src` has no `server.js`, `.mjs` or `.cjs`"
            " | did you mean `app.health`? Paths begin at `src`",
        ),
        (
            "index.handler",
            {"index.js": "async function handler() {}"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.js` of `src` exports no `handler`"
            " | `export` it, or set it on `exports`",
        ),
        (
            "index.handler",
            {"index.mjs": "export const main = () => handler; const handler = 1;"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.mjs` of `src` exports no `handler`"
            " | `export` it, or set it on `exports`",
        ),
        (
            "index.handler",
            {"index.mjs": "export default { handler() {} };"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.mjs` of `src` exports no `handler`"
            " | `export` it, or set it on `exports`",
        ),
        (
            "index.handler",
            {"index.js": "module.exports = { handlers: 1, main: 2 };"},
            f"TFG154 error 10: the handler `index.handler` {NOT_IN} `index.js` of `src` exports no `handler`"
            " | did you mean `index.handlers`?",
        ),
        (
            "handler",
            {"handler.js": ""},
            "TFG155 error 10: `handler` is no handler of Node.js | `file.function`, or `folder/file.function`",
        ),
    ],
)
def test_what_is_missing_is_found(tmp_path: Path, handler: str, files: Files, expected: str) -> None:
    plant(tmp_path / "src", files)
    assert told(tmp_path, "nodejs22.x", handler) == [expected]


def _lock(**versions: str) -> str:
    packages = {
        f"node_modules/{name}": {"version": each, "integrity": "sha512-x"} for name, each in versions.items()
    }
    return json.dumps({"lockfileVersion": 3, "packages": {"": {}, **packages}})


@pytest.mark.parametrize(
    ("spec", "locked", "said"),
    [
        ("^4.0.0", "4.1.2", ""),
        ("^4.0.0", "3.25.0", "holds `zod` 3.25.0, and package.json asks for ^4.0.0"),
        ("^4.2.0", "4.1.9", "holds `zod` 4.1.9, and package.json asks for ^4.2.0"),
        ("^0.2.1", "0.2.9", ""),
        ("^0.2.1", "0.3.0", "holds `zod` 0.3.0, and package.json asks for ^0.2.1"),
        ("~1.2.3", "1.2.9", ""),
        ("~1.2.3", "1.3.0", "holds `zod` 1.3.0, and package.json asks for ~1.2.3"),
        ("1.2.3", "1.2.3", ""),
        ("1.2.3", "1.2.4", "holds `zod` 1.2.4, and package.json asks for 1.2.3"),
        (">=1 <3", "9.0.0", ""),
        ("latest", "9.0.0", ""),
        ("1.x", "9.0.0", ""),
        ("^1.0.0-rc.1", "9.0.0", ""),
        ("npm:other@^1.0.0", "9.0.0", ""),
    ],
)
def test_a_lock_file_that_does_not_match(tmp_path: Path, spec: str, locked: str, said: str) -> None:
    manifest = json.dumps({"dependencies": {"zod": spec}})
    plant(
        tmp_path / "src",
        {"index.js": "exports.main = 1", "package.json": manifest, "package-lock.json": _lock(zod=locked)},
    )
    expected = [f"TFG158 error 8: `src/package-lock.json` {said}"] if said else []
    assert told(tmp_path, "nodejs22.x", "index.main") == expected


def test_a_lock_file_that_lacks_a_package_or_is_not_there(tmp_path: Path) -> None:
    manifest = json.dumps({"dependencies": {"zod": "^4.0.0"}, "devDependencies": {"jest": "^29.0.0"}})
    plant(tmp_path / "src", {"index.js": "exports.main = 1", "package.json": manifest})
    (alone,) = told(tmp_path, "nodejs22.x", "index.main")
    assert alone == "TFG149 error 8: `src/package.json` has dependencies, and there is no `package-lock.json`"
    plant(tmp_path / "src", {"yarn.lock": ""})
    (other,) = told(tmp_path, "nodejs22.x", "index.main")
    assert other == f"{alone} | `npm install --package-lock-only` makes one; `yarn.lock` is not read"
    plant(tmp_path / "src", {"package-lock.json": _lock(zod="4.0.0")})
    (lacks,) = told(tmp_path, "nodejs22.x", "index.main")
    assert lacks == "TFG158 error 8: `src/package-lock.json` lacks `jest`, which package.json asks for"


@pytest.mark.parametrize(
    "text", ["export let a " * 70_000, "module.exports={a:1," * 45_000, "export {a," * 90_000]
)
def test_a_stranger_cannot_make_it_take_hours(tmp_path: Path, text: str) -> None:
    plant(tmp_path / "src", {f"{name}.js": text for name in ("index", "a", "b", "c")})
    told(tmp_path, "nodejs22.x", "index.handler")
    told(tmp_path, "nodejs22.x", "missing.handler")
