"""What a gate says in the end."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.gate.look import Look, State, Verdict, verdict
from tfgen.spec.source import Source
from tfgen.stack.kinds.routing import is_drained, is_routed
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


@frozen
class Report:
    """What was seen last, of some regions of a stack."""

    stack: Stack
    regions: tuple[Region, ...]
    looks: tuple[Look, ...]
    since: str
    """When what is judged begins, as ISO 8601 writes it."""
    rounds: int
    seconds: float
    """How long it took."""

    @property
    def verdict(self) -> Verdict:
        """Whether to go on."""
        return verdict(self.looks)

    @property
    def title(self) -> str:
        """The service, and the regions."""
        return f"{self.stack.called} in {', '.join(region.name for region in self.regions)}"

    def findings(self, source: Source) -> list[Diagnostic]:
        """What speaks against it, and what is allowed to be unknown, at lines of the spec."""
        return [told for look in self.looks if (told := look.told(source))]

    def way_back(self) -> Iterator[str]:
        """What to do where something is bad."""
        bad = {look.region for look in self.looks if look.state is State.bad}
        led = [each.name for each in self.stack.regions if not is_drained(self.stack, each)]
        for name in (region.name for region in self.regions if region.name in bad):
            others = [each for each in led if each != name]
            if name in led and is_routed(self.stack) and others:
                yield (
                    f"lead the clients of {name} to {', '.join(others)}: `tfgen evacuate {name}` at once, and "
                    f"`routing: {{drained: [{name}]}}` in the spec"
                )
            elif name not in led:
                yield f"{name} is drained: no client is led there, and nothing needs to be done at once"
        if bad:
            yield "undo the change: revert its commit, and apply"
