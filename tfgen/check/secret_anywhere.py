"""TFG163: text anywhere in a spec that looks like a secret."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.spec.source import Mapping, Node, Path, Scalar, Sequence, Source
from tfgen.stack.secret_forms import form_of, is_called_one

CODE = Code(
    "TFG163",
    "text of the spec that looks like a secret",
    finds="""text outside of `env`, such as a tag, a description, an input's default or a path, that has the form of a
credential, or a tag whose name says that it is one.""",
    why="""the spec lies in a repository; tags and descriptions are shown to everybody who may list resources, and stand in
main.tf, in plans and in Terraform's state.""",
    example="tags: {deploy-token: ghp_…}",
    instead="""`secrets` for what functions read, `{input: …}` with TF_VAR_… for what only Terraform needs, and nothing for
what nobody needs. What was committed already has to be changed where it is from.""",
)

_HINT = "take it out of the spec: `secrets` holds what functions read when they run"


def secrets_anywhere(source: Source) -> Iterator[Diagnostic]:
    """Every such text, never quoted. Variables of functions are TFG225's."""
    for path, scalar in _texts(source.root, ()):
        where, name = ".".join(map(str, path)), str(path[-1]) if path else ""
        form = form_of(scalar.text)
        if form:
            yield CODE(f"`{where}` holds what looks like {form}", scalar.span, _HINT)
        elif "tags" in path[:-1] and is_called_one(name.replace("-", "_"), scalar.text):
            message = f"tag `{name}` is called as a secret is, and its text could be one"
            yield CODE(message, scalar.span, _HINT, Severity.WARNING)


def _texts(node: Node, path: Path) -> Iterator[tuple[Path, Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for name, entry in node.entries.items():
            if name != "env":
                yield from _texts(entry.value, (*path, name))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _texts(item, (*path, number))
