"""Handlers of Java, .NET and Ruby: their form, and what can be told of their files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.package.start.codes import BAD_HANDLER, CANNOT_START, NO_HANDLER
from tfgen.package.start.contents import Contents

_NAME = r"[^\W\d][\w$]*"
_JAVA = re.compile(rf"(?P<class>{_NAME}(?:\.{_NAME})*)(?:::{_NAME})?")
"""https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html"""
_DOTNET = re.compile(r"[^:\s]+(?:::[^:\s]+::[^:\s]+)?")
"""https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html; an executable assembly has its name alone."""
_RUBY = re.compile(r"(?P<file>[^.:\s]+)\.(?:[A-Z]\w*(?:::[A-Z]\w*)*\.)?[^\W\d]\w*[?!]?")
"""https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html"""


def java(handler: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """The class must be in the package, unless a jar in it or a layer may have it."""
    found = _JAVA.fullmatch(handler)
    if not found:
        yield BAD_HANDLER(f"`{handler}` is no handler of Java", hint="`package.Class::method`")
        return
    compiled = [name for name in held.files if name.endswith((".class", ".jar"))]
    if not compiled and not has_layers:
        yield CANNOT_START(
            f"`{held.code}` holds nothing that is compiled",
            hint="point `code` at the .jar that the build makes",
        )
    elif not has_layers and not any(name.endswith(".jar") for name in compiled):
        file = f"{found['class'].replace('.', '/')}.class"
        if file not in held.files:
            yield NO_HANDLER(f"the handler `{handler}` is not in its package: `{held.code}` has no `{file}`")


def dotnet(handler: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """The assembly must be in the package."""
    if not _DOTNET.fullmatch(handler):
        yield BAD_HANDLER(
            f"`{handler}` is no handler of .NET",
            hint="`Assembly::Namespace.Class::Method`, or the assembly's name",
        )
        return
    file = f"{handler.partition(':')[0]}.dll"
    if not has_layers and not any(name.endswith(".dll") for name in held.files):
        yield CANNOT_START(
            f"`{held.code}` holds nothing that is compiled",
            hint="point `code` at what `dotnet publish` makes",
        )
    elif not has_layers and file not in held.files:
        yield NO_HANDLER(f"the handler `{handler}` is not in its package: `{held.code}` has no `{file}`")


def ruby(handler: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """The file must be in the package."""
    found = _RUBY.fullmatch(handler)
    if not found:
        yield BAD_HANDLER(f"`{handler}` is no handler of Ruby", hint="`file.method`, or `file.Class.method`")
    elif not has_layers and f"{found['file']}.rb" not in held.files:
        missing = f"`{held.code}` has no `{found['file']}.rb`"
        yield NO_HANDLER(f"the handler `{handler}` is not in its package: {missing}")
