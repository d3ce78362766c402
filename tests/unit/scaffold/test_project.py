"""What a new project is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specs import read
from tfgen.scaffold.project import project_files, service_name


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("shop", "shop"),
        ("My Shop_2", "my-shop-2"),
        ("2024-orders", "orders"),
        ("--", "hello"),
        ("", "hello"),
        ("Größe", "gr-e"),
        ("no", "no"),
        ("a" * 39 + "-b", "a" * 39),
    ],
)
def test_a_service_is_called_as_its_folder(folder: str, name: str) -> None:
    assert service_name(folder) == name
    _, stack = read(project_files(name)["spec.yaml"].decode())
    assert (stack.service, stack.domain) == (name, f"{name}.example.com")


@given(
    st.one_of(st.text(max_size=60), st.sampled_from(["yes", "on", "NULL", "True", "y", "~", "1e3", "0x1f"]))
)
def test_whatever_the_folder_is_called_the_spec_has_no_mistake(folder: str) -> None:
    read(project_files(service_name(folder))["spec.yaml"].decode())
