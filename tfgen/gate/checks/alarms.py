"""CloudWatch alarms whose names begin with the service's, and those that somebody names.

tfgen makes none; a module of the user's own may, or anybody else. Autoscaling's own are not looked at: their names begin
otherwise, and they are on whenever it scales.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.gate.codes import ALARM
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene
from tfgen.spec.shape import short
from tfgen.stack import names
from tfgen.stack.region import Region

_NAME = "alarms"


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    found = scene.asking.alarms(region.name, AlarmNamePrefix=f"{names.service(scene.stack)}-")
    named = scene.limits.alarms
    more = scene.asking.alarms(region.name, AlarmNames=list(named)) if named else []
    if found is None or more is None:
        why = scene.asking.why(region.name)
        yield Look(_NAME, region.name, State.unknown, f"its alarms are not known: {why}")
        return
    alarms = {each["AlarmName"]: each for each in (*found, *more)}
    for name in sorted(set(named) - alarms.keys()):
        yield Look(_NAME, region.name, State.unknown, f"there is no alarm {name}")
    others = {name: each for name, each in alarms.items() if each["StateValue"] != "OK"}
    for name, each in sorted(others.items()):
        yield _look(region, name, each)
    if alarms and not others:
        count = len(alarms)
        says = f"{count} alarm{'s are' if count > 1 else ' is'} off"
        yield Look(_NAME, region.name, State.good, says)


def _look(region: Region, name: str, alarm: Mapping[str, Any]) -> Look:
    reason = alarm.get("StateReason") or "no reason is told"
    if alarm["StateValue"] == "ALARM":
        return Look(_NAME, region.name, State.bad, f"alarm {name} is on: {short(reason)}", ALARM)
    return Look(_NAME, region.name, State.unknown, f"alarm {name} has too little data: {short(reason)}")


CHECK = Check(_NAME, lambda *_: iter(()), _looks)
