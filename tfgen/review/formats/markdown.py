"""A review as a comment of a pull request, in Markdown that GitHub and GitLab read.

The verdict comes first, then what goes, numbers by region, cost, findings, and what is folded away. Text of others is code,
or escaped: it calls nobody and links nowhere.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.output.markdown import cell, code, prose, without_commands
from tfgen.review.body import GITHUB, Section, fitted, units
from tfgen.review.groups import Group, by_severity, grouped, told_once
from tfgen.review.money import dollars, signed
from tfgen.review.result import ACTIONS, Halfway, Item, Review, State, totals
from tfgen.review.verdict import Word, verdict
from tfgen.review.words import counted, listed

_SIGNS = {Word.none: "✅", Word.ok: "✅", Word.look: "⚠️", Word.no: "❌"}
_TITLES = {Word.none: "No changes", Word.ok: "Ready", Word.look: "Look at this", Word.no: "Do not apply"}
_FEW, _MOST_CHARACTERS, _MOST_ATTRIBUTES = 2, 300, 20
_SEPARATE_ROWS = 8


def marker(review: Review) -> str:
    """What finds the comment again among others of the pull request."""
    words = {"path": review.path, "env": review.environment}
    return f"<!-- tfgen:review {' '.join(f'{name}={_quoted(text)}' for name, text in words.items())} -->"


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="/._-").replace("--", "%2D%2D")


def render(review: Review, most: int = GITHUB, size: Callable[[str], int] = units) -> str:
    """The comment, below `most` in size."""
    found = verdict(review)
    name = " ".join(filter(None, (review.title or review.path, review.environment)))
    head = "\n".join(
        (
            marker(review),
            f"### {_SIGNS[found.word]} {_TITLES[found.word]}{f': {prose(_short(name))}' if name else ''}",
            "",
            f"**{prose(_short(f'{found.why[0].upper()}{found.why[1:]}'))}.**",
            _sentence(review),
        )
    )
    sections = [
        dataclasses.replace(each, lines=tuple(map(without_commands, each.lines)))
        for each in _sections(review)
    ]
    return fitted(head.rstrip(), sections, _tail(review), most, size)


def _sentence(review: Review) -> str:
    """How much happens where, and to which commit."""
    counts = review.counts
    regions = [place for place in counts if place not in ("global", "elsewhere")]
    several = f" in {len(regions)} region{'s' * (len(regions) != 1)}" if regions else ""
    where = f" in {prose(regions[0])}" if len(regions) == 1 == len(counts) else several
    done = counted(totals(counts.values()))
    is_said = done == verdict(review).why and not where
    told = [f"{done}{where}." if done and not is_said else "", *_commits(review)]
    return " ".join(filter(None, told))


def _commits(review: Review) -> Iterator[str]:
    if review.head:
        against = f", held against {code(review.base[:12])}" if review.base else ""
        yield f"Commit {code(review.head[:12])}{against}."


def _tail(review: Review) -> str:
    """How to go on."""
    lines = []
    if review.fingerprint and review.has_changes:
        told = code(f"tfgen apply --reviewed {review.fingerprint}")
        how = (
            f"{told} applies this and nothing else" if review.title else "what is applied must have the same"
        )
        lines.append(f"Fingerprint {code(review.fingerprint)}: {how}.")
    if review.ignored:
        lines.append(f"{review.ignored} finding{'s' * (review.ignored != 1)} ignored.")
    lines += [f"_{prose(note)}_" for note in review.notes]
    return "\n".join(lines)


def _sections(review: Review) -> Iterator[Section]:
    groups = grouped(review.items, review.regions)
    yield from map(_halfway, review.halfway)
    yield _dangerous(_gravest_first([each for each in groups if each.first.is_dangerous], review.findings))
    yield _table(review)
    yield _waiting(review.states)
    yield from _costs(review)
    yield from _latencies(review)
    yield _findings(review)
    yield _details([each for each in groups if not each.first.is_dangerous])
    yield _prints(review.states)
    yield _named(
        "Actions that the apply invokes", [(each, name) for each in review.states for name in each.invokes]
    )
    yield _named(
        "Changed without Terraform since the last apply",
        [(each, name) for each in review.states for name in each.drifted],
    )
    yield _named(
        "Outputs that get another value", [(each, name) for each in review.states for name in each.outputs]
    )


def _halfway(each: Halfway) -> Section:
    """How far an apply came."""
    of = f" of {prose(each.of)}" if each.of else ""
    head, *rows = each.rows or ((),)
    table = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    if table:
        table = [
            "",
            f"| {' | '.join(map(cell, head))} |",
            f"| --- |{' ---: |' * (len(head) - 1)}",
            *table,
            "",
        ]
    ends = [f"- {prose(_short(end))}" for end in each.ends]
    lines = (f"{prose(each.line)}.", *table, *ends, *([f"\n{prose(each.next)}"] if each.next else []))
    return Section(lines, f"#### Apply{of}", weight=8, is_whole=True)


def _dangerous(groups: list[Group]) -> Section:
    return Section(tuple(map(_line, groups)), "#### What goes or is replaced", weight=4)


def _gravest_first(groups: list[Group], findings: Sequence[Diagnostic]) -> list[Group]:
    """What findings are about, the worst of them first, then what holds data: a table is not to be looked for among routes."""
    order = list(Severity)
    worst = {each.address: order.index(each.severity) for each in reversed(by_severity(findings))}

    def gravity(group: Group) -> tuple[int, bool]:
        found = min(worst.get(item.address, len(order)) for item in group.items)
        return found, not group.first.holds_data

    return sorted(groups, key=gravity)


def _line(group: Group) -> str:
    """What happens to a resource, where, why, and by which line of the spec."""
    item = group.first
    data = " It **holds data**." if item.holds_data else ""
    deposed = " It was left behind by a replacement." if item.deposed else ""
    why = f": {prose(listed(item.why))}" if item.why else ""
    differs = "".join(_attributes(item)) if "replace" in item.actions else ""
    return f"- **{_done(item)}** {code(_short(item.address))}{_where(group)}{why}.{data}{deposed}{_place(item)}{differs}"


def _done(item: Item) -> str:
    return " and ".join(_PAST[action] for action in item.actions)


_PAST = {
    "import": "imported",
    "move": "moved",
    "add": "added",
    "change": "changed",
    "replace": "replaced",
    "destroy": "destroyed",
    "forget": "forgotten (it stays, and leaves the state)",
    "unknown": "unknown action",
}


def _where(group: Group) -> str:
    places = [place for place in group.places if place != "elsewhere"]
    told = f" in {prose(listed(places, _FEW))}" if places and places != ["global"] else ""
    return f"{told}{f' and {group.others} more alike' if group.others else ''}"


def _place(item: Item) -> str:
    return f" ({code(f'{item.span.file}:{item.span.line}')})" if item.span else ""


def _attributes(item: Item) -> Iterator[str]:
    for each in item.attributes[:_MOST_ATTRIBUTES]:
        before, after = (code(_short(text)) or "none" for text in (each.before, each.after))
        told = f"another value, {before}" if before == after else f"{before} → {after}"
        yield f"<br>{code(_short(each.name))}: {told}"
    if len(item.attributes) > _MOST_ATTRIBUTES:
        yield f"<br>… and {len(item.attributes) - _MOST_ATTRIBUTES} more"


def _table(review: Review) -> Section:
    """A row for each place; where there are many, one for all that are alike."""
    counts = review.counts
    shown = [action for action in ACTIONS if any(each[action] for each in counts.values())]
    if len(counts) < 2:  # the sentence says it
        return Section(())
    rows = [*((cell(name), each) for name, each in _rows(counts)), ("**all**", totals(counts.values()))]
    body = [
        f"| {name} | {' | '.join(str(each[a]) if each[a] else '-' for a in shown)} |" for name, each in rows
    ]
    head = (f"| | {' | '.join(shown)} |", f"| --- |{' ---: |' * len(shown)}")
    return Section((*head, *body), weight=6, is_whole=True)


def _rows(counts: dict[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    if len(counts) <= _SEPARATE_ROWS:
        return [*counts.items()]
    alike: dict[tuple[int, ...], list[str]] = {}
    for place, each in counts.items():
        alike.setdefault(tuple(each[action] for action in ACTIONS), []).append(place)
    return [(f"{listed(places, 3)}{_each(places)}", counts[places[0]]) for places in alike.values()]


def _each(places: list[str]) -> str:
    return f", each of {len(places)}" if len(places) > 1 else ""


def _waiting(states: tuple[State, ...]) -> Section:
    """What waits for the same is told together."""
    waiting: dict[tuple[str, ...], list[str]] = {}
    for state in states:
        if state.after:
            waiting.setdefault(state.after, []).append(state.name)
    lines = (
        f"- {listed(map(code, names), 3)}: decided after {listed(map(code, after), 3)}, and reviewed then"
        for after, names in waiting.items()
    )
    return Section(tuple(lines), "#### Not planned yet", weight=5)


def _costs(review: Review) -> Iterator[Section]:
    for each in review.cost:
        of = f" of {prose(each.of)}" if each.of else ""
        if each.difference is None:
            title = f"**Cost**{of}: how it differs is not known."
        else:
            was, now = dollars(each.before), dollars(each.after)
            title = f"**Cost**{of}: {signed(each.difference)} a month ({was} → {now})."
        causes = tuple(f"- {prose(what)}: {signed(amount)}" for what, amount in each.causes)
        yield Section((title, *causes, *(f"- {prose(note)}" for note in each.notes)), weight=5)


def _latencies(review: Review) -> Iterator[Section]:
    for each in review.latency:
        of = f" of {prose(each.of)}" if each.of else ""
        rows = tuple(f"| {cell(who)} | {before:.0f} | {after:.0f} |" for who, before, after in each.rows)
        notes = tuple(f"\n{prose(note)}" for note in each.notes)
        head = (
            f"**Latency**{of}, in milliseconds:",
            "",
            "| clients in | before | after |",
            "| --- | ---: | ---: |",
        )
        yield Section((*head, *rows, *notes), weight=3, is_whole=True)


def _findings(review: Review) -> Section:
    lines = []
    for finding, places in told_once(by_severity(review.findings), review.regions or tuple(review.counts)):
        at = f" {code(f'{finding.span.file}:{finding.span.line}')}" if finding.span else ""
        also = f" (so in {prose(listed(places, _FEW))})" if len(places) > 1 else ""
        hint = f"<br>help: {prose(_short(finding.hint))}" if finding.hint else ""
        lines.append(
            f"- **{finding.severity}** {prose(finding.rule)}{at}: {prose(_short(finding.message))}{also}{hint}"
        )
    return Section(tuple(lines), "#### Findings", weight=4)


def _details(groups: list[Group]) -> Section:
    lines = tuple(_changed(group) for group in groups)
    return Section(lines, f"Changes ({len(groups)})", folded=True)


def _changed(group: Group) -> str:
    item = group.first
    previous = f" from {code(_short(item.previous))}" if "move" in item.actions else ""
    return (
        f"- {_done(item)} {code(_short(item.address))}{previous}{_where(group)}{_place(item)}"
        f"{''.join(_attributes(item)) if 'change' in item.actions else ''}"
    )


def _prints(states: tuple[State, ...]) -> Section:
    told = [f"- {code(state.name)} {code(state.fingerprint)}" for state in states if state.fingerprint]
    return Section(tuple(told) if len(told) > 1 else (), "Fingerprints of states", folded=True, weight=1)


def _named(title: str, names: list[tuple[State, str]]) -> Section:
    lines = (
        f"- {code(_short(name))}{f' of {code(state.name)}' if state.name else ''}" for state, name in names
    )
    return Section(tuple(lines), f"{title} ({len(names)})", folded=True)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
