"""tfgen's own rules on a Stack."""

from __future__ import annotations

from tfgen.check.environments import check_environments
from tfgen.check.rules.rules import RULES
from tfgen.check.secret_anywhere import secrets_anywhere
from tfgen.diagnostics import Diagnostic
from tfgen.spec.source import Source
from tfgen.stack.stack import Stack


def check_rules(stack: Stack, source: Source) -> list[Diagnostic]:
    """What the rules find."""
    of_rules = [diagnostic for rule in RULES for diagnostic in rule.diagnostics(stack, source)]
    return [*of_rules, *dict.fromkeys((*check_environments(source), *secrets_anywhere(source)))]
