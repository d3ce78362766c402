"""What keeps a package from starting, one code for each kind."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

NO_HANDLER = Code(
    "TFG154",
    "handler that is not in its package",
    finds="""a `handler` whose file is not in the package, or does not have the function that it names: for
Python, Node.js, Ruby and Java.""",
    why="""Lambda fails every invocation (`Runtime.ImportModuleError`, `Runtime.HandlerNotFound`). Paths begin
at the code folder. What `.tfgenignore` leaves out is not there, nor is TypeScript that nobody compiled. Where
code makes its exports while it runs, or where a layer may bring the file, nothing is found.""",
    example="""\
functions:
  get-key: {code: src, handler: src/app.main}     # the file is src/app.py: app.main
""",
    instead="a file below `code` and a function in it: `folder/file.function`.",
)
BAD_HANDLER = Code(
    "TFG155",
    "handler in the wrong form",
    finds="a `handler` that is not of the form which its runtime reads.",
    why="Lambda cannot tell a file and a function from it, and fails every invocation.",
    example="""\
  api: {runtime: python3.13, handler: "app:main"}     # app.main
  pay: {runtime: java21, handler: com.example.Pay#handle}     # com.example.Pay::handle
""",
    instead="""`folder/file.function` for Python, Node.js and Ruby; `package.Class::method` for Java;
`Assembly::Namespace.Class::Method` for .NET.""",
)
CANNOT_START = Code(
    "TFG156",
    "package that cannot start",
    finds="""a package of a `provided` runtime whose `bootstrap` is missing, not executable, for another
processor or operating system, or no program at all; one of Java or .NET without anything compiled; as a
warning, a library in a package of Python or Node.js that was built for another processor, system or Python.""",
    why="""Lambda cannot start it, and fails every invocation (`Runtime.InvalidEntrypoint`), or the first that
imports the library.""",
    example="""\
build/bootstrap: ELF 64-bit, x86-64      # and the function says `arch: arm64`, the default
""",
    instead="""a program for Linux and the function's `arch`, or a script with `#!`, called `bootstrap`, at the top of
`code`, with the executable bit (`chmod +x`).""",
)
NOT_INSTALLED = Code(
    "TFG157",
    "dependencies that nobody installs",
    finds="""Python code whose dependencies stand in `pyproject.toml`, `Pipfile` or a lock file with no
`requirements.txt` beside them, or code that imports what neither the package nor Lambda's runtime has.""",
    why="""tfgen installs `requirements.txt` and `package-lock.json` of the code folder, and nothing else: the
import fails in every invocation.""",
    example="src/pyproject.toml with `dependencies`, and no src/requirements.txt",
    instead="""`uv export --no-dev -o src/requirements.txt`, `poetry export`, `pip-compile`: with versions and hashes.""",
    severity=Severity.WARNING,
)
OLD_LOCK = Code(
    "TFG158",
    "lock file that does not match",
    finds="""a `package-lock.json` that lacks what `package.json` asks for, or holds a version of it that
`package.json` does not allow.""",
    why="`npm ci` refuses to install from it, so nothing can be packaged.",
    example="""\
package.json:       "zod": "^4.0.0"
package-lock.json:  zod 3.25.0
""",
    instead="`npm install --package-lock-only` in the code folder, and both files committed.",
)

CODES = (NO_HANDLER, BAD_HANDLER, CANNOT_START, NOT_INSTALLED, OLD_LOCK)
