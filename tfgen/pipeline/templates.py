"""Templates of pipelines: Jinja2, with `<< >>` and `<% %>`, because engines write `${{ }}` themselves."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import jinja2

from tfgen.pipeline.pipeline import CHECKOV, CLOUD_TOKEN, PLATFORMS, PYTHON, TERRAFORM, Pipeline

_FOLDER = Path(__file__).parent / "files"


def render(name: str, pipeline: Pipeline, **values: Any) -> str:
    """A template's text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=False,  # noqa: S701  # no HTML; texts are quoted by the filters, names are of known letters
        undefined=jinja2.StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quoted": json.dumps, "word": shlex.quote}
    return environment.get_template(name).render(
        {
            "place": pipeline.place,
            "targets": pipeline.targets,
            "service": pipeline.service,
            "version": pipeline.version,
            "terraform": TERRAFORM,
            "checkov": CHECKOV,
            "python": PYTHON,
            "platforms": PLATFORMS,
            "is_apart": any(each.stack.is_apart for each in pipeline.targets),
            "cloud_token": CLOUD_TOKEN,
            "cloud_variables": sorted(
                {each.cloud_variable for each in pipeline.targets if each.cloud_variable}
            ),
            **values,
        }
    )
