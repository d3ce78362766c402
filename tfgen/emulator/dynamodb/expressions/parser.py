"""Parses expressions, and says what is wrong with them in DynamoDB's words.

moto's own parsers miss nested functions, document paths, unused values, and most of what DynamoDB refuses.
Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html, the tests of
https://github.com/nubo-db/dynamodb-conformance and https://github.com/architect/dynalite, recorded on AWS.
"""

from __future__ import annotations

from itertools import combinations

from tfgen.emulator.dynamodb.expressions.nodes import (
    Action,
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    In,
    Literal,
    Not,
    Operand,
    Path,
    Sum,
)
from tfgen.emulator.dynamodb.expressions.tokens import Reader, Scope
from tfgen.emulator.dynamodb.expressions.types import check_call, check_comparison, check_set

_COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")
_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")
_MOST_OPTIONS = 100


class Parser(Reader):
    """Parses one expression. Every method raises a ValidationException where the expression is wrong."""

    _enclosed: object = None
    """What was last read in parentheses."""

    def condition(self) -> Condition:
        """A condition, a filter or a condition on keys."""
        found = self._condition(self._or())
        if self.next != "<EOF>":
            raise self.unexpected()
        return found

    def projection(self) -> list[Path]:
        """The paths of a projection, in their order."""
        found = [self._path()]
        while self.skip(","):
            found.append(self._path())
        if self.next != "<EOF>":
            raise self.unexpected()
        self._check_overlap(found)
        return found

    def update(self) -> list[Action]:
        """The parts of an update, in their order."""
        found: list[Action] = []
        seen = set()
        while (clause := self.next.upper()) in _CLAUSES:
            if clause in seen:
                raise self.error(f'The "{clause}" section can only be used once in an update expression;')
            seen.add(clause)
            self.take()
            found.append(self._action(clause))
            while self.skip(","):
                found.append(self._action(clause))
        if self.next != "<EOF>" or not found:
            raise self.unexpected()
        self._check_overlap([action.path for action in found])
        return found

    def _or(self) -> Condition | Operand:
        left = self._and()
        while self.next.upper() == "OR":
            left = self._condition(left)
            self.take()
            left = Both("OR", left, self._condition(self._and()))
        return left

    def _and(self) -> Condition | Operand:
        left = self._not()
        while self.next.upper() == "AND":
            left = self._condition(left)
            self.take()
            left = Both("AND", left, self._condition(self._not()))
        return left

    def _not(self) -> Condition | Operand:
        return Not(self._condition(self._not())) if self.skip("NOT") else self._comparison()

    def _comparison(self) -> Condition | Operand:
        left = self._enclosed_or_operand()
        if isinstance(left, Comparison | Between | In | Not | Both):
            return left
        word = self.next.upper()
        found: Condition
        if word in _COMPARATORS:
            operand = self._as_operand(left)
            found = Comparison(self.take(), operand, self._operand())
        elif word == "BETWEEN":
            operand, _ = self._as_operand(left), self.take()
            low = self._operand()
            self.expect("AND")
            found = Between(operand, low, self._operand())
        elif word == "IN":
            operand, _ = self._as_operand(left), self.take()
            self.expect("(")
            options = [self._operand()]
            while self.skip(","):
                options.append(self._operand())
            self.expect(")")
            if len(options) > _MOST_OPTIONS:
                raise self.error(
                    "Number of operands of the IN operator has exceeded the maximum allowed number; "
                    f"number of operands: {len(options)}"
                )
            found = In(operand, tuple(options))
        else:
            return left
        check_comparison(self, found)
        return found

    def _condition(self, found: Condition | Operand) -> Condition:
        if isinstance(found, Call):
            if found.name == "size":
                raise self._misused(found)
            return found
        if not isinstance(found, Comparison | Between | In | Not | Both):
            raise self.unexpected()
        return found

    def _as_operand(self, found: Condition | Operand) -> Operand:
        if isinstance(found, Call) and found.name != "size":
            raise self._misused(found)
        if isinstance(found, Path | Literal | Call):
            return found
        raise self.unexpected()

    def _misused(self, call: Call) -> Exception:
        return self.error(
            f"The function is not allowed to be used this way in an expression; function: {call.name}"
        )

    def _operand(self) -> Operand:
        return self._as_operand(self._enclosed_or_operand())

    def _enclosed_or_operand(self) -> Condition | Operand:
        if self.skip("("):
            self._enclosed = None
            found = self._or()
            self.expect(")")
            if found is self._enclosed and self.kind != "KeyConditionExpression":
                raise self.error("The expression has redundant parentheses;")
            self._enclosed = found
            return found
        if self.next.startswith(":"):
            return self.literal()
        return self._call() if self.after == "(" else self._path()

    def _call(self) -> Call:
        if not self.next[0].isalpha():
            raise self.unexpected()
        name = self.take()
        self.expect("(")
        operands = [self._argument()]
        while self.skip(","):
            operands.append(self._argument())
        self.expect(")")
        found = Call(name, tuple(operands))
        check_call(self, found)
        return found

    def _argument(self) -> Operand:
        if self.kind == "UpdateExpression":
            return self._update_operand()
        return self._operand()

    def _path(self) -> Path:
        elements: list[str | int] = [self.name()]
        while True:
            if self.skip("."):
                elements.append(self.name())
            elif self.skip("["):
                if not self.next.isdigit():
                    raise self.unexpected()
                elements.append(int(self.take()))
                self.expect("]")
            else:
                return Path(tuple(elements))

    def _action(self, clause: str) -> Action:
        path = self._path()
        if clause == "REMOVE":
            return Action(clause, path)
        if clause == "SET":
            self.expect("=")
            return Action(clause, path, self._sum())
        value = self.literal()
        check_set(self, clause, value)
        return Action(clause, path, value)

    def _sum(self) -> Operand:
        left = self._update_operand()
        if self.next not in ("+", "-"):
            return left
        found = Sum(self.take(), left, self._update_operand())
        check_call(self, Call(found.operator, (found.left, found.right)))
        return found

    def _update_operand(self) -> Operand:
        if self.skip("("):
            found = self._sum()
            self.expect(")")
            return found
        if self.next.startswith(":"):
            return self.literal()
        return self._call() if self.after == "(" else self._path()

    def _check_overlap(self, paths: list[Path]) -> None:
        rewrite = "must remove or rewrite one of these paths"
        for one, two in combinations(paths, 2):
            pairs = list(zip(one.elements, two.elements, strict=False))
            same = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
            if same == len(pairs):
                raise self.error(
                    f"Two document paths overlap with each other; {rewrite}; path one: {one}, path two: {two}"
                )
            a, b = pairs[same]
            if type(a) is not type(b):
                raise self.error(
                    f"Two document paths conflict with each other; {rewrite}; path one: {one}, path two: {two}"
                )


def parse_condition(kind: str, text: str, scope: Scope) -> Condition:
    """Of a ConditionExpression, a FilterExpression or a KeyConditionExpression."""
    return Parser(kind, text, scope).condition()


def parse_projection(text: str, scope: Scope) -> list[Path]:
    """Of a ProjectionExpression."""
    return Parser("ProjectionExpression", text, scope).projection()


def parse_update(text: str, scope: Scope) -> list[Action]:
    """Of an UpdateExpression."""
    return Parser("UpdateExpression", text, scope).update()
