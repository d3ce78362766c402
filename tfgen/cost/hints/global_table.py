"""Global tables of version 2019.11.21 instead of 2017.11.29.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_upgrade.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.stack.kinds.table import TABLE, V2017, V2019
from tfgen.stack.variations import with_table


def suggest(case: Case) -> Iterator[Suggestion]:
    """For every table of the old version."""
    for name, table in case.stack.all(TABLE).items():
        if table.global_table == V2017:
            why = "it bills one write for each in every region, not two; the upgrade in AWS is one way"
            changed = with_table(case.stack, name, global_table=V2019)
            yield Suggestion(f"table `{name}` upgraded to {V2019}", why, changed)
