"""Services that share a domain: what is told when their specs are given together."""

from __future__ import annotations

from typing import Any

from tests.specs import dump, example, read
from tfgen.stack.sharing import Service, between

REGIONS = ["eu-west-1", "us-east-1"]


def _service(name: str, domain: Any, regions: list[str] = REGIONS) -> Service:
    source, stack = read(dump({**example("hello"), "domain": domain, "regions": regions}))
    return Service(name, source, stack)


def _under(name: str, path: str, regions: list[str] = REGIONS) -> Service:
    return _service(name, {"existing": "api.example.com", **({"path": path} if path else {})}, regions)


def _told(service: Service, *others: Service) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in between(service, others)]


OWNER = _service("shop", "api.example.com")


def test_paths_of_their_own_do_not_clash() -> None:
    orders, nested = _under("orders", "orders"), _under("nested", "orders/v1")
    assert _told(nested, OWNER, orders) == []
    assert _told(_service("other", "www.example.com"), OWNER) == []
    assert _told(_under("far", "orders", ["ap-south-1"]), orders) == [], (
        "each has a domain name of its region"
    )


def test_one_path_of_two_services_is_told() -> None:
    told = _told(_under("a", "orders"), OWNER, _under("b", "orders"))
    assert told == [("TFG193", "b answers under api.example.com/orders as well")]


def test_the_owner_has_the_whole_domain() -> None:
    assert [code for code, _ in _told(_under("a", ""), OWNER)] == ["TFG193"]


def test_a_domain_that_two_make_is_told() -> None:
    assert _told(_service("other", "api.example.com", ["ap-south-1"]), OWNER) == [
        ("TFG193", "shop makes api.example.com as well")
    ]


def test_regions_that_the_owner_lacks_are_told_whichever_comes_first() -> None:
    far = _under("orders", "orders", [*REGIONS, "ap-south-1"])
    message = "orders answers under api.example.com in ap-south-1, where shop does not make it"
    assert _told(far, OWNER) == _told(OWNER, far) == [("TFG243", message)]


def test_regions_to_which_the_owner_leads_clients_must_have_the_service() -> None:
    near = _under("orders", "orders", ["eu-west-1"])
    message = "shop leads clients of api.example.com to us-east-1, where orders is not"
    assert _told(near, OWNER) == _told(OWNER, near) == [("TFG243", message)]
    source, stack = read(
        dump({**example("hello"), "domain": "api.example.com", "routing": {"drained": ["us-east-1"]}})
    )
    assert _told(near, Service("shop", source, stack)) == []


def test_a_path_of_a_domain_that_is_the_edges_is_told() -> None:
    source, stack = read(
        dump({**example("hello"), "domain": "api.example.com", "regions": REGIONS, "cdn": {}})
    )
    owner = Service("shop", source, stack)
    assert [code for code, _ in _told(_under("orders", "orders"), owner)] == ["TFG139"]
    behind = _service("orders", {"existing": "origin.api.example.com", "path": "orders"})
    assert _told(behind, owner) == []
    far = _service(
        "orders", {"existing": "origin.api.example.com", "path": "orders"}, [*REGIONS, "sa-east-1"]
    )
    assert [code for code, _ in _told(far, owner)] == ["TFG243"]
