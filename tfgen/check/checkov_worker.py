"""Runs inside checkov's own environment, as a program: scans a folder, writes what it saw as JSON.

checkov's command line tells of resources that some check applied to. Whether all were seen at all, only its
runner says. `python checkov_worker.py FOLDER RESULT`. Imports nothing of tfgen's.
"""

import functools
import gc
import json
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# both limits make checkov leave `for_each` unexpanded without a word; read when checkov is imported
os.environ["CHECKOV_RENDER_MAX_LEN"] = "0"
os.environ.setdefault("LOG_LEVEL", "ERROR")
_MAX_STATEMENT = 10**8


def main(folder: str, result: str) -> None:
    """Scans `folder`; writes {version, scanned, failed, errors} to `result`."""
    from checkov.runner_filter import RunnerFilter
    from checkov.terraform.graph_builder.variable_rendering import evaluate_terraform, safe_eval_functions
    from checkov.terraform.runner import Runner
    from checkov.version import version

    safe_eval_functions.Interpreter = functools.partial(
        safe_eval_functions.Interpreter, max_statement_length=_MAX_STATEMENT
    )
    evaluate_terraform.evaluate_terraform = _remembered(evaluate_terraform.evaluate_terraform)
    # the graph of blocks is large and stays: collecting it again and again takes a quarter of the time
    gc.set_threshold(200_000, 50, 50)
    report = Runner().run(folder, runner_filter=RunnerFilter(framework=["terraform"]))
    records = [*report.passed_checks, *report.failed_checks, *report.skipped_checks]
    found = {
        "version": version,
        "scanned": sorted(
            {r.resource for r in records} | {extra.resource for extra in report.extra_resources}
        ),
        "failed": [_row(record) for record in report.failed_checks],
        "errors": sorted(os.path.relpath(path, folder) for path in report.parsing_errors),
    }
    Path(result).write_text(json.dumps(found), "utf-8")


def _remembered(evaluate: Callable[..., Any]) -> Callable[..., Any]:
    """An evaluator that works out each text once: checkov asks for every text again in each instance of a module.

    What can be changed is handed out as a copy.
    """
    known: dict[tuple[str, bool], tuple[bool, Any]] = {}

    @functools.wraps(evaluate)
    def evaluated(text: Any, keep_interpolations: bool = True) -> Any:
        if not isinstance(text, str):
            return evaluate(text, keep_interpolations)
        key = (text, keep_interpolations)
        if key not in known:
            value = evaluate(text, keep_interpolations)
            fixed = value is None or isinstance(value, str | int | float)
            known[key] = (fixed, value if fixed else pickle.dumps(value))
        fixed, value = known[key]
        return value if fixed else pickle.loads(value)  # noqa: S301  # pickled four lines above

    return evaluated


def _row(record: Any) -> dict[str, object]:
    return {
        "id": record.check_id,
        "name": record.check_name,
        "guideline": record.guideline or "",
        "resource": record.resource,
        "file": record.file_path.lstrip("/"),
        "lines": record.file_line_range,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
