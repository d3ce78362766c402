"""What must not be in Terraform that is initialised and validated here, when somebody else wrote it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from tfgen.check.hcl.file import BrokenError
from tfgen.check.hcl.parse import UNPARSABLE, parse
from tfgen.check.hcl.scanner import TOO_DEEP
from tfgen.check.hcl.scope import closures
from tfgen.check.untrusted.calls import texts
from tfgen.check.untrusted.reads import Place, reads_outside
from tfgen.check.untrusted.sources import Trust, fetched_modules, foreign_providers, provider_files
from tfgen.diagnostics import Diagnostic
from tfgen.disk import is_within


def check_untrusted(files: Mapping[str, str], root: str, tree: Path, trust: Trust) -> list[Diagnostic]:
    """What Terraform would fetch, run or read that it must not: TFG324 to TFG327, and what is not read or parsed.

    `files` are those of a folder, `root`, and of the modules that it calls in its tree.
    """
    found = _check(files, root, tree, trust)
    terraform_alone = {path: text for path, text in files.items() if ".tofu" not in path}
    if len(terraform_alone) < len(files):  # OpenTofu reads x.tofu in the place of x.tf, Terraform does not
        found += _check(terraform_alone, root, tree, trust)
    return list(dict.fromkeys(found))


def _check(files: Mapping[str, str], root: str, tree: Path, trust: Trust) -> list[Diagnostic]:
    configuration, found = parse(files)
    if found:
        return found
    reached = closures(configuration, root).get(root, {})
    found += fetched_modules(reached, configuration, lambda path: not is_within(Path(path), tree))
    for directory, module in reached.items():
        found += provider_files(module)
        try:
            inside = [
                each for path in files if (posixpath.dirname(path) or ".") == directory
                for each in texts(path, files[path])
            ]  # fmt: skip
            found += reads_outside(module, inside, Place(Path(root), directory, tree))
        except BrokenError as broken:
            return [*found, UNPARSABLE(broken.message, broken.span, broken.hint)]
        except RecursionError:
            return [*found, UNPARSABLE(TOO_DEEP)]
        functions = dict(call for text in inside for call in text.provider_functions())
        found += foreign_providers(module, functions, trust)
    return found
