"""A review for scripts, and for the step that puts several together: it is read again by `tfgen review RESULT.json…`.

    {
      "format_version": "1.0",
      "kind": "tfgen-review",
      "tool": {"name": "tfgen", "version": "0.1.0"},
      "verdict": "warn",                            none, pass, warn or fail
      "why": "1 to replace",                        what decides it
      "has_changes": true,
      "title": "shop", "path": "spec.yaml", "environment": "prod",
      "head": "…", "base": "…", "fingerprint": "…", empty where it is not known
      "regions": ["eu-west-1"],                     in the order of the spec
      "counts": {"eu-west-1": {"replace": 1}},      by place; a resource may count twice, as imported and changed
      "states": [{
        "name": "", "fingerprint": "…",
        "kept": 61,                                 resources that stay as they are
        "after": [],                                the states before which it cannot be planned
        "outputs": ["endpoint"],                    those that get another value
        "invokes": [],                              actions of providers that the apply invokes
        "drifted": [],                              addresses of what was changed by something else
        "deferred": 0,                              changes that are left for another plan
        "changes": [{
          "address": "…", "type": "aws_lambda_function", "place": "eu-west-1",
          "actions": ["replace"],                   import, move, add, change, replace, destroy, forget or unknown
          "why": ["…"], "previous": "", "deposed": "", "holds_data": false,
          "attributes": [{"name": "memory_size", "before": "128", "after": "256"}],    what may be shown of them
          "span": null                              as in the JSON of findings
        }]
      }],
      "findings": [],                               as `diagnostics` in the JSON of findings
      "ignored": 0,
      "cost": [{"of": "", "before": "100.00", "after": "112.30", "causes": [["…", "12.30"]], "notes": []}],
      "latency": [{"of": "", "rows": [["Berlin", 20.0, 18.0]], "notes": []}],
      "notes": [],
      "halfway": [{                                 what became of it, where it was applied
        "of": "", "line": "…", "is_open": true, "rows": [["", "applied"], ["eu-west-1", "3"]], "ends": [], "next": "…"
      }]
    }

A reader accepts every minor version: fields may be added, none is removed or given another meaning without a new major one.
The text is ASCII, so that no control character is in it.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from tfgen import __version__
from tfgen.output.harmless import in_json
from tfgen.output.json import one
from tfgen.review.result import CostDifference, Item, LatencyDifference, Review, State
from tfgen.review.verdict import verdict

FORMAT_VERSION = "1.0"
KIND = "tfgen-review"


def render(review: Review) -> str:
    """The document."""
    found = verdict(review)
    document = {
        "format_version": FORMAT_VERSION,
        "kind": KIND,
        "tool": {"name": "tfgen", "version": __version__},
        "verdict": found.word,
        "why": found.why,
        "has_changes": review.has_changes,
        "title": review.title,
        "path": review.path,
        "environment": review.environment,
        "head": review.head,
        "base": review.base,
        "fingerprint": review.fingerprint,
        "regions": review.regions,
        "counts": {place: {k: n for k, n in each.items() if n} for place, each in review.counts.items()},
        "states": [_state(state) for state in review.states],
        "findings": [one(each) for each in review.findings],
        "ignored": review.ignored,
        "cost": [_cost(each) for each in review.cost],
        "latency": [_latency(each) for each in review.latency],
        "notes": review.notes,
        "halfway": [dataclasses.asdict(each) for each in review.halfway],
    }
    return in_json(json.dumps(document, indent=1)) + "\n"


def _state(state: State) -> dict[str, Any]:
    return {
        "name": state.name,
        "fingerprint": state.fingerprint,
        "kept": state.kept,
        "invokes": state.invokes,
        "drifted": state.drifted,
        "deferred": state.deferred,
        "after": state.after,
        "outputs": state.outputs,
        "changes": [_item(item) for item in state.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "address": item.address,
        "type": item.type,
        "place": item.place,
        "actions": item.actions,
        "why": item.why,
        "previous": item.previous,
        "deposed": item.deposed,
        "holds_data": item.holds_data,
        "attributes": [each._asdict() for each in item.attributes],
        "span": item.span._asdict() if item.span else None,
    }


def _cost(cost: CostDifference) -> dict[str, Any]:
    before, after = (None if each is None else str(each) for each in (cost.before, cost.after))
    causes = [[what, str(amount)] for what, amount in cost.causes]
    return {"of": cost.of, "before": before, "after": after, "causes": causes, "notes": cost.notes}


def _latency(latency: LatencyDifference) -> dict[str, Any]:
    return {"of": latency.of, "rows": latency.rows, "notes": latency.notes}
