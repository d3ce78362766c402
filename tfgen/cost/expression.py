"""Quantities as data: sums, products, ceilings and bounds of constants and of what a usage file says.

`Evaluator` works them out in decimals, and page/expression.js in doubles, by the same rules: what nobody has said is not
known; a product with a known 0 is 0, whatever else is in it, and else is not known where a factor is not; a sum is what
is known of it, so that a bill says the least that it can be.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

ZERO, ONE = Decimal(0), Decimal(1)


class Input(NamedTuple):
    """A number of the usage file."""

    key: str
    """Where the file says it: `tables`."""
    of: tuple[str, ...]
    """What of that it is said of, outermost first: `("orders", "by-day")`; empty where it is of the whole service."""
    what: str
    """`reads`"""

    @property
    def owner(self) -> str:
        """What it is said of: `orders/by-day`."""
        return "/".join(self.of)


class Default:
    """A number of the usage file, and what stands for it where nobody says it: it is not missed then."""

    __slots__ = ("of", "otherwise")

    def __init__(self, of: Input, otherwise: Expression) -> None:
        self.of, self.otherwise = of, otherwise


class Share:
    """The part of all requests that a region answers, from 0 to 1."""

    __slots__ = ()


class Constant:
    """A number that does not depend on usage."""

    __slots__ = ("number",)

    def __init__(self, number: Decimal) -> None:
        self.number = number


class Product:
    """A number times factors."""

    __slots__ = ("factors", "number")

    def __init__(self, number: Decimal, factors: tuple[Expression, ...]) -> None:
        self.number, self.factors = number, factors


class Sum:
    """What is known of several together. `is_shared` is whether the share is in it: then it may differ by region."""

    __slots__ = ("is_shared", "terms")

    def __init__(self, terms: tuple[Expression, ...], is_shared: bool) -> None:
        self.terms, self.is_shared = terms, is_shared


class Ceiling:
    """The next whole number."""

    __slots__ = ("of",)

    def __init__(self, of: Expression) -> None:
        self.of = of


class Clamp:
    """A value between bounds."""

    __slots__ = ("least", "most", "of")

    def __init__(self, of: Expression, least: Decimal = Decimal(0), most: Decimal | None = None) -> None:
        self.of, self.least, self.most = of, least, most


Expression = Constant | Input | Default | Share | Product | Sum | Ceiling | Clamp
Values = Mapping[Input, Decimal | None]

SHARE = Share()


def constant(number: Decimal | int) -> Expression:
    """An amount that does not depend on usage."""
    return Constant(Decimal(number))


def product(*factors: Expression | Decimal | int) -> Expression:
    """A product, with its constants gathered in one."""
    number = ONE
    found: list[Expression] = []
    for factor in factors:
        if isinstance(factor, Decimal | int):
            number *= factor
        elif isinstance(factor, Constant):
            number *= factor.number
        elif isinstance(factor, Product):
            number *= factor.number
            found += factor.factors
        else:
            found.append(factor)
    if not found:
        return Constant(number)
    return found[0] if number == 1 and len(found) == 1 else Product(number, tuple(found))


def unless_said(said: Input, otherwise: Expression | Decimal | int) -> Expression:
    """A number of the usage file, and what stands for it where nobody says it."""
    return Default(said, constant(otherwise) if isinstance(otherwise, Decimal | int) else otherwise)


def known(*terms: Expression) -> Expression:
    """What is known of the sum of terms."""
    return Sum(terms, any(map(is_shared, terms)))


def steps(size: Expression, step: int) -> Expression:
    """How many steps a size takes, at least one."""
    return Clamp(Ceiling(product(size, ONE / step)), ONE)


def joined(amounts: Iterable[Expression]) -> Expression:
    """The sum of amounts, with the share and the constants that they have in common taken out.

    So a sum over many functions is the same for all regions, and is worked out once.
    """
    found = list(amounts)
    if len(found) == 1:
        return found[0]
    alike: dict[tuple[Decimal, int], list[Expression]] = {}
    for amount in found:
        number, factors = (amount.number, amount.factors) if isinstance(amount, Product) else (ONE, (amount,))
        rest = tuple(factor for factor in factors if factor is not SHARE)
        alike.setdefault((number, len(factors) - len(rest)), []).append(product(*rest))
    terms = [product(number, *([SHARE] * shares), known(*each)) for (number, shares), each in alike.items()]
    return terms[0] if len(terms) == 1 else known(*terms)


def is_shared(expression: Expression) -> bool:
    """Whether the share is in it."""
    match expression:
        case Share():
            return True
        case Product():
            return any(map(is_shared, expression.factors))
        case Sum():
            return expression.is_shared
        case Ceiling() | Clamp():
            return is_shared(expression.of)
        case Default():
            return is_shared(expression.otherwise)
        case _:
            return False


def form(expression: Expression) -> Hashable:
    """The same for expressions that are the same."""
    match expression:
        case Product():
            return (expression.number, *map(form, expression.factors))
        case Sum():
            return ("+", *map(form, expression.terms))
        case Ceiling():
            return ("ceiling", form(expression.of))
        case Clamp():
            return ("clamp", form(expression.of), expression.least, expression.most)
        case Default():
            return ("default", expression.of, form(expression.otherwise))
        case Constant():
            return expression.number
        case _:
            return expression


class Evaluator:
    """Works expressions out for one usage. What is the same for all regions is worked out once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._sums: dict[Sum, Decimal] = {}
        self._missed: dict[tuple[Expression, bool], tuple[Input, ...]] = {}

    def amount(self, expression: Expression, share: Decimal = ONE) -> Decimal:
        """What is known of it, where a region has this share of the requests."""
        return self.value(expression, share) or ZERO

    def value(self, expression: Expression, share: Decimal = ONE) -> Decimal | None:
        """What it comes to; None where that is not known."""
        match expression:
            case Input():
                return self._values.get(expression)
            case Product():
                return self._product(expression, share)
            case Sum():
                return self._sum(expression, share)
            case Constant():
                return expression.number
            case Share():
                return share
            case Default():
                value = self._values.get(expression.of)
                return self.value(expression.otherwise, share) if value is None else value
            case Ceiling():
                value = self.value(expression.of, share)
                return None if value is None else value.to_integral_value(ROUND_CEILING)
            case Clamp():
                value = self.value(expression.of, share)
                return None if value is None else _within(value, expression)

    def lacks(self, expression: Expression, share: Decimal = ONE) -> tuple[Input, ...]:
        """What it depends on and nobody has said, each once."""
        key = (expression, bool(share))
        found = self._missed.get(key)
        if found is None:
            found = self._missed[key] = tuple(dict.fromkeys(self._lacks(expression, share)))
        return found

    def _product(self, expression: Product, share: Decimal) -> Decimal | None:
        result, unknown = expression.number, False
        for factor in expression.factors:
            value = self.value(factor, share)
            if value is None:
                unknown = True
            else:
                result *= value
        return None if unknown and result else result

    def _sum(self, expression: Sum, share: Decimal) -> Decimal:
        found = self._sums.get(expression)
        if found is None:
            found = sum((self.amount(term, share) for term in expression.terms), ZERO)
            if not expression.is_shared:
                self._sums[expression] = found
        return found

    def _lacks(self, expression: Expression, share: Decimal) -> Iterator[Input]:
        match expression:
            case Input():
                if self._values.get(expression) is None:
                    yield expression
            case Product():
                yield from self._lacks_of_product(expression, share)
            case Sum():
                for term in expression.terms:
                    yield from self._lacks(term, share)
            case Ceiling() | Clamp():
                yield from self._lacks(expression.of, share)
            case Default():
                if self._values.get(expression.of) is None:
                    yield from self._lacks(expression.otherwise, share)

    def _lacks_of_product(self, expression: Product, share: Decimal) -> list[Input]:
        found: list[Input] = []
        for factor in expression.factors if expression.number else ():
            lacks = self._lacks(factor, share)
            before = len(found)
            found += lacks
            if len(found) == before and not self.value(factor, share):
                return []
        return found


def _within(value: Decimal, bounds: Clamp) -> Decimal:
    value = max(value, bounds.least)
    return value if bounds.most is None else min(value, bounds.most)
