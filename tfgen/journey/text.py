"""Surgery on a spec's text: what is not meant stays as it is, byte for byte.

Each edit is found by the spans of the tree, and gives the text anew. What is written in a way that these do not know raises
NotEditableError; whether an edit came to what was meant, `edit.py` checks on the data.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from tfgen.spec.source import LINE_BREAK, Entry, Mapping, Node, Path, Scalar, Sequence, parse

_PLAIN = re.compile(r"[a-z][a-z0-9_-]*|20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_BREAK = re.compile(LINE_BREAK)
_DASH = re.compile(r"[ ]*-[ ]+")
_ESCAPED = {c: f"\\u{ord(c):04x}" for c in "\x7f\x85\u2028\u2029\ufeff"}


class NotEditableError(Exception):
    """The text is written in a way that this cannot edit."""


class Written:
    """A spec's text, and where its nodes stand in it."""

    def __init__(self, text: str) -> None:
        source, _ = parse(text, "")
        if source is None:
            raise NotEditableError("it is no YAML")
        self.text, self.root = text, source.root
        self._lines = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._break = next((found.group() for found in _BREAK.finditer(text)), "\n")
        first = next(iter(self.root.entries.values()), None) if isinstance(self.root, Mapping) else None
        self._quoted = first is not None and self.raw(first.key).startswith('"')

    def find(self, path: Path) -> Node | None:
        """What is written at a path."""
        node: Node | None = self.root
        for name in path:
            if isinstance(node, Sequence) and isinstance(name, int) and name < len(node.items):
                node = node.items[name]
            else:
                entry = node.entries.get(str(name)) if isinstance(node, Mapping) else None
                node = entry.value if entry else None
        return node

    def put(self, path: Path, value: Any, behind: str = "") -> str:
        """A key with a value, in the place of the one that is there, behind another key, or at the end."""
        depth = len(path)
        while self.find(path[:depth]) is None:
            depth -= 1
        if depth == len(path):
            return self._replaced(path, value)
        for name in reversed(path[depth + 1 :]):
            value = {name: value}
        return self._added(self._mapping(path[:depth]), str(path[depth]), value, behind)

    def cut(self, path: Path) -> str:
        """A key less. A mapping of which nothing is left stays, empty; `routing` goes."""
        mapping, entry = self._entry(path)
        if len(mapping.entries) > 1 or not path[:-1]:
            return self._without(
                self._of_mapping(mapping), list(mapping.entries.values()).index(entry), mapping
            )
        return self.cut(path[:-1]) if path[-2] == "routing" else self._replaced(path[:-1], {})

    def add(self, path: Path, item: Any) -> str:
        """A list with an item more, at its end."""
        items = self._list(path)
        if not items.items:
            return self._spliced(self._start(items) + 1, self._start(items) + 1, self._flow(item))
        last = self._stop(items.items[-1])
        if items.flow:
            return self._spliced(last, last, f", {self._flow(item)}")
        begins = self._line(self._start(items.items[-1]))
        dash = _DASH.match(self.text, begins)
        if not dash:
            raise NotEditableError("a list of an odd layout")
        return self._line_added(self._line_behind(last), f"{dash.group()}{self._flow(item)}")

    def drop(self, path: Path, item: Any) -> str:
        """A list with an item less; a list of which nothing is left goes."""
        items = self._list(path)
        if len(items.items) == 1:
            return self.cut(path)
        return self._without(self._of_list(items), self._index(items, item), items)

    def first(self, path: Path, name: str) -> str:
        """A list, or a mapping, in which an item comes first."""
        node = self.find(path)
        if isinstance(node, Mapping):
            spans, place, is_flow = self._of_mapping(node), list(node.entries).index(name), node.flow
        else:
            items = self._list(path)
            spans, place, is_flow = self._of_list(items), self._index(items, name), items.flow
        return self._turned(spans[: place + 1]) if is_flow else self._lifted(spans[0], spans[place])

    def raw(self, node: Node) -> str:
        """A node as it is written."""
        return self.text[self._start(node) : self._stop(node)]

    def _mapping(self, path: Path) -> Mapping:
        found = self.find(path)
        if not isinstance(found, Mapping):
            raise NotEditableError("no mapping")
        return found

    def _list(self, path: Path) -> Sequence:
        found = self.find(path)
        if not isinstance(found, Sequence):
            raise NotEditableError("no list")
        return found

    def _entry(self, path: Path) -> tuple[Mapping, Entry]:
        mapping = self._mapping(path[:-1])
        if str(path[-1]) not in mapping.entries:
            raise NotEditableError("no such key")
        return mapping, mapping.entries[str(path[-1])]

    def _index(self, items: Sequence, value: Any) -> int:
        for place, item in enumerate(items.items):
            if data(item) == value:
                return place
        raise NotEditableError("no such item")

    def _of_mapping(self, mapping: Mapping) -> list[tuple[int, int]]:
        return [(self._start(each.key), self._end_of(each)) for each in mapping.entries.values()]

    def _of_list(self, items: Sequence) -> list[tuple[int, int]]:
        return [(self._start(each), self._stop(each)) for each in items.items]

    def _start(self, node: Node) -> int:
        return self._lines[node.span.line - 1] + node.span.column - 1

    def _stop(self, node: Node) -> int:
        """Where a node ends: a block of lines with the last thing in it, for the parser reads on to what comes next."""
        if isinstance(node, Mapping) and not node.flow:
            return max(map(self._end_of, node.entries.values()))
        if isinstance(node, Sequence) and not node.flow:
            return max(map(self._stop, node.items))
        return self._lines[node.span.end_line - 1] + node.span.end_column - 1

    def _end_of(self, entry: Entry) -> int:
        """Where an entry ends; with its key's line if its value stands elsewhere, as an alias says."""
        key = self._stop(entry.key)
        is_alias = self._start(entry.value) < key
        return self._line_end(key) if is_alias else max(key, self._stop(entry.value))

    def _line(self, offset: int) -> int:
        return self._lines[bisect_right(self._lines, offset) - 1]

    def _line_end(self, offset: int) -> int:
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def _line_behind(self, offset: int) -> int:
        """Where the line begins that follows what ends here."""
        if offset in self._lines and offset:
            return offset
        found = _BREAK.search(self.text, offset)
        return found.end() if found else len(self.text)

    def _spliced(self, start: int, stop: int, new: str) -> str:
        return self.text[:start] + new + self.text[stop:]

    def _line_added(self, place: int, line: str) -> str:
        is_begun = place == len(self.text) and not _ends(self.text)
        return self._spliced(place, place, f"{self._break}{line}" if is_begun else f"{line}{self._break}")

    def _added(self, mapping: Mapping, key: str, value: Any, behind: str) -> str:
        line = f"{self._flow(key)}: {self._flow(value)}"
        entry = mapping.entries.get(behind) or next(reversed(mapping.entries.values()), None)
        if entry is None:
            place = self._start(mapping) + 1
            return self._spliced(place, place, line)
        if mapping.flow:
            return self._spliced(self._end_of(entry), self._end_of(entry), f", {line}")
        begins = self._start(next(iter(mapping.entries.values())).key)
        indent = self.text[self._line(begins) : begins]
        if indent.strip():
            raise NotEditableError("a mapping that begins in the middle of a line")
        return self._line_added(self._line_behind(self._end_of(entry)), f"{indent}{line}")

    def _replaced(self, path: Path, value: Any) -> str:
        _, entry = self._entry(path)
        node = entry.value
        if isinstance(node, Scalar) or node.flow:
            return self._spliced(self._start(node), self._stop(node), self._flow(value))
        stop = self._line_end(self._stop(entry.key))
        shorter = self.text[self._stop(entry.key) : stop].partition("#")
        if shorter[0].strip() != ":":
            raise NotEditableError("a block with an anchor or a tag")
        gap = shorter[0].strip(":") or " "
        behind = gap + "".join(shorter[1:]) if shorter[1] else ""
        return self._spliced(self._stop(entry.key), self._end_line(node), f": {self._flow(value)}{behind}")

    def _end_line(self, node: Node) -> int:
        return self._line_end(self._stop(node))

    def _without(self, spans: list[tuple[int, int]], place: int, among: Mapping | Sequence) -> str:
        """Without one of several: the whole of its lines where it has some for itself, or else as far as its neighbour."""
        start, stop = spans[place]
        begins = self._line(start)
        before, follows = self.text[begins:start], self._line_behind(stop)
        if not among.flow:
            if before.strip() not in ("", "-"):
                raise NotEditableError("an entry that begins in the middle of a line")
            return self._spliced(begins, follows, "")
        rest = self.text[stop : self._line_end(stop)].lstrip(" ,")
        if place and not before.strip() and (not rest or rest.startswith("#")):
            return self._spliced(begins, follows, "")
        if place:
            return self._spliced(spans[place - 1][1], stop, "")
        return self._spliced(start, spans[1][0], "")

    def _turned(self, spans: list[tuple[int, int]]) -> str:
        """The last of several before the others, each where another stood: commas and comments stay in their places."""
        texts = [self.text[start:stop] for start, stop in spans]
        found, end = "", 0
        for (start, stop), text in zip(spans, [texts[-1], *texts[:-1]], strict=True):
            found += self.text[end:start] + text
            end = stop
        return found + self.text[end:]

    def _lifted(self, first: tuple[int, int], moved: tuple[int, int]) -> str:
        """Lines moved before others, with the comments at their ends."""
        top, begins = self._line(first[0]), self._line(moved[0])
        ends = self._line_behind(moved[1])
        lines, between = self.text[begins:ends], self.text[top:begins]
        if not _ends(lines):
            lines, between = lines + self._break, between.removesuffix(self._break)
        return self.text[:top] + lines + between + self.text[ends:]

    def _flow(self, value: Any) -> str:
        """A value as it is written in a line; in the quotes of JSON where the spec has those."""
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self._flow(k)}: {self._flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list | tuple):
            return f"[{', '.join(map(self._flow, value))}]"
        if value is None:
            return "null"
        if _PLAIN.fullmatch(value) and not self._quoted:
            return str(value)
        return "".join(_ESCAPED.get(c, c) for c in json.dumps(value, ensure_ascii=False))


def data(node: Node) -> Any:
    """A node as mappings, lists and texts."""
    if isinstance(node, Mapping):
        return {name: data(entry.value) for name, entry in node.entries.items()}
    return node.text if isinstance(node, Scalar) else [data(item) for item in node.items]


def _ends(text: str) -> bool:
    return bool(re.search(rf"({LINE_BREAK})\Z", text))
