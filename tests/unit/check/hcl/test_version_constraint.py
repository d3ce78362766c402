"""Version constraints: each of these was given to `terraform init`, beside a mirror that holds 5.100.0 alone."""

from __future__ import annotations

import pytest

from tfgen.check.hcl.version_constraint import parse
from tfgen.stack.provider import OLDEST


@pytest.mark.parametrize(
    "text",
    ["~> 5", "~>5", "= 5.100", "5.100.0", ">=5.1 , <6", ">= 5.0-beta", "~> 5.99", "> 5.99.1", "!= 5.99.0"],
)
def test_it_allows(text: str) -> None:
    assert all(term.allows(OLDEST) for term in parse(text))


@pytest.mark.parametrize("text", ["~> 4", "~> 4.5", "!= 5.100", "~> 5.99.0", "< 5.100", "> 5.100.0", ">= 6"])
def test_it_refuses(text: str) -> None:
    assert not all(term.allows(OLDEST) for term in parse(text))


@pytest.mark.parametrize("text", ["v5.100.0", ">= 5.0.0.1", "foo", "", ">= 5 < 6", "=> 5", "5.x", ">= 5,"])
def test_it_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is no version constraint"):
        parse(text)
